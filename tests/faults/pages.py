"""A story that can be recognised, and pages that lie about it."""

STORY = "The last boat now leaves at eleven in the evening, the harbour office said on Friday. "
TITLE = "Night ferries return to the landing"


def story(
    *, title: str = TITLE, head: str = "", top: str = "", extra: str = "", when: str = "2026-03-06"
) -> str:
    """Return a page with an article that nobody would refuse."""
    text = "".join(f"<p>{number}. {STORY * 2}</p>" for number in range(1, 6))
    return (
        f'<html lang="en"><head><title>{title} - Harbour Post</title>{head}</head><body>{top}'
        f"<article><h1>{title}</h1><time>{when}</time>{text}{extra}</article></body></html>"
    )
