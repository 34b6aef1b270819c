"""One stylesheet and one script from many small files, named by their content so that browsers may keep them.

The files may be joined in any order: the order of CSS layers is declared once, in `static/css/layers.css`.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from marketplace.config import PROJECT_ROOT

STATIC = PROJECT_ROOT / "static"
FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class Asset:
    """Joined text with the name it is served under."""

    name: str
    text: str
    mimetype: str


def init_app(app: Flask) -> None:
    app.extensions["assets"] = join_all()
    app.extensions["fingerprints"] = {}  # by path, filled as pages ask
    app.add_template_global(asset_url)
    app.after_request(keep_static_files)


def asset_url(path: str) -> str:
    """Where a page finds `app.css`, `app.js` or a file of static/ such as `img/mark.svg`, always by content."""
    joined = assets().get(path)
    if joined:
        return f"{request.script_root}/aset/{joined.name}"
    known = current_app.extensions["fingerprints"]
    if path not in known or current_app.debug:
        known[path] = fingerprint((STATIC / path).read_bytes())
    return f"{request.script_root}/static/{path}?v={known[path]}"


def assets() -> dict[str, Asset]:
    """Joined once per app; while debugging, again for every page."""
    return join_all() if current_app.debug else current_app.extensions["assets"]


def serve(name: str) -> Response:
    """The file under its own name may be kept; a page from before an upgrade gets today's, and nobody keeps that."""
    asset = assets().get(f"app.{name.rpartition('.')[2]}")
    if asset is None:
        abort(404)
    kept = FOREVER if asset.name == name else "no-cache"
    return Response(asset.text, mimetype=asset.mimetype, headers={"Cache-Control": kept})


def keep_static_files(response: Response) -> Response:
    """A file asked for by its fingerprint may be kept for ever; any other for an hour."""
    if request.endpoint == "static" and response.status_code < 400:
        response.headers["Cache-Control"] = FOREVER if "v" in request.args else HOUR
    return response


def join_all() -> dict[str, Asset]:
    return {
        "app.css": _named("css", join_styles(STATIC / "css"), "text/css"),
        "app.js": _named("js", join_scripts(STATIC / "js"), "text/javascript"),
    }


def join_styles(folder: Path) -> str:
    """The layer order first, then every file; pictures are named by content as well."""
    files = sorted(folder.rglob("*.css"))
    first = [path for path in files if path.name == "layers.css"]
    text = "\n".join(path.read_text() for path in first + [path for path in files if path not in first])
    return re.sub(r"url\((img/[\w.-]+)\)", _picture, re.sub(r"/\*.*?\*/\n?", "", text, flags=re.DOTALL))


def join_scripts(folder: Path) -> str:
    """Each file enhances one kind of element and imports nothing; a block of its own keeps its names apart."""
    return "\n".join("{\n" + path.read_text() + "}" for path in sorted(folder.glob("*.js")))


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _picture(match: re.Match[str]) -> str:
    path = match[1]
    return f"url(../static/{path}?v={fingerprint((STATIC / path).read_bytes())})"


def _named(ending: str, text: str, mimetype: str) -> Asset:
    return Asset(f"{fingerprint(text.encode())}.{ending}", text, mimetype)
