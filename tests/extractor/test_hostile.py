"""Pages made to harm their reader give a result or a reason, in bounded time and memory."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from newsspider.model.extraction import Kind
from tests.extractor.hostile import PAGES

SECONDS = 10  # of the processor
MEGABYTES = 512
UNREADABLE = {"nothing", "binary", "chinese"}  # pages without our story
CUT = {"inline-siblings", "block-siblings", "block-siblings-empty", "breaks"}


@cache
def outcome(name: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.extractor.hostile", name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"died with {run.returncode}: {run.stderr[-2000:]}"
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_in_bounded_time_and_memory(name: str) -> None:
    found = outcome(name)

    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    assert found["text"] or (found["kind"] != Kind.ARTICLE and found["evidence"])


@pytest.mark.parametrize("name", sorted(PAGES.keys() - UNREADABLE))
def test_the_story_of_a_hostile_page_is_found(name: str) -> None:
    assert outcome(name)["story"]


@pytest.mark.parametrize("name", sorted(CUT))
def test_a_page_that_is_not_read_to_its_end_says_so(name: str) -> None:
    assert "page-cut" in outcome(name)["flags"]


def test_binary_data_says_that_it_is_no_page() -> None:
    found = outcome("binary")

    assert (found["kind"], found["text"]) == ("empty", 0)
    assert found["evidence"] == "it is binary data and no page"


def test_an_empty_page_says_why_it_gives_nothing() -> None:
    found = outcome("nothing")

    assert (found["kind"], found["evidence"]) == ("empty", "there is no page")
