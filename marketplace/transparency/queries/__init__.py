"""Reads for the public pages, all of them from projected tables whose size does not follow the log's."""
