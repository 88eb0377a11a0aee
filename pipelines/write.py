"""Write the post, then the ledger, in this order."""

from dataclasses import replace
from datetime import UTC
from typing import Any, Self

from scrapy.crawler import Crawler

from newsspider.errors import Filtered, PostError
from newsspider.extensions.arranged import FLAVOUR
from newsspider.extensions.copies import Copies, Wanted
from newsspider.extensions.report import Line
from newsspider.extensions.state import State
from newsspider.ledger import copies, history, tombstones
from newsspider.ledger.adopt import read_post
from newsspider.ledger.copies import Copy
from newsspider.ledger.history import Version
from newsspider.ledger.store import put_record
from newsspider.ledger.tombstones import Kind
from newsspider.model.article import Article
from newsspider.model.moment import Moment
from newsspider.model.post import Post
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.normalise import DATE_MISSING
from newsspider.outbox import Put, Wish, decide, digest
from newsspider.rejection import Rejected
from newsspider.urls import canonical

_REFUSED = {
    Put.EDITED: (Reason.EDITED, "{path} is not as we wrote it; --force takes it over"),
    Put.DELETED: (Reason.DELETED, "{path} was deleted by hand; add --restore to have it again"),
    Put.OCCUPIED: (Reason.OCCUPIED, "{path} is there and not ours; --force takes it over"),
}
_BURIED = {
    Kind.REMOVED: (Reason.REMOVED, "it was taken down for good; add --restore to have it again"),
    Kind.PRUNED: (Reason.PRUNED, "its post was pruned; add --restore to have it again"),
}


class Write:
    """Renders an article and puts it on disk; the only one that says POSTED."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.wish = Wish(force=state.options.force, restore=state.options.restore)
        self.copies = Copies(
            state.options.site, state.ledger, state.outbox, state.report, self.wish
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's state."""
        return cls(State.of(crawler))

    def process_item(self, item: Any) -> Any:
        """Return the article once its post is on disk and in the ledger."""
        if not isinstance(item, Article):
            return item
        record = self.state.ledger.find(item.key)
        article = replace(item, key=record.key) if record else item
        self._ask_tombstone(article)
        if DATE_MISSING in article.flags and article.path:
            article = self._dated(article)
        post, wanted = self._render(article)
        try:
            put = self._put(article, post, record)
        except Rejected as refused:
            if refused.reason is not Reason.OCCUPIED:  # each post is a file of its own
                copies.intend(self.state.ledger, article.key, self.copies.write(article, wanted))
            raise
        self.state.report.remarks += [f"{post.path}: {note}" for note in post.notes]
        ended = self.copies.write(article, wanted)
        self.copies.write_pages(article)
        unchanged = put is Put.UNCHANGED and not ended
        self._commit(article, post, record, ended, unchanged=put is Put.UNCHANGED)
        self.state.report.end(
            Line(
                url=article.requested_url,
                outcome=Outcome.UNCHANGED if unchanged else Outcome.POSTED,
                path=post.path,
                fresh=not unchanged,
            )
        )
        return article

    def _ask_tombstone(self, article: Article) -> None:
        kind = tombstones.kind_of(self.state.ledger, article.key)
        if kind and not self.wish.restore:
            reason, detail = _BURIED[kind]
            raise Rejected(reason, article.requested_url, detail)

    def _dated(self, article: Article) -> Article:
        """Give a revision whose page has no date the one that a list told the first time."""
        there = self.state.outbox.read(article.path)
        found = read_post(there, article.path) if there else None
        if found is None or found.date is None:
            return article
        return replace(article, published_at=Moment.at(found.date.astimezone(UTC)))

    def _render(self, article: Article) -> tuple[Post, list[Wanted]]:
        intended = None if article.path else self.state.ledger.intention(article.key)
        if intended and self.state.outbox.holds(*intended):
            article = replace(article, path=intended[0])  # a run died before it could say so
        try:
            post = self.state.flavour.render(article, self.state.options.site)
            return post, self.copies.rendered(article)
        except Filtered as error:
            raise Rejected(Reason.FILTERED, article.requested_url, str(error)) from error
        except PostError as error:
            raise Rejected(Reason.UNSAFE, article.requested_url, str(error)) from error

    def _put(self, article: Article, post: Post, record: Record | None) -> Put:
        """Write down what is meant, keep what will be replaced, and put the post on disk."""
        ledger, outbox = self.state.ledger, self.state.outbox
        posted = record is not None and record.status is Status.POSTED
        ours = ledger.hashes(article.key)
        there = outbox.read(post.path)
        put = decide(there, post.content, ours, posted=posted, wish=self.wish)
        if put in (Put.WRITTEN, Put.REWRITTEN):
            ledger.intend(article.key, post.path, digest(post.content))
            if record and there is not None and put is Put.REWRITTEN:
                history.keep(
                    ledger,
                    article.key,
                    Version(revision=record.revision, at=record.last_fetched, content=there),
                    Version(revision=article.revision, at=article.fetched_at, content=post.content),
                )
            put = outbox.put(post, ours=ours, posted=posted, wish=self.wish)
        if put in _REFUSED:
            if posted:
                ledger.forget_intent(article.key)
            reason, detail = _REFUSED[put]
            raise Rejected(reason, article.requested_url, detail.format(path=post.path))
        return put

    def _commit(
        self,
        article: Article,
        post: Post,
        before: Record | None,
        ended: list[Copy],
        *,
        unchanged: bool,
    ) -> None:
        """Write the rows; a revision that changed no byte of the post is none."""
        ledger = self.state.ledger
        sha256 = digest(post.content)
        same = unchanged and before is not None and before.sha256 in ("", sha256)
        if tombstones.kind_of(ledger, article.key):
            tombstones.revive(ledger, article.key)
        fetched = article.fetched_at  # long ago, where it comes from the archive
        record = Record(
            key=article.key,
            url=article.url,
            status=Status.POSTED,
            source_name=article.source_name,
            first_seen=before.first_seen if before else fetched,
            last_fetched=max(article.fetched_at, before.last_fetched)
            if before
            else article.fetched_at,
            path=post.path,
            sha256=sha256,
            fingerprint=article.fingerprint,
            revision=before.revision if before and same else article.revision,
        )
        aliases = {canonical(article.requested_url), canonical(article.url)} - {article.key}
        with ledger.changing(later=True) as connection:
            put_record(connection, record, aliases)
            copies.put(connection, article.key, ended)
            tombstones.first(connection, FLAVOUR, self.state.options.site.flavour)
