"""A share link becomes the post, byte for byte, whichever way its parts arrive."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.run import eastmoney as em
from tests.site.server import Answer, Route, Site

NAME = f"_posts/2022-03-15-{em.CODE}.md"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "newsspider.toml").write_text(em.PROFILE, "utf-8")
    return tmp_path


def rendered() -> dict[str, Route]:
    page = (
        '<html><head><meta charset="utf-8"><title>资讯分享</title></head><body>'
        f'<div class="top"><a href="/">打开</a></div><h1>{em.TITLE}</h1>'
        '<div class="info"><span>2022-03-15 09:12:40</span> <span>来源：示例日报</span></div>'
        f'<div id="text">{em.BODY}</div></body></html>'
    )
    return {em.URL: Answer.html(page)}


def other_names() -> dict[str, Route]:
    return {
        em.ENDPOINT: em.document(
            title=em.TITLE, datetime="2022-03-15 09:12:40", medianame="示例日报", content=em.BODY
        )
    }


def other_list() -> dict[str, Route]:
    return {
        em.URL: Answer.html(em.SHELL),
        em.ENDPOINT: em.document(text=em.BODY),
        em.LIST_37: em.document(
            record=[
                {
                    "infoCode": em.CODE,
                    "title": em.TITLE,
                    "datetime": "2022-03-15 09:12:40",
                    "medianame": "示例日报",
                }
            ]
        ),
    }


@pytest.mark.slow
@pytest.mark.parametrize("answers", [em.whole, em.listed, rendered, other_names, other_list])
def test_the_post_is_the_same(
    answers: Callable[[], dict[str, Route]], site: Site, home: Path, run_newsspider: Run
) -> None:
    site.answers.update(answers())

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"output/{NAME}\n", "")
    assert (home / "output" / NAME).read_text("utf-8") == em.POST


@pytest.mark.slow
def test_fetching_again_changes_nothing(site: Site, home: Path, run_newsspider: Run) -> None:
    site.answers.update(em.whole())
    run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)
    before = (home / "output" / NAME).stat()
    written = (before.st_mtime_ns, before.st_ino)

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    assert done.returncode == 0
    assert done.stdout == f"output/{NAME}\n"
    assert done.stderr == f"{em.URL}: unchanged\n"
    after = (home / "output" / NAME).stat()
    assert (after.st_mtime_ns, after.st_ino) == written


@pytest.mark.slow
def test_a_new_headline_rewrites_the_same_file(site: Site, home: Path, run_newsspider: Run) -> None:
    site.answers.update(em.whole())
    run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)
    site.answers[em.ENDPOINT] = em.document(
        title="新标题", showtime="2022-03-16 00:00:00", source="示例日报", text=em.BODY
    )

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    assert (done.stdout, done.stderr) == (f"output/{NAME}\n", "")
    assert 'title: "新标题"' in (home / "output" / NAME).read_text("utf-8")


@pytest.mark.slow
def test_a_sibling_host_is_the_same_article(site: Site, home: Path, run_newsspider: Run) -> None:
    other = "http://choicewzp1.eastmoney.com"
    site.answers.update(em.whole())
    site.answers[em.ENDPOINT.replace(em.HOST, other)] = site.answers[em.ENDPOINT]
    run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    done = run_newsspider("fetch", em.URL.replace(em.HOST, other), env=site.proxy_env(), cwd=home)

    assert done.stdout == f"output/{NAME}\n"
    assert (home / "output" / NAME).read_text("utf-8") == em.POST


@pytest.mark.slow
def test_without_a_title_there_is_no_post(site: Site, home: Path, run_newsspider: Run) -> None:
    site.answers.update(em.listed())
    del site.answers[em.LIST_45]

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"{em.URL}: rejected no-title")
    assert not (home / "output" / "_posts").exists()


@pytest.mark.slow
def test_what_no_list_knows_comes_from_the_text_and_the_code(
    site: Site, home: Path, run_newsspider: Run
) -> None:
    site.answers[em.ENDPOINT] = em.document(title=em.TITLE, text=em.BODY)

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    post = (home / "output" / NAME).read_text("utf-8")
    assert done.returncode == 0
    assert "date: 2022-03-15 00:00:00 +0800" in post
    assert "tags: 示例日报新闻" in post


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(Answer.html(em.SHELL), "HTML", id="html"),
        pytest.param(Answer.json("null"), "null", id="null"),
        pytest.param(Answer.json(""), "nothing", id="nothing"),
        pytest.param(Answer.json('{"rc": 0, "me": "no such news"}'), "", id="error-object"),
        pytest.param(Answer.json('{"text": "", "content": null}'), "", id="empty-text"),
        pytest.param(Answer.json("{"), "JSON", id="cut"),
    ],
)
def test_an_endpoint_that_answers_something_else_is_named(
    answer: Answer, said: str, site: Site, home: Path, run_newsspider: Run
) -> None:
    site.answers.update({em.URL: Answer.html(em.SHELL), em.ENDPOINT: answer})

    done = run_newsspider("fetch", em.URL, env=site.proxy_env(), cwd=home)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"{em.URL}: failed")
    assert em.ENDPOINT in done.stderr
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (home / "output" / "_posts").exists()


@pytest.mark.slow
def test_without_a_base_there_are_no_links_back(
    site: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    site.answers.update(em.whole())

    done = run_newsspider("fetch", "--stdout", em.URL, env=site.proxy_env(), cwd=tmp_path)

    assert done.stdout.endswith(f"\n\n<{em.URL}>")
    assert "date: 2022-03-15 01:12:40 +0000" in done.stdout
    assert not (tmp_path / "output").exists()
