"""Pages that are no articles, to tell kinds of pages by, and the confusion table."""
