"""What a page declares of its article, as far as it helps to find the text."""

from dataclasses import dataclass

from newsspider.extractor.document import Document

_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("description", "og:description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the page declares of its article: possible titles, description, text of JSON-LD."""

    titles: tuple[str, ...] = ()
    description: str = ""
    article_body: str = ""


def hints_of(document: Document) -> Hints:
    """Return the titles, the description and the text that the page declares."""
    titles, description, body = [document.head_title], "", ""
    for name in _TITLES:
        titles += [content for _, content in document.marks.metas.get(name, ())]
    for name in _DESCRIPTIONS:
        for _, content in document.marks.metas.get(name, ()):
            description = max(description, content, key=len)
    for thing in document.things:
        headline, text = thing.get("headline"), thing.get("articleBody")
        if isinstance(headline, str):
            titles.append(headline)
        if isinstance(text, str) and len(text) > len(body):
            body = text
    return Hints(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        description=description,
        article_body=body,
    )
