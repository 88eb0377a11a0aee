"""Rules of a site that pick articles by keyword, section, address or source."""

import re
from dataclasses import dataclass

from newsspider.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Picks an article that any of its parts picks; an empty rule picks none.

    ``keywords`` are looked for in title, keywords and text; ``urls`` are regular expressions
    searched in the address; ``sources`` are source names or names of source files.
    """

    everything: bool = False
    keywords: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the rule can pick anything."""
        return self.everything or any((self.keywords, self.sections, self.urls, self.sources))

    def picks(self, article: Article) -> str:
        """Return why *article* is picked, or an empty text."""
        if self.everything:
            return "everything"
        said = "\n".join((article.title, *article.keywords, article.text)).casefold()
        for word in self.keywords:
            if word.casefold() in said:
                return f"keyword {word!r}"
        for section in self.sections:
            if section.casefold() == article.section.casefold():
                return f"section {section!r}"
        for pattern in self.urls:
            if re.search(pattern, article.requested_url or article.url):
                return f"address {pattern!r}"
        for name in self.sources:
            if name in (article.source, article.source_name, article.site_name):
                return f"source {name!r}"
        return ""


NOTHING = Rule()
