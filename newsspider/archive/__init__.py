"""Raw pages kept as WARC, so that tomorrow's rules can be applied to them."""
