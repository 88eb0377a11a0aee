"""The ledger: real SQLite, real files."""
