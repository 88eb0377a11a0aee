"""Start is recovery: what a run does before it asks for anything, and the index at its end."""

import logging
from dataclasses import replace

from newsspider.ledger import Ledger, adopt, copies, history, index, tombstones
from newsspider.ledger.rebuild import opened
from newsspider.ledger.tombstones import Kind
from newsspider.model.record import Status
from newsspider.options import Options
from newsspider.outbox import Outbox, digest
from newsspider.runs import garbage
from newsspider.sources.catalogue import Catalogue

_log = logging.getLogger(__name__)


def prepare(options: Options) -> None:
    """Make the ledger agree with the disk; only for who holds the lock. Can be called again.

    A missing ledger is made from the index and the posts. Posts and index lines that came from
    elsewhere are taken in. What a run that died had begun is ended.
    """
    ledger = opened(options.output, options.sources_dir)
    try:
        absorbed = index.absorb(ledger, options.output)
        for line in absorbed.unreadable:
            _log.warning("%s: cannot be read: %s", options.output / index.INDEX, line[:80])
        identify = adopt.identifier(Catalogue(private=options.sources_dir))
        taken = adopt.take_in(ledger, adopt.posts(options.output), identify)
        _log.info("%d lines of the index and %d posts were new", absorbed.new, taken.adopted)
        outbox = Outbox(options.output)
        _end_intents(ledger, outbox)
        _end_copies(ledger, outbox)
        _end_removals(ledger, outbox)
        garbage.take_doomed(ledger, options)
    finally:
        ledger.close()


def write_index(options: Options) -> None:
    """Write the index if the ledger knows more than it says; only for who holds the lock."""
    ledger = opened(options.output, options.sources_dir)
    try:
        index.renew(ledger, options.output, Outbox(options.output).pour)
    finally:
        ledger.close()


def _end_intents(ledger: Ledger, outbox: Outbox) -> None:
    """Note rewrites that reached the disk, and forget those that did not.

    A first post stays an intent: only its page tells the rest of the row, and it will be asked.
    """
    for key, path, sha256 in ledger.intentions():
        record = ledger.get(key)
        if record is None or record.status is not Status.POSTED:
            continue
        if not outbox.holds(path, sha256):
            ledger.forget_intent(key)
            continue
        kept = {digest(version.content): version for version in history.versions(ledger, key)}
        revision = kept[sha256].revision if sha256 in kept else record.revision
        ledger.commit(replace(record, path=path, sha256=sha256, revision=revision))


def _end_copies(ledger: Ledger, outbox: Outbox) -> None:
    """Do the same for the posts of further flavours; a first write stays meant, as above."""
    for key, found in copies.every(ledger, begun=True).items():
        for copy in found.values():
            if outbox.holds(copy.path, copy.meant):
                ended = replace(copy, sha256=copy.meant, meant="")
            elif copy.sha256:
                ended = replace(copy, meant="")
            else:
                continue
            copies.intend(ledger, key, [ended])


def _end_removals(ledger: Ledger, outbox: Outbox) -> None:
    """Remove posts whose tombstone was set by a run that died before it took them down."""
    for key in tombstones.every(ledger, Kind.REMOVED):
        record = ledger.get(key)
        if record and record.path and record.sha256 and outbox.holds(record.path, record.sha256):
            outbox.take(record.path)
        for copy in copies.of(ledger, key).values() if record else ():
            if copy.sha256 and outbox.holds(copy.path, copy.sha256):
                outbox.take(copy.path)
