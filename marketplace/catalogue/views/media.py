"""Pictures: drawn ones and the shops' own. Each address always shows the same, so browsers may keep it."""

from flask import Response, abort, request

from marketplace.catalogue import pictures, queries
from marketplace.catalogue.views.blueprint import LARGEST_ID, bp

FOREVER = "public, max-age=31536000, immutable"


@bp.get("/gambar/<category>/<int:variant>.svg")
def picture(category: str, variant: int) -> Response:
    """The drawn picture of a category; made by code, the same for ever."""
    drawing = pictures.draw(category, variant)
    if drawing is None:
        abort(404)
    return Response(drawing, mimetype="image/svg+xml", headers={"Cache-Control": FOREVER})


@bp.get(f"/foto/<int(max={LARGEST_ID}):photo_id>.webp")
def photo(photo_id: int) -> Response:
    """A shop's own photo; a new photo gets a new address."""
    content = queries.photo(photo_id, small="kecil" in request.args)
    if content is None:
        abort(404)
    return Response(content, mimetype="image/webp", headers={"Cache-Control": FOREVER})
