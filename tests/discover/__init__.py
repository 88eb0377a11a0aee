"""Links from feeds, list pages and JSON lists."""
