"""The runs: what each saw, and what is kept of each source's past."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from newsspider.ledger.store import Ledger
from newsspider.model.record import Outcome, Status

KEPT_RUNS = 60  # a source: enough for a median of its past, and flat for ever
KEPT_DAYS = 400  # a year and a little, for charts

Summary = dict[str, Any]


class Runs:
    """A view of the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def begin(self, run: str, started: datetime) -> None:
        """Note that a run has begun; it is open until :meth:`end`."""
        with self.ledger.changing():
            self.ledger.connection.execute("INSERT INTO run VALUES (?, ?)", (run, _t(started)))

    def see(self, run: str, source_name: str, urls: Iterable[str]) -> None:
        """Note the URLs that *run* must end."""
        with self.ledger.changing():
            self.ledger.connection.executemany(
                "INSERT OR IGNORE INTO run_seen VALUES (?, ?, ?)",
                [(run, url, source_name) for url in urls],
            )

    def end(self, run: str) -> None:
        """Close a run, whose report is on disk."""
        with self.ledger.changing():
            self.ledger.connection.execute("DELETE FROM run_seen WHERE run = ?", (run,))
            self.ledger.connection.execute("DELETE FROM run WHERE id = ?", (run,))

    def killed(self) -> list[tuple[str, datetime]]:
        """Return the runs that never ended, with their start."""
        rows = self.ledger.connection.execute("SELECT id, started FROM run ORDER BY id").fetchall()
        return [(run, datetime.fromisoformat(started)) for run, started in rows]

    def outcomes(self, run: str, started: datetime, key: Any) -> dict[str, dict[str, int]]:
        """Return for each source how the URLs of a killed run ended, by what the ledger holds.

        *key* gives the canonical form of an address.
        """
        found: dict[str, dict[str, int]] = {}
        rows = self.ledger.connection.execute(
            "SELECT url, source_name FROM run_seen WHERE run = ?", (run,)
        ).fetchall()
        for url, name in rows:
            record = self.ledger.find(key(url))
            outcome = Outcome.DEFERRED
            if record is not None and record.last_fetched >= started.replace(microsecond=0):
                outcome = Outcome(record.status.value)
            elif record is not None and record.status is Status.POSTED:
                outcome = Outcome.UNCHANGED
            counts = found.setdefault(name, {})
            counts[outcome.value] = counts.get(outcome.value, 0) + 1
        return found

    def keep(self, run: str, day: str, summaries: dict[str, Summary]) -> None:
        """Keep what a run was for each source; the oldest of a source go."""
        with self.ledger.changing():
            for name, summary in summaries.items():
                connection = self.ledger.connection
                connection.execute(
                    "INSERT OR REPLACE INTO source_run VALUES (?, ?, ?)",
                    (name, run, json.dumps(summary)),
                )
                row = connection.execute(
                    "SELECT summary FROM source_day WHERE source_name = ? AND day = ?", (name, day)
                ).fetchone()
                total = added(json.loads(row[0]) if row else {}, summary)
                connection.execute(
                    "INSERT OR REPLACE INTO source_day VALUES (?, ?, ?)",
                    (name, day, json.dumps(total)),
                )
                self._thin(name, day)

    def _thin(self, name: str, day: str) -> None:
        connection = self.ledger.connection
        connection.execute(
            "DELETE FROM source_run WHERE source_name = ? AND run NOT IN (SELECT run FROM "
            "source_run WHERE source_name = ? ORDER BY run DESC LIMIT ?)",
            (name, name, KEPT_RUNS),
        )
        oldest = (datetime.fromisoformat(day) - timedelta(days=KEPT_DAYS)).date().isoformat()
        connection.execute(
            "DELETE FROM source_day WHERE source_name = ? AND day < ?", (name, oldest)
        )

    def past(self, name: str) -> list[Summary]:
        """Return the last runs of a source, newest first."""
        rows = self._rows(
            "SELECT run, summary FROM source_run WHERE source_name = ? ORDER BY run DESC", name
        )
        return [json.loads(text) | {"run": run} for run, text in rows]

    def days(self, name: str) -> dict[str, Summary]:
        """Return a source's days, oldest first."""
        rows = self._rows(
            "SELECT day, summary FROM source_day WHERE source_name = ? ORDER BY day", name
        )
        return {day: json.loads(text) for day, text in rows}

    def sources(self) -> list[str]:
        """Return the names of the sources that have run."""
        query = "SELECT DISTINCT source_name FROM source_run ORDER BY source_name"
        return [row[0] for row in self._rows(query)]

    def _rows(self, query: str, *values: str) -> list[Any]:
        with self.ledger.reading() as connection:
            return connection.execute(query, values).fetchall()

    def alarms(self) -> dict[tuple[str, str], tuple[int, bool, str]]:
        """Return for source and kind: runs in a row, whether somebody was told, and the detail."""
        rows = self._rows("SELECT * FROM alarm")
        return {(name, kind): (count, bool(told), text) for name, kind, count, told, text in rows}

    def keep_alarms(self, alarms: dict[tuple[str, str], tuple[int, bool, str]]) -> None:
        """Keep the alarms in place of those before."""
        with self.ledger.changing():
            self.ledger.connection.execute("DELETE FROM alarm")
            self.ledger.connection.executemany(
                "INSERT INTO alarm VALUES (?, ?, ?, ?, ?)",
                [(*key, count, told, text) for key, (count, told, text) in alarms.items()],
            )


def added(one: Summary, other: Summary) -> Summary:
    """Add up the numbers of two summaries, in depth; what is no number is the newer's."""
    result = dict(one)
    for key, value in other.items():
        before = result.get(key)
        if isinstance(value, dict):
            result[key] = added(before if isinstance(before, dict) else {}, value)
        elif isinstance(value, int | float) and isinstance(before, int | float):
            result[key] = before + value
        else:
            result[key] = value
    return result


def _t(moment: datetime) -> str:
    return moment.isoformat()
