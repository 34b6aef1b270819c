"""Where things stand in a TOML text: `tomllib` says what, this says in which line, so that an error can point at it.

Knows headers, keys, arrays over several lines and strings; refuses to judge: the text has been parsed before.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|'  # texts over several lines
    r"'''.*?'''|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|[\[\]{},=\n]|[^\s\[\]{},=#\"']+",
    re.DOTALL,
)
_KEY = re.compile(r'"([^"]*)"|\'([^\']*)\'|([A-Za-z0-9_-]+)')


@dataclass(slots=True)
class Lines:
    """Lines of headers, keys and array items, by their path."""

    found: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """The line of this, or of the nearest thing around it."""
        while path and path not in self.found:
            path = path[:-1]
        return self.found.get(path, 1)


def lines_of(text: str) -> Lines:
    """One walk over the tokens of a text that is known to be TOML."""
    header: Path = ()
    lines, numbers = Lines(), Counter[Path]()
    statement: list[tuple[str, int]] = []
    depth, line = 0, 1
    for found in _TOKEN.finditer(text + "\n"):
        word = found[0]
        if word == "\n" and not depth:
            if statement:
                header = _read(statement, header, numbers, lines)
            statement = []
        elif word != "\n" and not word.startswith("#"):
            depth += (word in "[{") - (word in "]}")
            statement.append((word, line))
        line += word.count("\n")
    return lines


def _read(statement: list[tuple[str, int]], header: Path, numbers: Counter[Path], lines: Lines) -> Path:
    """A header moves on; a key is noted with the items of its array."""
    first, line = statement[0]
    if first == "[":
        is_item = len(statement) > 1 and statement[1][0] == "["
        header = _header("".join(word for word, _ in statement).strip("[]"), is_item, numbers)
        lines.found[header] = line
        return header
    equals = next(n for n, (word, _) in enumerate(statement) if word == "=")
    path = (*header, *_keys("".join(word for word, _ in statement[:equals])))
    lines.found[path] = line
    _note_items(statement[equals + 1 :], path, lines)
    return header


def _header(name: str, is_item: bool, numbers: Counter[Path]) -> Path:
    """`[[steps]]` is the next step; `[steps.check]` belongs to the last one."""
    path: Path = ()
    keys = _keys(name)
    for n, key in enumerate(keys):
        path = (*path, key)
        if is_item and n == len(keys) - 1:
            numbers[path] += 1
        if numbers[path]:
            path = (*path, numbers[path] - 1)
    return path


def _keys(name: str) -> list[str]:
    return ["".join(parts) for parts in _KEY.findall(name)]


def _note_items(value: list[tuple[str, int]], path: Path, lines: Lines) -> None:
    if not value or value[0][0] != "[":
        return
    depth, number, awaits = 0, 0, True
    for word, line in value:
        if depth == 1 and awaits and word not in "],":
            lines.found[(*path, number)] = line
            awaits = False
        if depth == 1 and word == ",":
            number, awaits = number + 1, True
        depth += (word in "[{") - (word in "]}")
