"""The comparison with other extractors: whom it asks, and the pages it builds for the clock."""

import json
from pathlib import Path

import pytest

pytest.importorskip("benchmarks.extraction", reason="the benchmarks are no part of the wheel")

from benchmarks import catalogue, extractors, timing
from benchmarks.extraction import show, worst
from newsspider.sources.catalogue import Catalogue
from training.figures import Answer


def test_a_peer_that_cannot_be_asked_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(extractors._MODULES, "gone", "a_module_that_nobody_has")

    assert list(extractors.present(["gone", "tarfilatura"])) == ["newsspider", "newsspider --fast"]
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("gone: left out")
    assert "[peers]" in first
    assert second.startswith("tarfilatura: not a peer known here")


def test_an_extractor_that_raises_has_said_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(body: bytes, url: str) -> Answer:
        raise ValueError(url)

    monkeypatch.setitem(extractors.ALL, "broken", broken)
    page = tmp_path / "page.html"
    page.write_bytes(timing.built(5000))

    own, other = extractors.ask(("newsspider", "broken"), str(page), "https://a.example/1")

    assert own.title == "Night ferry is back"
    assert own.text
    assert not own.failed
    assert other == Answer(failed=True)


@pytest.mark.parametrize("size", [5_000, 80_000, 2_000_000])
def test_pages_for_the_clock_are_as_large_as_asked(size: int) -> None:
    assert size <= len(timing.built(size)) < size + 3_000


def test_the_clock_covers_the_parse_and_every_extractor() -> None:
    page = (timing.built(5_000), "https://a.example/1")

    spent = timing.measure(["newsspider"], [page, page])

    assert list(spent) == [timing.PARSE, "newsspider"]
    assert min(spent.values()) > 0


def test_figures_stand_side_by_side_and_the_worst_page_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gold = {"gne-zh": [{"id": "1", "text": "a b c d"}, {"id": "2", "text": "e f g h"}]}
    said = {"1": Answer(text="a b c d"), "2": Answer(failed=True)}
    answers = {"newsspider": {"gne-zh": said}, "peer": {"gne-zh": said}}

    show(gold, answers)
    worst(gold, answers, 1)

    out = capsys.readouterr().out
    assert out.count("newsspider raised on 1 pages") == 1
    assert "gne-zh/2" in out
    assert "gne-zh/1" not in out
    assert out.splitlines()[1].split() == ["body", "F1", "newsspider", "peer"]


def test_the_rules_of_a_source_are_held_against_gold_without_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parent.parent / "sources" / "stcn" / "express-2019" / "page.html"
    corpus = tmp_path / "corpus"
    (corpus / "pages").mkdir(parents=True)
    (corpus / "pages" / "stcn-1.html").write_bytes(page.read_bytes())
    gold = {
        "id": "stcn-1",
        "title": "县里三十座旧桥做完体检",
        "source": "别的报",
        "date": "2019-09-26",
    }
    (corpus / "gold.jsonl").write_text(json.dumps(gold), "utf-8")

    catalogue.main(["--corpora", str(tmp_path), "--pages"])

    said = capsys.readouterr().out
    assert "source: '别的报', not {'rules': '证券时报网'" in said
    assert [line.split()[:9] for line in said.splitlines() if line.startswith("stcn")] == [
        ["stcn", "1", "1/1/1", "of", "1", "1/1/1", "of", "1", "0/0/0"]
    ]


def test_a_page_of_no_known_site_is_left_out(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "pages").mkdir(parents=True)
    (corpus / "gold.jsonl").write_text(
        '{"id": "ecbe8d49-c640"}\n{"id": "x", "url": "https://harbour.example/"}\n', "utf-8"
    )

    assert list(catalogue.pages(tmp_path, Catalogue())) == []
