"""Scrapy item pipelines: thin adapters around the pure core, in this order:

validate -> normalise -> dedupe -> sanitise -> assets -> write.
Items that are not ours pass through.
"""
