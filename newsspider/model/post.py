"""A file to write."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """``path`` is relative to the output folder, with ``/``; ``content`` the exact bytes.

    ``notes`` say in a line each what of the article the post does not hold as it was.
    """

    path: str
    content: bytes
    notes: tuple[str, ...] = ()
