"""Users, their roles, and the two kinds of organisation they act for: buyers and suppliers.

Owns who may do what; refuses to know what an order or a product is.
"""
