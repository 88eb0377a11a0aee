"""What a list says: its links, and where it goes on."""

from dataclasses import dataclass

from newsspider.model.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The links of one page of a list.

    ``said`` is what it says of its next page (an address or a cursor), ``moved`` where a page
    without links sends its reader, ``pages`` are the other pages of an e-paper's issue.
    It is ``bare`` where the list of rows is there and holds none: that is how paged lists end.
    """

    links: tuple[Link, ...] = ()
    said: str = ""
    moved: str = ""
    pages: tuple[str, ...] = ()
    bare: bool = False
