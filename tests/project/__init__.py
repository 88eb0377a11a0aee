"""What holds for a checkout: documents, settings, sizes. Not run against the wheel."""
