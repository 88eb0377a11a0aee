"""The blocks of a safe body, as values between the parser and the serialiser."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """An element that a post may hold; ``children`` are nodes and texts."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def is_empty(self) -> bool:
        """Tell whether neither text nor picture is in it."""
        return not any(
            child.strip(BLANKS) if isinstance(child, str) else _shows(child)
            for child in self.children
        )


BLANKS = " \t\n\r\u00a0\u2002\u2003\u3000\u200b"
VOID = frozenset(("br", "img", "hr"))


def _shows(node: Node) -> bool:
    if node.tag in ("img", "hr"):
        return True
    return node.tag != "br" and not node.is_empty()
