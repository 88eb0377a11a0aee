"""Raw pages kept as WARC: written, mended, read by this and other tools, applied anew."""
