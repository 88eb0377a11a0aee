"""One run, from the lock to the exit code."""
