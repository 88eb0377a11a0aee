"""What a page declares of its article, as far as it helps to find the text."""

from newsspider.extractor import jsonld
from newsspider.extractor.document import Document
from newsspider.extractor.features import Hints

_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("description", "og:description")


def hints_of(document: Document) -> Hints:
    """Return the titles, the description and the text that the page declares."""
    titles, description, body = [document.head_title], "", ""
    for meta in document.root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = meta.get("content") or ""
        if name in _TITLES:
            titles.append(content)
        elif name in _DESCRIPTIONS and len(content) > len(description):
            description = content
    for thing in jsonld.articles(document.root):
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
