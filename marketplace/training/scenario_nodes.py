"""One place in a scenario's file while it is read: gives values of the wanted kind, or notes what is wrong there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.training.scenario import Text
from marketplace.training.toml_lines import Lines, Path

Fault = tuple[int, str, dict[str, Any]]  # line, message id, values
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_MISSING = object()
PACES = ("real", "paused")
FASTEST_DAY = 9  # wall seconds; what values.clock.SPEED_MAX allows


class ScenarioErrors(Exception):
    """Everything that is wrong in a scenario's file, in the order of its lines."""

    code = "scenario_errors"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault[0], fault[1]))
        self.values = {"count": len(self.faults)}
        super().__init__("; ".join(f"{line}: {code} {values}" for line, code, values in self.faults))


@dataclass(slots=True)
class Node:
    """A table of the file, with its path; all nodes of one file share one list of errors."""

    value: Any
    path: Path
    lines: Lines
    errors: list[Fault]
    asked: set[str] = field(default_factory=set)
    inner: list["Node"] = field(default_factory=list)

    @classmethod
    def root(cls, value: Mapping[str, Any], lines: Lines) -> "Node":
        return cls(value, (), lines, [])

    def complain(self, message: str, path: Path | None = None, **values: Any) -> None:
        self.errors.append((self.lines.of(self.path if path is None else path), message, values))

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def close(self) -> None:
        """A key that nobody asked for is a slip of the pen: it would be silently without effect."""
        for node in self.inner:
            node.close()
        for name in self.value if isinstance(self.value, dict) else ():
            if name not in self.asked:
                self.complain("unknown_key", (*self.path, name), name=name, known=", ".join(sorted(self.asked)))

    def text(self, name: str) -> Text:
        found = self._get(name)
        return Text("", "") if found is _MISSING else self._child(found, name).as_text()

    def as_text(self) -> Text:
        """Both languages or none: a class in the other one would meet a hole."""
        if not isinstance(self.value, dict):
            self.complain("not_a_text")
            return Text("", "")
        said = {}
        for language in ("id", "en"):
            self.asked.add(language)
            words = self.value.get(language)
            if not isinstance(words, str) or not words.strip():
                self.complain("language_missing", language=language)
            said[language] = words if isinstance(words, str) else ""
        return Text(said["id"].strip(), said["en"].strip())

    def string(self, name: str, default: str | None = None) -> str:
        found = self._get(name, _MISSING if default is None else default)
        if found is _MISSING:
            return ""
        if isinstance(found, str) and (found or default is not None):
            return found
        self.complain("not_a_string", (*self.path, name), name=name)
        return ""

    def code(self, name: str) -> str:
        found = self.string(name)
        if found and not _CODE.fullmatch(found):
            self.complain("bad_code", (*self.path, name), value=found)
        return found

    def strings(self, name: str, *, optional: bool = False) -> tuple[str, ...]:
        """One string or a list of them."""
        found = self._get(name, () if optional else _MISSING)
        listed = [found] if isinstance(found, str) else found
        if found is _MISSING:
            return ()
        if not isinstance(listed, list | tuple) or not all(isinstance(one, str) and one for one in listed):
            self.complain("not_strings", (*self.path, name), name=name)
            return ()
        return tuple(listed)

    def choice(self, name: str, known: Sequence[str], default: str | None = None, *,
               complaint: str = "bad_choice") -> str:  # fmt: skip
        """One of the known words. Where it is another, the first stands in, so that reading can go on."""
        found = self._get(name, _MISSING if default is None else default)
        if found == default and default is not None:
            return default
        if found is not _MISSING and found in list(known):
            return str(found)
        if found is not _MISSING:
            self.complain(complaint, (*self.path, name), value=str(found), known=", ".join(known))
        return str(known[0]) if known else ""

    def choices(self, name: str, known: Sequence[str], *, optional: bool = True,
                complaint: str = "bad_choice") -> tuple[str, ...]:  # fmt: skip
        found = self.strings(name, optional=optional)
        for one in found:
            if one not in list(known):
                self.complain(complaint, (*self.path, name), value=one, known=", ".join(known))
        return tuple(one for one in found if one in list(known))

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        found = self._get(name, _MISSING if default is None else default)
        if found is _MISSING:
            return least
        if type(found) is not int or not least <= found <= most:
            self.complain("out_of_range", (*self.path, name), name=name, least=least, most=most)
            return least
        return found

    def numbers(self, name: str) -> dict[str, int]:
        found = self._get(name, {})
        if not isinstance(found, dict) or not all(type(one) is int for one in found.values()):
            self.complain("not_numbers", (*self.path, name), name=name)
            return {}
        return found

    def flag(self, name: str, default: bool | None) -> bool | None:
        found = self.value.get(name, default) if isinstance(self.value, dict) else default
        self.asked.add(name)
        if found is not default and type(found) is not bool:
            self.complain("not_a_flag", (*self.path, name), name=name)
            return default
        return found

    def moment(self, name: str) -> datetime | None:
        found = self._get(name, None)
        if found is None or (isinstance(found, datetime) and found.tzinfo is not None):
            return found
        self.complain("not_a_moment", (*self.path, name), name=name)
        return None

    def pace(self, name: str) -> str | int:
        found = self._get(name, "real")
        if found in PACES or (type(found) is int and FASTEST_DAY <= found <= 86_400):
            return found
        self.complain("bad_pace", (*self.path, name), value=str(found))
        return "real"

    def plain(self, name: str) -> Any:
        found = self._get(name)
        if isinstance(found, str | int | bool) or (isinstance(found, list) and found):
            return found
        self.complain("not_plain", (*self.path, name), name=name)
        return None

    def table(self, name: str) -> "Node":
        found = self._get(name)
        if found is not _MISSING and not isinstance(found, dict):
            self.complain("not_a_table", (*self.path, name), name=name)
        return self._child(found if isinstance(found, dict) else {}, name, quiet=not isinstance(found, dict))

    def tables(self, name: str) -> dict[str, "Node"]:
        """Named tables, none of which must be there."""
        node = self._child(self._get(name, {}), name)
        if not isinstance(node.value, dict):
            self.complain("not_a_table", (*self.path, name), name=name)
            return {}
        return {key: node.table(key) for key in node.value}

    def items(self, name: str, *, optional: bool = False) -> list["Node"]:
        found = self._get(name, [] if optional else _MISSING)
        if found is _MISSING:
            return []
        if not isinstance(found, list) or not (found or optional) or not all(isinstance(one, dict) for one in found):
            self.complain("not_a_list", (*self.path, name), name=name)
            return []
        return [self._child(one, name, n) for n, one in enumerate(found)]

    def _get(self, name: str, default: Any = _MISSING) -> Any:
        self.asked.add(str(name))
        if isinstance(self.value, dict) and name in self.value:
            return self.value[name]
        if default is _MISSING and not self._is_quiet:
            self.complain("missing", name=str(name))
        return default

    @property
    def _is_quiet(self) -> bool:
        """A table that is missing altogether was complained about once."""
        return self.value is _MISSING

    def _child(self, value: Any, *keys: str | int, quiet: bool = False) -> "Node":
        child = Node(_MISSING if quiet else value, (*self.path, *keys), self.lines, self.errors)
        self.inner.append(child)
        return child
