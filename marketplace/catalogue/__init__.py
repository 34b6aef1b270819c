"""What shops offer: categories, products, prices and their history, stock, pictures, search.

Owns the shelf; refuses to know about orders: it only reserves and gives back stock when told.
"""
