"""The square on a paper that leads to its proof page. Pure: an address in, drawn SVG out."""

import io

import segno


def qr_svg(address: str, *, border: int = 2) -> str:
    """An inline SVG without a fixed size: page and print decide. Dark on nothing, so give it a white ground."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        border=border,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode()


def qr_rows(address: str) -> list[list[bool]]:
    """Dark and light squares row by row, for papers that are not drawn in SVG."""
    return [[bool(square) for square in row] for row in segno.make(address, error="m", micro=False).matrix]
