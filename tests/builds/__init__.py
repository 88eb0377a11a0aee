"""Posts proven to build: difficult articles, the real generators, and a judge of built pages."""
