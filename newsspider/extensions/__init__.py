"""Scrapy extensions: they own the state of a run and watch it; they never change an item."""
