"""Whole commands, as real processes, against a real server on loopback."""
