"""What lists and articles were when last asked, and the links that wait to be fetched."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from newsspider.ledger.store import Ledger
from newsspider.model.link import Link
from newsspider.model.source import DiscoveryRule
from newsspider.urls import shown

SLACK = timedelta(seconds=30)  # cron is never on the second


@dataclass(frozen=True, slots=True)
class Validator:
    """The address that was asked, and its ETag and Last-Modified as they stood in the answer."""

    url: str
    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request; none where nothing is known."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


def key_of(rule: DiscoveryRule) -> str:
    """Return the name under which a list is known: its address, and what is posted there."""
    return f"{shown(rule.url)} {rule.post}" if rule.post else shown(rule.url)


class Validators:
    """A view of the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def get(self, key: str) -> Validator | None:
        """Return what is known of *key*: a list's address or an article's key."""
        query = "SELECT url, etag, modified FROM validator WHERE key = ?"
        row = self.ledger.connection.execute(query, (key,)).fetchone()
        return Validator(*row) if row else None

    def keep(self, key: str, validator: Validator) -> None:
        """Keep an article's validator; its post is on disk already."""
        with self.ledger.changing(later=True):
            self._keep(key, validator)

    def interval(self, url: str) -> int | None:
        """Return the seconds between two requests for a list; None for one never asked."""
        row = self.ledger.connection.execute(
            "SELECT interval FROM listing WHERE url = ?", (url,)
        ).fetchone()
        return int(row[0]) if row else None

    def asked(self, url: str) -> str:
        """Return when a list was last asked, as ISO 8601 in UTC; empty for one never asked."""
        query = "SELECT asked FROM listing WHERE url = ?"
        row = self.ledger.connection.execute(query, (url,)).fetchone()
        return str(row[0]) if row else ""

    def is_due(self, url: str, now: datetime) -> bool:
        """Tell whether a list is to be asked; one last asked in the future (a clock jumped) is."""
        row = self.ledger.connection.execute(
            "SELECT asked, interval FROM listing WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return True
        asked = datetime.fromisoformat(row[0])
        return asked > now + SLACK or now + SLACK >= asked + timedelta(seconds=row[1])

    def listed(
        self,
        url: str,
        now: datetime,
        interval: int,
        validator: Validator | None = None,
        waiting: Iterable[tuple[str, str, Link]] = (),
    ) -> None:
        """Note a list's answer: its links and only with them, in one transaction, its validator."""
        with self.ledger.changing():
            connection = self.ledger.connection
            connection.executemany(
                "INSERT INTO pending VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
                [(key, name, _text(link)) for key, name, link in waiting],
            )
            connection.execute(
                "INSERT INTO listing VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
                "asked = excluded.asked, interval = excluded.interval",
                (url, now.isoformat(), interval),
            )
            if validator is not None:
                self._keep(url, validator)

    def waiting(self, source_name: str) -> list[Link]:
        """Return the links of a source that were listed and have not ended for good."""
        rows = self.ledger.connection.execute(
            "SELECT link FROM pending WHERE source_name = ?", (source_name,)
        ).fetchall()
        return [_link(row[0]) for row in rows]

    def has_run(self, source_name: str) -> bool:
        """Tell whether the ledger knows anything of a source."""
        query = (
            "SELECT 1 FROM record WHERE source_name = ? UNION ALL "
            "SELECT 1 FROM pending WHERE source_name = ? LIMIT 1"
        )
        found = self.ledger.connection.execute(query, (source_name, source_name)).fetchone()
        return found is not None

    def done(self, key: str) -> None:
        """Take a link out of the queue."""
        query = "SELECT 1 FROM pending WHERE key = ?"
        if self.ledger.connection.execute(query, (key,)).fetchone():
            with self.ledger.changing(later=True):
                self.ledger.connection.execute("DELETE FROM pending WHERE key = ?", (key,))

    def hosts(self, now: datetime) -> dict[str, datetime]:
        """Return the hosts that asked to be left alone, and until when."""
        rows = self.ledger.connection.execute(
            "SELECT name, until FROM host WHERE until > ?", (now.isoformat(),)
        ).fetchall()
        return {name: datetime.fromisoformat(until) for name, until in rows}

    def defer(self, hosts: dict[str, datetime], now: datetime) -> None:
        """Keep until when hosts are left alone; forget those whose time has passed."""
        with self.ledger.changing():
            self.ledger.connection.execute("DELETE FROM host WHERE until <= ?", (now.isoformat(),))
            self.ledger.connection.executemany(
                "INSERT INTO host VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                "until = excluded.until",
                [(name, until.isoformat()) for name, until in hosts.items()],
            )

    def _keep(self, key: str, validator: Validator) -> None:
        self.ledger.connection.execute(
            "INSERT INTO validator VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
            "url = excluded.url, etag = excluded.etag, modified = excluded.modified",
            (key, validator.url, validator.etag, validator.modified),
        )


def _text(link: Link) -> str:
    return json.dumps({name: value for name, value in asdict(link).items() if value})


def _link(text: str) -> Link:
    values = json.loads(text)
    lists = {name: tuple(values.get(name, ())) for name in ("authors", "keywords", "images")}
    return Link(**values | lists)
