"""What may go wrong with a post: where, which kind, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A hazard of the post at *path*; line 0 is the file as a whole."""

    path: str
    line: int
    slug: str
    detail: str

    def __str__(self) -> str:
        """Return ``PATH:LINE: SLUG: DETAIL``, on one line whatever the path holds."""
        text = f"{self.path}:{self.line or 1}: {self.slug}: {self.detail}"
        return "".join(char if char.isprintable() else "?" for char in text)


def at(path: str, line: int, slug: str, detail: str) -> Hazard:
    """Return the hazard at this place."""
    return Hazard(path=path, line=line, slug=slug, detail=detail)
