"""Scripted people: they open pages, fill in the forms they find there and send them, over one connection."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass
class Form:
    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class FormFinder(HTMLParser):
    """Every form of a page with what a browser would send if nobody typed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._first_option: str | None = None
        self._chosen = False
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._open)
        form = self._open
        if form is None:
            return
        name = given.get("name") or ""
        if name:
            form.names.add(name)
        if tag == "input" and name:
            kind = (given.get("type") or "text").lower()
            if kind in ("checkbox", "radio"):
                if "checked" in given:
                    form.values.append((name, given.get("value") or "on"))
            elif kind not in ("submit", "button", "file", "image"):
                form.values.append((name, given.get("value") or ""))
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value") or ""))
        elif tag == "select" and name:
            self._select, self._first_option, self._chosen = name, None, False
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            if self._first_option is None:
                self._first_option = value
            if "selected" in given:
                form.values.append((self._select, value))
                self._chosen = True
        elif tag == "textarea" and name:
            self._textarea = name
            form.values.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._textarea and self._open:
            name, text = self._open.values[-1]
            self._open.values[-1] = (name, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select" and self._select and self._open is not None:
            if not self._chosen and self._first_option is not None:
                self._open.values.append((self._select, self._first_option))
            self._select = None


class Refused(AssertionError):
    """The market answered something a scripted person did not expect."""


class Person:
    """One browser with its cookies; counts what it asks for."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.place = "/"
        self.page = ""

    def open(self, path: str) -> str:
        status = self._ask("GET", path)
        if status in (302, 303):
            return self.open(self.place)
        if status != 200:
            raise Refused(f"GET {path}: {status}")
        return self.page

    def send(self, action_ends: str, **typed: str | list[str]) -> str:
        """Fill in the form of this page whose action ends so, send it, follow to where it leads."""
        form = self.form(action_ends)
        values = [(name, value) for name, value in form.values if name not in typed]
        for name, given in typed.items():
            values += [(name, one) for one in ([given] if isinstance(given, str) else given)]
        status = self._ask("POST", form.action or self.place, urlencode(values))
        if status not in (302, 303):
            raise Refused(f"POST {form.action}: {status}\n{self.page[:4000]}")
        return self.open(self.place)

    def form(self, action_ends: str) -> Form:
        finder = FormFinder()
        finder.feed(self.page)
        for form in finder.forms:
            path = urlsplit(form.action or self.place).path
            if form.method == "post" and path.endswith(action_ends):
                return form
        raise Refused(f"No form for {action_ends} on {self.place}; there are {[f.action for f in finder.forms]}")

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str | None = None) -> int:
        headers = {"Cookie": self.cookie_header(), "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.page = answer.read().decode("utf-8", "replace")
        self.requests += 1
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.place = path
        if answer.status in (302, 303):
            target = urlsplit(answer.headers["Location"])
            self.place = target.path + (f"?{target.query}" if target.query else "")
        return answer.status
