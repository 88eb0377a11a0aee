"""The tests: tables and sentences over real parts."""
