"""The trained model: its file, and when it is not loaded."""

import subprocess
import sys
from datetime import UTC
from importlib.resources import files

import numpy as np
import pytest

from newsspider.extractor.document import Document
from newsspider.extractor.forest import probability
from newsspider.extractor.hints import hints_of
from newsspider.extractor.model import (
    FILE,
    LIKELY,
    around,
    first_look,
    from_arrays,
    hopeless,
    load,
    second_look,
    to_arrays,
)
from newsspider.model.page import Page

LARGEST = 300_000  # bytes; it comes with every installation

RULED = '''
from newsspider.extractor import extract_page
from newsspider.model.page import Page
from newsspider.sources.load import parse
SOURCE = b"""name = "mine"
timezone = "Asia/Shanghai"
[[article]]
match = "/"
[article.title]
css = "h1"
[article.body]
css = "div.text"
"""
source = parse(SOURCE, "t.toml")
page = Page(url="http://h.example/1", requested_url="http://h.example/1",
            body=b"<h1>Ferries</h1><div class=text><p>The boat is back at night.</p></div>")
assert extract_page(page, source).text == "The boat is back at night."
'''
UNRULED = """
from newsspider import extract
extract(b"<h1>Ferries</h1><div class=text><p>The boat is back at night.</p></div>", "")
"""
HELP = """
from contextlib import suppress
from newsspider.cli.main import main
with suppress(SystemExit):
    main(["--help"])
"""


def loads_numpy(code: str) -> bool:
    ending = "import sys; sys.stderr.write(str('numpy' in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code + ending], capture_output=True, text=True, check=True
    )
    return run.stderr.endswith("True")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(RULED, False, id="rules-give-the-body"),
        pytest.param(UNRULED, True, id="no-rules"),
        pytest.param(HELP, False, id="help"),
    ],
)
def test_numpy_is_loaded_only_for_the_engine(code: str, expected: bool) -> None:
    assert loads_numpy(code) is expected


def test_the_model_is_read_once() -> None:
    assert load() is load()


def test_the_file_is_small() -> None:
    assert len((files("newsspider.extractor") / FILE).read_bytes()) < LARGEST


def test_a_model_written_and_read_is_the_same() -> None:
    before = to_arrays(load())

    after = to_arrays(from_arrays(before))

    assert before.keys() == after.keys()
    for name, array in before.items():
        assert np.array_equal(array, after[name]), name


def test_more_doubt_is_less_quality() -> None:
    qualities = [load().quality(doubt) for doubt in (0.0, 0.5, 100.0)]

    assert 1 >= qualities[0] > qualities[1] >= qualities[2] >= 0


@pytest.mark.parametrize(
    ("tokens", "linked", "near", "expected"),
    [
        pytest.param(3, 1.0, 0, True, id="lonely-link"),
        pytest.param(3, 1.0, 40, False, id="link-beside-prose"),
        pytest.param(9, 1.0, 0, False, id="long-link"),
        pytest.param(3, 0.5, 0, False, id="half-a-link"),
    ],
)
def test_a_link_of_a_few_words_without_prose_near_is_hopeless(
    tokens: int, linked: float, near: int, expected: bool
) -> None:
    from newsspider.extractor.features import LINKED, NEAR_GOOD, TOKENS

    rows = np.zeros((1, NEAR_GOOD + 1), dtype=np.float32)
    rows[0, [TOKENS, LINKED, NEAR_GOOD]] = tokens, linked, near

    assert hopeless(rows).tolist() == [expected]


def test_lines_that_are_sure_after_half_the_second_look_stay_on_their_side() -> None:
    layouts = pytest.importorskip("training.layouts", reason="the training is not in the wheel")
    model, stopped = load(), 0
    for made in layouts.pages(57, 2027):
        page = Page(url=made.gold["url"], requested_url="", body=made.html)
        document = Document(page, UTC)
        rows = model.rows(document.layout, hints_of(document))
        chances = first_look(model.first, rows, hopeless(rows))
        seen = np.concatenate(
            [rows, around(document.layout, chances, rows[:, 0].astype(np.float64))], axis=1
        )
        asked = chances >= LIKELY
        whole = probability(model.second.odds(seen))

        found = second_look(model.second, seen, chances)

        assert ((found > 0.5) == (whole > 0.5))[asked].all()
        assert np.array_equal(found[~asked], chances[~asked])
        assert np.abs(found - whole)[asked].max(initial=0.0) < 0.1
        stopped += int((found != whole)[asked].sum())
    assert stopped > 500
