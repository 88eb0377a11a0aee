"""The loopback news site of the end-to-end tests."""
