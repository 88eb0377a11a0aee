"""Draw pages that are lists of links."""

from html import escape

from training.kinds.frame import Frame


def _list_types(frame: Frame, kind: str) -> str:
    if frame.sheet.dice.chance(0.6):
        return '<meta property="og:type" content="website">' if frame.sheet.dice.chance(0.5) else ""
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}","name":"x"}}</script>'


def index(frame: Frame) -> str:
    """A section's page."""
    section = frame.sheet.story.section
    inner = (f"<h1>{section}</h1>" if frame.sheet.dice.chance(0.5) else "") + frame.entries(15, 50)
    return frame.page(section, inner, extra=_list_types(frame, "CollectionPage"))


def tag(frame: Frame) -> str:
    """A page of all on one subject."""
    title = frame.say("tag")
    inner = f"<h1>{escape(title)}</h1>" + frame.entries(8, 30)
    return frame.page(title, inner, extra=_list_types(frame, "CollectionPage"))


def search(frame: Frame) -> str:
    """Answers to a search."""
    title = frame.say("search")
    form = f'<form action="/search"><input name="q" value="{escape(frame.sheet.voice.say("+thing"))}"><button>Go</button></form>'
    count = frame.sheet.dice.number(1, 900)
    return frame.page(
        title,
        form + f"<p>{count}</p>" + frame.entries(6, 20),
        extra=_list_types(frame, "SearchResultsPage"),
    )


def home(frame: Frame) -> str:
    """The first page of a site: lists by section."""
    parts = [
        f"<h2>{frame.sheet.voice.say('section')}</h2>" + frame.entries(6, 14)
        for _ in range(frame.sheet.dice.number(3, 7))
    ]
    return frame.page(frame.say("home"), "".join(parts), extra=_list_types(frame, "WebSite"))
