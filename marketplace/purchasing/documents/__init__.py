"""The papers of an order: PDFs made again from data each time they are asked for, never stored, never edited.

Owns their wording and look; numbers and signatures are given by the services that create each document.
"""
