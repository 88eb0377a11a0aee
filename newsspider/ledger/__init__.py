"""What has been seen and done: one row an article, in SQLite."""

from newsspider.ledger.store import Ledger

__all__ = ["Ledger"]
