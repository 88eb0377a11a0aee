"""The last ten versions of a post that changed, and what changed in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsspider.ledger import Ledger, history
from newsspider.ledger.history import Version

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def version(number: int) -> Version:
    content = f'---\ntitle: "T{number}"\n---\n<p>One</p><p>Two {number}</p><p>Three</p>'.encode()
    return Version(revision=number, at=NOW + timedelta(hours=number), content=content)


def test_ten_versions_are_kept_oldest_first(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    for number in range(1, 14):
        history.keep(ledger, "a", version(number), version(number + 1))
    history.keep(ledger, "b", version(1))

    found = history.versions(ledger, "a")

    assert found == [version(number) for number in range(5, 15)]
    assert len(history.versions(ledger, "b")) == 1
    history.forget(ledger, "a")
    assert history.versions(ledger, "a") == []


def test_the_difference_is_cut_at_blocks() -> None:
    lines = list(history.difference(version(1), version(2)))

    assert lines[0].startswith("--- revision 1")
    assert "-<p>Two 1</p>" in lines
    assert "+<p>Two 2</p>" in lines
    assert '-title: "T1"' in lines
    assert all("<p>One</p><p>" not in line for line in lines)
