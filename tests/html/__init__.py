"""The only room that parses or writes HTML."""
