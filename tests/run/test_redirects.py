"""Two addresses of one article, of which one leads to the other: one post, whichever came first."""

import json
from pathlib import Path

import pytest

from tests.run.storm import HOST, Storm, page, tree
from tests.site.server import Answer, Asked, Route

pytestmark = pytest.mark.slow
FINAL, MOVED, ALSO = f"{HOST}/2026/ferry.html", f"{HOST}/go/7", f"{HOST}/go/8"
FERRY = page("The night ferry sails", "again", "2026-03-07T09:30:00+08:00")
OTHER = page("A bridge is opened", "at last", "2026-03-08T09:30:00+08:00")


def late(answer: Answer) -> Route:
    return Answer(headers=answer.headers, body=answer.body, delay=0.3)


def posts(folder: Path) -> list[str]:
    return [name for name in tree(folder) if name.endswith(".md")]


@pytest.mark.parametrize("order", [(FINAL, MOVED), (MOVED, FINAL)], ids=["final", "moved"])
@pytest.mark.parametrize("runs", [1, 2])
def test_an_article_and_the_address_that_leads_to_it_are_one_post(
    storm: Storm, runs: int, order: tuple[str, str]
) -> None:
    folder = storm.folder()
    storm.site.answers |= {"/2026/ferry.html": FERRY, "/go/7": Answer.redirect(FINAL)}

    for urls in [order] if runs == 1 else [order[:1], order[1:]]:
        done = storm.zygote.run("fetch", *urls, cwd=folder)
        assert done.code == 0, done.stderr
    (post,) = posts(folder)
    assert done.stdout.split()[-1].endswith(post)
    assert f"{order[1]}: unchanged" in done.stderr or runs == 1
    assert len(done.stdout.split()) == len(order) // runs

    again = storm.zygote.run("fetch", *order, cwd=folder)
    assert [line.rpartition(": ")[2] for line in again.stderr.splitlines()] == ["unchanged"] * 2
    assert len(posts(folder)) == 1


def test_one_that_is_slow_is_waited_for(storm: Storm) -> None:
    """The pictures of the first are still on their way when the second is there."""
    folder = storm.folder()
    (folder / "newsspider.toml").write_text('[output]\nassets = "mirror"\n', "utf-8")
    picture = Answer.html("<p>no picture</p>")
    shown = str(FERRY.body).replace("</article>", f'<img src="{HOST}/p.png"></article>')
    storm.site.answers |= {
        "/2026/ferry.html": Answer.html(shown),
        "/go/7": Answer.redirect(FINAL),
        "/p.png": late(picture),
    }

    done = storm.zygote.run("fetch", FINAL, MOVED, cwd=folder)

    assert done.code == 0, done.stderr
    assert len(posts(folder)) == 1
    assert len(done.stdout.split()) == 2


def test_what_leads_to_a_place_that_nobody_asked_for_stays_apart(storm: Storm) -> None:
    """It may be a log-in for whatever is asked for, with enough text to look like an article."""
    folder = storm.folder()
    storm.site.answers |= {
        "/welcome": FERRY,
        "/go/7": Answer.redirect("/welcome"),
        "/go/8": Answer.redirect("/welcome"),
    }

    done = storm.zygote.run("fetch", MOVED, ALSO, cwd=folder)

    assert done.code == 0, done.stderr
    assert len(posts(folder)) == 2


def test_a_place_that_tells_another_story_now_stays_apart(storm: Storm) -> None:
    folder = storm.folder()
    turns = iter([FERRY, OTHER])

    def front(_: Asked) -> Answer:
        return next(turns)

    storm.site.answers |= {"/2026/ferry.html": front, "/go/7": Answer.redirect(FINAL)}

    for url in (MOVED, FINAL):
        assert storm.zygote.run("fetch", url, cwd=folder).code == 0
    assert len(posts(folder)) == 2


def test_an_address_that_failed_before_is_not_asked_again_once_it_is_known(storm: Storm) -> None:
    folder = storm.folder()
    storm.site.answers |= {"/2026/ferry.html": FERRY, "/go/7": Answer(status=404)}
    storm.zygote.run("fetch", FINAL, MOVED, cwd=folder)
    storm.site.answers["/go/7"] = Answer.redirect(FINAL)
    storm.zygote.run("fetch", MOVED, cwd=folder)

    history = storm.zygote.run("history", MOVED, cwd=folder)

    assert history.code == 0
    assert "posted" in history.stdout


def test_a_list_that_names_both_has_a_line_for_each(storm: Storm) -> None:
    folder = storm.folder()
    items = "".join(
        f"<item><title>Ferry</title><link>{url}</link></item>" for url in (MOVED, FINAL)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    storm.site.answers |= {
        "/feed.xml": Answer.xml(feed),
        "/2026/ferry.html": FERRY,
        "/go/7": Answer.redirect(FINAL),
    }

    assert storm.crawl(folder).code == 0
    asked = len(storm.site.paths())
    assert storm.zygote.run("crawl", "--all-due", cwd=folder).code == 0

    reports = (folder / "output/.newsspider/reports").glob("*.json")
    told = [json.loads(report.read_text("utf-8")) for report in reports]
    assert [(each["seen"], each["balanced"]) for each in told] == [(2, True)] * 2
    assert len(posts(folder)) == 1
    assert storm.site.paths()[asked:] == ["/feed.xml"]  # both are known
