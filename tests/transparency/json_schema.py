"""As much of JSON Schema (draft 4) as the OCDS schemas use, and stricter: a field no schema names is an error."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDER = Path(__file__).parent / "ocds"
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip
PAGINATION = {"links": {"type": "object", "properties": {"next": {"type": "string", "format": "uri"}}}}
KNOWN = {
    "$ref", "type", "enum", "properties", "patternProperties", "required", "items", "minItems", "uniqueItems",
    "minLength", "format", "oneOf", "pattern",
}  # fmt: skip
SILENT = {"title", "description", "deprecated", "codelist", "openCodelist", "omitWhenMerged", "wholeListMerge",
          "mergeStrategy", "versionId", "default", "definitions", "$schema", "id", "minProperties"}  # fmt: skip


def _loaded(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _patched(document: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _patched(merged.get(key), value)
    return merged


class Ocds:
    """The release schema with the declared extensions, and the two packages."""

    def __init__(self) -> None:
        self.release = _loaded("release-schema.json")
        for patch in sorted((FOLDER / "extensions").glob("*.json")):
            self.release = _patched(self.release, json.loads(patch.read_text(encoding="utf-8")))
        self.packages = {name: _patched(_loaded(f"{name}-package-schema.json"), {"properties": PAGINATION})
                         for name in ("release", "record")}  # fmt: skip

    def errors(self, kind: str, document: Any) -> list[str]:
        schema = self.packages[kind]
        return self._errors(document, schema, schema, "")

    def _errors(self, value: Any, schema: Any, root: Any, at: str) -> list[str]:
        assert set(schema) <= KNOWN | SILENT, sorted(set(schema) - KNOWN - SILENT)
        if "$ref" in schema:
            return self._errors(value, *self._referred(schema["$ref"], root), at)
        if "oneOf" in schema:
            tries = [self._errors(value, {**option}, root, at) for option in schema["oneOf"]]
            return [] if sum(not found for found in tries) == 1 else min(tries, key=len) or [f"{at}: fits several"]
        found = self._own_errors(value, schema, at)
        if isinstance(value, dict) and ("properties" in schema or "patternProperties" in schema):
            for name, inner in value.items():
                described = self._property(schema, name)
                found += (
                    [f"{at}/{name}: unknown"]
                    if described is None
                    else self._errors(inner, described, root, f"{at}/{name}")
                )
        if isinstance(value, list) and "items" in schema:
            for place, inner in enumerate(value):
                found += self._errors(inner, schema["items"], root, f"{at}/{place}")
        return found

    @staticmethod
    def _own_errors(value: Any, schema: Any, at: str) -> list[str]:
        kinds = schema.get("type", [])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        wrong_type = kinds and (not isinstance(value, tuple(TYPES[kind] for kind in kinds if kind in TYPES))
                                or (isinstance(value, bool) and "boolean" not in kinds))  # fmt: skip
        checks = {
            f"type {type(value).__name__}": bool(wrong_type),
            "nothing in it": value in (None, "", [], {}),
            "enum": "enum" in schema and value not in schema["enum"],
            "required": isinstance(value, dict) and not set(schema.get("required", ())) <= set(value),
            "minItems": isinstance(value, list) and len(value) < schema.get("minItems", 0),
            "uniqueItems": bool(schema.get("uniqueItems")) and isinstance(value, list)
            and len({json.dumps(item, sort_keys=True) for item in value}) < len(value),
            "minLength": isinstance(value, str) and len(value) < schema.get("minLength", 0),
            "pattern": isinstance(value, str) and not re.search(schema.get("pattern", ""), value),
            "format": isinstance(value, str) and not _has_format(value, schema.get("format")),
        }  # fmt: skip
        return [f"{at}: {name}" for name, is_wrong in checks.items() if is_wrong]

    @staticmethod
    def _property(schema: Any, name: str) -> Any:
        if name in schema.get("properties", {}):
            return schema["properties"][name]
        return next((inner for pattern, inner in schema.get("patternProperties", {}).items()
                     if re.search(pattern, name)), None)  # fmt: skip

    def _referred(self, reference: str, root: Any) -> tuple[Any, Any]:
        if not reference.startswith("#"):
            return self.release, self.release
        found = root
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        return found, root


def _has_format(text: str, name: str | None) -> bool:
    if name == "uri":
        return bool(urlsplit(text).scheme)
    return name != "date-time" or datetime.fromisoformat(text).tzinfo is not None
