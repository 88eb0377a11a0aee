"""What a line looks like by itself, as named numbers."""

import pytest
from lxml import etree

from newsspider.extractor.layout import Line
from newsspider.extractor.signals import KINDS, NAMES, signals

NODE = etree.Element("p")


def read(text: str, **given: int) -> dict[str, float]:
    line = Line(0, text, NODE)
    for name, value in given.items():
        setattr(line, name, value)
    return dict(zip(NAMES, signals([line])[0], strict=True))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("The ferry is back.", "tokens", 4, id="words"),
        pytest.param("渡轮复航了", "tokens", 3, id="two-characters-a-word"),
        pytest.param("The ferry is back.", "closed", 1, id="full-stop"),
        pytest.param("他说：“渡轮复航了。”", "closed", 1, id="full-stop-in-quotes"),
        pytest.param("Ferry is back", "closed", 0, id="no-full-stop"),
        pytest.param("What he said:", "colon", 1, id="colon"),
        pytest.param("渡轮，公交，地铁", "commas", 2, id="full-width-commas"),
        pytest.param("FERRY IS BACK", "capitals", 1, id="capitals"),
        pytest.param("渡轮复航", "cjk", 1, id="cjk"),
        pytest.param("2026-03-06 12:00", "dated", 1, id="date"),
        pytest.param("2026年3月6日", "dated", 1, id="chinese-date"),
        pytest.param("12 boats", "dated", 0, id="number"),
        pytest.param("News | Sport | Weather", "bars", 2, id="bars"),
        pytest.param("• one", "bullet", 1, id="bullet"),
        pytest.param("1. one", "bullet", 1, id="numbered"),
        pytest.param("desk@harbour.example", "address", 1, id="address"),
        pytest.param("#ferry", "hash", 1, id="hash"),
        pytest.param("News > Local", "arrow", 1, id="arrow"),
        pytest.param("a ticket costs 5 €", "price", 1, id="price"),
        pytest.param("© Harbour Post", "rights", 1, id="rights-sign"),
        pytest.param("责任编辑：小满", "credit", 1, id="chinese-credit"),
        pytest.param("Related stories", "related", 1, id="related"),
        pytest.param("Share on Facebook", "shared", 1, id="shared"),
        pytest.param("Subscribe to our newsletter", "subscribe", 1, id="subscribe"),
        pytest.param("the boat of the harbour", "function", 3 / 5, id="small-words"),
    ],
)  # fmt: skip
def test_a_signal(text: str, name: str, expected: float) -> None:
    assert read(text)[name] == pytest.approx(expected)


def test_linked_and_bold_are_shares_up_to_one() -> None:
    found = read("one two three four", linked=1, bold=9)

    assert (found["linked"], found["bold"]) == (0.25, 1)


def test_telling_words_are_looked_for_in_the_head_of_a_line() -> None:
    assert read("boat " * 60 + "newsletter")["subscribe"] == 0


def test_a_line_longer_than_is_counted_keeps_its_size() -> None:
    assert read("boat " * 10_000)["tokens"] == pytest.approx(10_000, rel=0.01)


@pytest.mark.parametrize("text", ["-", "1", "。", "\u0301", "🙂", "x" * 100_000])
def test_every_text_gives_all_numbers(text: str) -> None:
    assert len(read(text)) == len(NAMES) == 22 + len(KINDS)
