"""Reads for the public pages, all of them from projected tables whose size does not follow the log's."""

from marketplace.transparency.queries.headline import Headline, headline

__all__ = ["Headline", "headline"]
