"""What every page shares: forms base, filters, errors, security headers, assets, components, languages.

Owns no rule of the trade.
"""
