"""The log as open contracting data (OCDS 1.1): one order is one contracting process, one public step one release.

Pure: entries in, plain values out. What the standard asks for and the log does not hold is left out, never made up.
"""
