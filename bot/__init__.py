"""Annals: a chat about what happened, made from a page that nobody finds anything in."""

__version__ = "0.1.0"
