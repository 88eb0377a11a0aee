"""From a page to its fields."""
