"""Every decision, as a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsspider import decide, normalise
from newsspider.model.extraction import Candidate, Extraction, Field, Kind, Method
from newsspider.model.moment import Moment
from newsspider.model.reason import Reason
from newsspider.model.record import Record, Status
from tests.flavours.examples import ORDINARY

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
RECORD = Record(
    key=ORDINARY.key,
    url="http://first.example/a",
    status=Status.POSTED,
    first_seen=NOW - timedelta(days=5),
    last_fetched=NOW - timedelta(days=1),
    path="_posts/old.md",
    fingerprint="f",
    revision=2,
)


def extraction(**fields: object) -> Extraction:
    values = {Field.TITLE: "Title", Field.BODY: "<p>x</p>"} | {
        Field(name): value for name, value in fields.items()
    }
    return Extraction(
        url="http://x.example/a",
        requested_url="http://x.example/a",
        chosen={
            field: Candidate(field=field, value=value, method=Method.RULE, locator="css:x")  # type: ignore[arg-type]  # a table
            for field, value in values.items()
            if value
        },
    )


@pytest.mark.parametrize(
    ("record", "due"),
    [
        pytest.param(None, True, id="unknown"),
        pytest.param(RECORD, False, id="posted"),
        pytest.param(replace(RECORD, status=Status.GONE), False, id="gone"),
        pytest.param(replace(RECORD, status=Status.FAILED), True, id="failed"),
        pytest.param(
            replace(RECORD, status=Status.DEFERRED, retry_after=NOW + timedelta(hours=1)),
            False,
            id="deferred-later",
        ),
        pytest.param(
            replace(RECORD, status=Status.DEFERRED, retry_after=NOW), True, id="deferred-now"
        ),
        pytest.param(replace(RECORD, status=Status.REJECTED, attempts=1), True, id="refused-once"),
        pytest.param(
            replace(RECORD, status=Status.REJECTED, attempts=1, last_fetched=NOW),
            False,
            id="refused-today",
        ),
        pytest.param(
            replace(RECORD, status=Status.REJECTED, attempts=2), False, id="refused-twice-yesterday"
        ),
        pytest.param(
            replace(
                RECORD, status=Status.REJECTED, attempts=3, last_fetched=NOW - timedelta(days=99)
            ),
            False,
            id="given-up",
        ),
    ],
)
def test_should_fetch(record: Record | None, due: bool) -> None:
    assert decide.should_fetch(record, NOW) is due


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        pytest.param(extraction(), None, id="fine"),
        pytest.param(extraction(title=""), Reason.NO_TITLE, id="no-title"),
        pytest.param(extraction(body=""), Reason.NO_BODY, id="no-body"),
        pytest.param(replace(extraction(), kind=Kind.SOFT_404), Reason.SOFT_404, id="soft-404"),
        pytest.param(
            extraction(published_at=Moment(day=date(1970, 1, 1))), Reason.TOO_OLD, id="too-old"
        ),
    ],
)
def test_refusal(found: Extraction, reason: Reason | None) -> None:
    refused = decide.refusal(found, (Field.TITLE, Field.BODY), archive=False)

    assert (refused[0] if refused else None) == reason


def test_an_archive_may_be_old_and_a_source_may_require_more() -> None:
    old = extraction(published_at=Moment(day=date(1970, 1, 1)))

    assert decide.refusal(old, (), archive=True) is None
    assert decide.refusal(old, (Field.SOURCE,), archive=True) == (
        Reason.INCOMPLETE,
        "the source requires source",
    )


@pytest.mark.parametrize("kind", [Kind.LIVE, Kind.VIDEO, Kind.GALLERY])
def test_a_medium_is_posted_only_with_prose_beside_it(kind: Kind) -> None:
    described = replace(extraction(), kind=kind, text="一" * 2 * decide.PROSE)
    bare = replace(described, text="一" * (2 * decide.PROSE - 2))

    assert decide.refusal(described, (), archive=False) is None
    assert decide.refusal(bare, (), archive=False) == (Reason(kind.value), "")


def test_every_kind_but_article_has_a_reason() -> None:
    for kind in set(Kind) - {Kind.ARTICLE}:
        assert Reason(kind.value)


def test_a_posted_article_keeps_its_address_and_path() -> None:
    settled = decide.settle(ORDINARY, RECORD)

    assert (settled.url, settled.path) == ("http://first.example/a", "_posts/old.md")
    assert settled.published_at == ORDINARY.published_at


def test_an_article_without_a_date_keeps_the_time_it_was_first_seen() -> None:
    undated = replace(ORDINARY, flags=(normalise.DATE_MISSING,))

    assert decide.settle(undated, RECORD).published_at == Moment.at(RECORD.first_seen)
    assert decide.settle(undated, None) == undated


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (None, decide.Verdict.NEW),
        (replace(RECORD, status=Status.FAILED), decide.Verdict.NEW),
        (RECORD, decide.Verdict.REVISION),
        (replace(RECORD, fingerprint=ORDINARY.fingerprint), decide.Verdict.SAME),
    ],
)
def test_verdict(record: Record | None, expected: decide.Verdict) -> None:
    assert decide.verdict(ORDINARY, record) is expected


@pytest.mark.parametrize(
    ("moment", "expected", "flags"),
    [
        pytest.param(None, Moment.at(NOW), ("date-missing",), id="missing"),
        pytest.param(
            Moment.at(NOW + timedelta(minutes=9)),
            Moment.at(NOW + timedelta(minutes=9)),
            (),
            id="clock",
        ),
        pytest.param(
            Moment.at(NOW + timedelta(minutes=11)), Moment.at(NOW), ("date-future",), id="ahead"
        ),
        pytest.param(
            Moment(day=date(2026, 3, 11)), Moment(day=date(2026, 3, 11)), (), id="day-begun"
        ),
        pytest.param(
            Moment(day=date(2026, 3, 12)), Moment.at(NOW), ("date-future",), id="day-ahead"
        ),
        pytest.param(
            Moment(day=date(1980, 1, 1)), Moment(day=date(1980, 1, 1)), ("date-old",), id="old"
        ),
    ],
)
def test_dates_of_an_article(
    moment: Moment | None, expected: Moment, flags: tuple[str, ...]
) -> None:
    article = normalise.article(extraction(published_at=moment), NOW)

    assert (article.published_at, article.flags) == (expected, flags)


def test_the_fingerprint_changes_with_what_a_reader_sees() -> None:
    assert normalise.fingerprint(ORDINARY) == normalise.fingerprint(replace(ORDINARY, section="x"))
    assert normalise.fingerprint(ORDINARY) != normalise.fingerprint(replace(ORDINARY, title="x"))
