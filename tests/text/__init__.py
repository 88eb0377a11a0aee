"""Pure work on text and bytes."""
