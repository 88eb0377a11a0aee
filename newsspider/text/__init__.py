"""Pure work on text and bytes: charset, spaces, dates, Chinese lines, slugs."""
