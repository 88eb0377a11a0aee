"""Judge each source against its own past; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from newsspider.ledger.runs import Summary

ENOUGH = 5  # runs with articles before a source has a past to be judged by
FELL = 0.2  # of the usual body length: a teaser or a wall instead of the text
SHARE = 0.5  # of the articles: a field moved when half of them have it from elsewhere
QUIET = timedelta(days=3)
BUSY = 5  # articles a day that make three days without one strange

Alarms = dict[tuple[str, str], tuple[int, bool, str]]


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that began or ended; ``detail`` is one line for a person."""

    source: str
    kind: str
    detail: str
    begins: bool

    def __str__(self) -> str:
        """Return the line for stderr."""
        return f"{self.source}: {'alarm' if self.begins else 'over'}: {self.detail}"

    def shape(self) -> dict[str, Any]:
        """Return the alert as JSON."""
        return {
            "version": 1, "source": self.source, "kind": self.kind, "detail": self.detail,
            "state": "begins" if self.begins else "ends",
        }  # fmt: skip


def problems(now: Summary, past: list[Summary], at: datetime) -> dict[str, str | None]:
    """Return what is out of order in a run by kind; None for what is in order.

    A kind that this run cannot tell of (no article, so no body length) is left out.
    """
    found: dict[str, str | None] = {}
    lists = now.get("lists", {})
    if lists.get("asked"):
        failed = lists.get("failed", 0) >= lists["asked"]
        found["lists"] = f"no list could be had: {now.get('trouble', '')}" if failed else None
    busy = [each for each in past if each.get("articles")]
    if now.get("articles") and len(busy) >= ENOUGH:
        found |= _articles(now, busy)
    asked = now.get("posted", 0) + now.get("rejected_asked", 0)
    if asked >= 3 and len(busy) >= ENOUGH:
        usual = median(_rejected(each) for each in busy)
        share = _rejected(now)
        found["rejected"] = (
            f"{share:.0%} of the pages are refused, {usual:.0%} is usual"
            if share > usual + SHARE
            else None
        )
        found["mix"] = _mix(now, busy)
    if quiet := _quiet(past, now, at):
        found["quiet"] = quiet
    elif now.get("articles"):
        found["quiet"] = None
    return found


def _mix(now: Summary, busy: list[Summary]) -> str | None:
    """Return which kind of refusal has become a usual one; None where none has."""
    for reason in now.get("refused", {}):
        share, usual = _refused(now, reason), median(_refused(each, reason) for each in busy)
        if share > usual + SHARE:
            return f"{share:.0%} of the pages are refused as {reason}, {usual:.0%} is usual"
    return None


def _refused(each: Summary, reason: str) -> float:
    total = each.get("posted", 0) + each.get("rejected_asked", 0)
    count: int = each.get("refused", {}).get(reason, 0)
    return count / total if total else 0.0


def _articles(now: Summary, busy: list[Summary]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    usual = median(each.get("length", 0) for each in busy)
    length = now.get("length", 0)
    short = usual and length < usual * FELL
    found["length"] = f"body length fell by {1 - length / usual:.0%}" if short else None
    for field in ("title", "body", "published_at", "source", "authors"):
        before = _shares([each.get("fields", {}).get(field, {}) for each in busy])
        after = _shares([now.get("fields", {}).get(field, {})])
        if not before:
            continue
        main = max(before, key=lambda method: before[method])
        moved = before[main] > 0.8 and after.get(main, 0.0) < SHARE
        to = max(after, key=lambda method: after[method]) if after else "nothing"
        found[f"field-{field}"] = f"{field} moved from {main} to {to}" if moved else None
    return found


def _shares(counts: list[dict[str, int]]) -> dict[str, float]:
    total: dict[str, int] = {}
    for each in counts:
        for method, count in each.items():
            total[method] = total.get(method, 0) + count
    everything = sum(total.values())
    return {method: count / everything for method, count in total.items()} if everything else {}


def _rejected(each: Summary) -> float:
    rejected = each.get("rejected_asked", 0)
    total = each.get("posted", 0) + rejected
    return rejected / total if total else 0.0


def _quiet(past: list[Summary], now: Summary, at: datetime) -> str:
    """Say that nothing new came for long from a source that is usually busy."""
    if now.get("posted"):
        return ""
    posts = [(datetime.fromisoformat(each["at"]), each.get("posted", 0)) for each in past]
    times = [(when, count) for when, count in posts if count]
    if not times:
        return ""
    last, first = max(times)[0], min(times)[0]
    days = max((last - first) / timedelta(days=1), 1.0)
    daily = sum(count for _, count in times) / days
    gap = at - last
    if gap < QUIET or daily < BUSY:
        return ""
    return f"no new item for {gap.days} days where {daily:.0f} a day are usual"


def judge(
    name: str, found: dict[str, str | None], alarms: Alarms, after: int
) -> tuple[Alarms, list[Alert]]:
    """Return the alarms of all sources after this run of *name*, and what to tell.

    A kind must be out of order *after* runs in a row; it is told once, and once when it ends.
    """
    result, alerts = dict(alarms), []
    for kind, detail in found.items():
        count, told, text = result.pop((name, kind), (0, False, ""))
        if detail is None:
            if told:
                alerts.append(Alert(name, kind, text, begins=False))
            continue
        tell = not told and count + 1 >= after
        if tell:
            alerts.append(Alert(name, kind, detail, begins=True))
        result[name, kind] = (count + 1, told or tell, detail)
    return result, alerts
