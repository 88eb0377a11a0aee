"""A file to write."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """``path`` is relative to the output folder, with ``/``; ``content`` the exact bytes."""

    path: str
    content: bytes
