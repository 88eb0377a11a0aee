"""Write the post, then the ledger, in this order."""

import hashlib
from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider.errors import PostError
from newsspider.extensions.report import Line
from newsspider.extensions.state import State
from newsspider.model.article import Article
from newsspider.model.post import Post
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.outbox import Put
from newsspider.rejection import Rejected
from newsspider.urls import canonical

_REFUSED = {
    Put.EDITED: (Reason.EDITED, "{path} was changed by hand; it is kept as it is"),
    Put.DELETED: (Reason.DELETED, "{path} was deleted by hand; it stays deleted"),
    Put.OCCUPIED: (Reason.OCCUPIED, "{path} is there and not ours; move it to have this post"),
}


class Write:
    """Renders an article and puts it on disk; the only one that says POSTED."""

    def __init__(self, state: State) -> None:
        self.state = state

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's state."""
        return cls(State.of(crawler))

    def process_item(self, item: Any) -> Any:
        """Return the article once its post is on disk and in the ledger."""
        if not isinstance(item, Article):
            return item
        post = self._render(item)
        ledger = self.state.ledger
        sha256 = hashlib.sha256(post.content).hexdigest()
        record = ledger.get(item.key)
        posted = record is not None and record.status is Status.POSTED
        ours = ledger.hashes(item.key)
        ledger.intend(item.key, post.path, sha256)
        put = self.state.outbox.put(post, ours=ours, posted=posted)
        if put in _REFUSED:
            ledger.forget_intent(item.key)
            reason, detail = _REFUSED[put]
            raise Rejected(reason, item.requested_url, detail.format(path=post.path))
        self._commit(item, post, sha256)
        unchanged = put is Put.UNCHANGED
        self.state.report.end(
            Line(
                url=item.requested_url,
                outcome=Outcome.UNCHANGED if unchanged else Outcome.POSTED,
                path=post.path,
                fresh=not unchanged,
            )
        )
        return item

    def _render(self, article: Article) -> Post:
        intended = None if article.path else self.state.ledger.intention(article.key)
        if intended and self.state.outbox.holds(*intended):
            article = replace(article, path=intended[0])  # a run died before it could say so
        try:
            return self.state.flavour.render(article, self.state.options.site)
        except PostError as error:
            raise Rejected(Reason.UNSAFE, article.requested_url, str(error)) from error

    def _commit(self, article: Article, post: Post, sha256: str) -> None:
        ledger = self.state.ledger
        before = ledger.get(article.key)
        ledger.commit(
            Record(
                key=article.key,
                url=article.url,
                status=Status.POSTED,
                source_name=article.source_name,
                first_seen=before.first_seen if before else article.fetched_at,
                last_fetched=article.fetched_at,
                path=post.path,
                sha256=sha256,
                fingerprint=article.fingerprint,
                revision=article.revision,
            ),
            aliases={canonical(article.requested_url), canonical(article.url)} - {article.key},
        )
