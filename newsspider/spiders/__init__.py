"""The one spider, and the loader that gives it a name for every source."""
