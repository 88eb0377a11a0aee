"""Whatever ends a run, the next one makes the same tree as if nothing had happened."""

import os

import pytest

from tests.run.storm import (
    Losses,
    Storm,
    answers,
    fail_everywhere,
    kill_at_random,
    kill_everywhere,
    tree,
)

pytestmark = pytest.mark.slow

# Both halves together, to keep the gate short; benchmarks/kills.py does more: NEWSSPIDER_KILLS=1000
MOMENTS = int(os.environ.get("NEWSSPIDER_KILLS", "60"))


@pytest.mark.parametrize("revise", [False, True], ids=["first-crawl", "revision"])
def test_killed_at_every_step_and_run_again(revise: bool, storm: Storm) -> None:
    losses = Losses()

    points = kill_everywhere(storm, losses, revise=revise)

    assert losses.none(), losses
    assert losses.killed == points >= 30


@pytest.mark.parametrize("revise", [False, True], ids=["first-crawl", "revision"])
def test_killed_at_random_moments_and_run_again(revise: bool, storm: Storm) -> None:
    losses = Losses()

    kill_at_random(storm, losses, MOMENTS // 2, seed=int(revise), revise=revise)

    assert losses.none(), losses
    assert losses.killed == MOMENTS // 2


# Both errors take the same way out of the same writes; benchmarks/kills.py tries all four pairs.
@pytest.mark.parametrize(
    ("error", "revise"),
    [
        pytest.param("ENOSPC", False, id="ENOSPC-first-crawl"),
        pytest.param("EIO", True, id="EIO-revision"),
        pytest.param("EIO", False, id="EIO-first-crawl", marks=pytest.mark.nightly),
        pytest.param("ENOSPC", True, id="ENOSPC-revision", marks=pytest.mark.nightly),
    ],
)
def test_every_write_fails_once_and_is_one_line_and_code_5(
    error: str, revise: bool, storm: Storm
) -> None:
    losses = Losses()

    writes = fail_everywhere(storm, losses, error, revise=revise)

    assert losses.none(), losses
    assert writes >= 15


def test_a_title_that_changed_after_a_crash_makes_no_second_post(storm: Storm) -> None:
    folder = storm.folder()
    assert storm.crawl(folder, failpoint="synced:1").code == 137
    before = set(tree(folder))
    storm.site.answers = dict(answers("tomorrow"))

    assert storm.crawl(folder).code == 0

    after = tree(folder)
    assert len(before) == 1
    assert before < set(after)
    assert len(after) == 2
    assert all(b"tomorrow" in content for content in after.values())
