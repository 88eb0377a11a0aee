"""Article pages of our own: text from grammars, layouts drawn at random, gold answers beside them."""

from training.layouts.corpus import pages, write

__all__ = ["pages", "write"]
