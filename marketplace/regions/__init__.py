"""Wilayah: provinces, regencies, districts and villages of Indonesia with their Kemendagri codes.

Owns reference data only; refuses to know who buys or sells there.
"""
