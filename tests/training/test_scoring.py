"""The scores by which extractors are compared."""

from collections import Counter

import pytest

pytest.importorskip("training", reason="the package under training/ is not in the wheel")

from training.fields import same_authors, same_day, same_text, snippet_f1
from training.figures import COUNTED, Answer, body_overlap, figures, macro
from training.labels import snippet_counts
from training.ranks import spearman
from training.scoring import corpus_f1, overlap, page_f1, precision, recall, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("Night ferry, again.", ["Night", "ferry", "again"], id="words"),
        pytest.param("夜班2026 ferry", ["夜", "班", "2026", "ferry"], id="cjk-one-by-one"),
        pytest.param(" … ", [], id="nothing"),
    ],
)
def test_tokens_are_words_and_single_cjk_characters(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize(
    ("gold", "found", "sharp", "full"),
    [
        pytest.param("a b c d e", "a b c d e", 1.0, 1.0, id="equal"),
        pytest.param("a b c d", "a b c d e", 0.5, 1.0, id="one-run-too-many"),
        pytest.param("a b c d e", "a b c d", 1.0, 0.5, id="one-run-too-few"),
        pytest.param("a b c d", "", 0.0, 0.0, id="nothing-found"),
        pytest.param("a b c", "a b c", 1.0, 1.0, id="shorter-than-a-run"),
        pytest.param("", "", 1.0, 1.0, id="nothing-wanted"),
    ],
)
def test_a_body_is_scored_by_runs_of_four_tokens(
    gold: str, found: str, sharp: float, full: float
) -> None:
    page = overlap(tokenize(gold), tokenize(found))

    assert (precision(page), recall(page)) == (sharp, full)


def test_a_corpus_is_scored_by_its_mean_precision_and_mean_recall() -> None:
    pages = [(1.0, 0.0, 0.0), (0.5, 0.5, 0.0)]

    assert corpus_f1(pages) == pytest.approx(2 * 0.75 / 1.75)
    assert page_f1(pages[1]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        pytest.param("“Night” ferry", "night FERRY!", True, id="marks-and-case"),
        pytest.param("Ｎｉｇｈｔ", "night", True, id="full-width"),
        pytest.param("Night ferry", "Night ferry | Harbour Post", False, id="site-suffix"),
        pytest.param("Night ferry", "", False, id="missing"),
    ],
)
def test_a_title_matches_by_its_letters(gold: str, found: str, same: bool) -> None:
    assert same_text(gold, found) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        pytest.param("2026-03-05", "2026-03-05T23:30:00+08:00", True, id="day-as-written"),
        pytest.param("2026-03-05", "2026-03-06T01:00:00+08:00", True, id="day-in-utc"),
        pytest.param("2026-03-05T20:00:00Z", "2026-03-06", True, id="zone-was-lost"),
        pytest.param("2026-03-05T20:00:00+01:00", "2026-03-06", False, id="zone-is-known"),
        pytest.param("2026-03-05", "2026-03-06", False, id="next-day"),
        pytest.param("2026-03-05", "", False, id="missing"),
        pytest.param("2026-03-05", "last week", False, id="not-a-date"),
    ],
)
def test_a_date_matches_by_its_day(gold: str, found: str, same: bool) -> None:
    assert same_day(gold, found) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        pytest.param(["Jane Roe", "Max Poe"], ["Max Poe", "jane roe"], True, id="any-order"),
        pytest.param(["By Jane Roe and Max Poe"], ["Jane Roe", "Max Poe"], True, id="one-text"),
        pytest.param("作者：王小明", ("王小明",), True, id="chinese-label"),
        pytest.param(["Jane Roe", "Max Poe"], ["Jane Roe"], False, id="one-missing"),
        pytest.param(["Jane Roe"], [], False, id="none"),
    ],
)
def test_authors_match_as_a_set(gold: str | list[str], found: list[str], same: bool) -> None:
    assert same_authors(gold, found) is same


def test_snippets_are_counted_whatever_the_blanks() -> None:
    counts = snippet_counts("one\n two three", ["one two", "four"], ["three"])

    assert counts == Counter(found=1, missed=1, wrong=1)
    assert snippet_f1(counts) == 0.5
    assert snippet_f1(Counter(missed=3)) == 0.0


def test_a_gold_text_that_begins_with_the_title_is_held_against_title_and_text() -> None:
    row, answer = (
        {"text": "A title here\nBody of it"},
        Answer(title="A title here", text="Body of it"),
    )

    assert page_f1(body_overlap("magic-html", row, answer)) == 1.0
    assert page_f1(body_overlap("gne-zh", row, answer)) < 1.0


def test_a_field_counts_where_the_gold_has_it_and_a_missing_answer_is_wrong() -> None:
    rows = [
        {"id": "1", "title": "One", "source": "Harbour Post"},
        {"id": "2", "title": "Two", "text": "a b c d"},
    ]
    answers = {"1": Answer(title="one", source="harbour post")}

    found = figures("gne-zh", rows, answers)

    assert found == {"body F1": 0.0, "title": 0.5, "source": 1.0}


def test_a_macro_wants_all_its_corpora() -> None:
    table = {name: {"author": 0.5} for name in COUNTED["author"]}

    assert macro("author", table) == 0.5
    assert macro("author", {"postlight": {"author": 1.0}}) is None


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([(1, 10), (2, 20), (3, 90)], 1.0, id="same-order"),
        pytest.param([(1, 3), (2, 2), (3, 1)], -1.0, id="opposite"),
        pytest.param([(1, 3), (1, 2)], 0.0, id="never-changes"),
        pytest.param([], 0.0, id="empty"),
    ],
)
def test_ranks_are_compared_by_spearman(pairs: list[tuple[float, float]], expected: float) -> None:
    assert spearman(pairs) == pytest.approx(expected)
