"""The workflow that people copy is a workflow, and the words in the pages are our commands."""

import re
from pathlib import Path

import pytest
import yaml

from newsspider.cli.main import COMMANDS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def test_the_workflow_has_what_it_needs() -> None:
    said = yaml.load((DOCS / "github-actions.yml").read_text("utf-8"), Loader=yaml.BaseLoader)

    assert set(said["on"]) == {"schedule", "workflow_dispatch"}
    assert re.fullmatch(r"\S+( \S+){4}", said["on"]["schedule"][0]["cron"])
    assert said["concurrency"]["cancel-in-progress"] == "false"
    assert said["permissions"] == {"contents": "write"}
    job = said["jobs"]["crawl"]
    assert int(job["timeout-minutes"]) < 30
    steps = job["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert [step["run"] for step in steps if "run" in step][1:] == [
        "newsspider crawl",
        "newsspider publish",
    ]


@pytest.mark.parametrize("page", ["publishing.md", "recovery.md", "github-actions.yml"])
def test_every_command_in_the_pages_exists(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    used = set(re.findall(r"newsspider ([a-z]+)(?= |`|$|;)", text, re.MULTILINE))

    assert used
    assert used <= set(COMMANDS)
