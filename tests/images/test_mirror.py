"""A crawl with ``assets = "mirror"`` keeps copies, and no image ever costs an article."""

from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run
from tests.images.pictures import header_only, picture
from tests.site.server import Answer, Site

pytestmark = pytest.mark.slow

PROFILE = """[site]
timezone = "Asia/Shanghai"
base = "//news.example"
[output]
assets = "mirror"
{more}
"""
TEXT = "The night ferry is back after four years, and the harbour is full of people again. "


def article(*images: str) -> Answer:
    shown = "".join(
        f"<p>{TEXT * 2}</p><figure>{image}<figcaption>Pier</figcaption></figure>"
        for image in images
    )
    return Answer.html(
        "<html lang=en><head><title>Ferry is back</title></head><body><h1>Ferry is back</h1>"
        f"<article><p>{TEXT * 3}</p>{shown}<p>{TEXT * 3}</p></article></body></html>"
    )


@pytest.fixture
def wire(site: Site, tmp_path: Path) -> Site:
    (tmp_path / "newsspider.toml").write_text(PROFILE.format(more=""), "utf-8")
    site.answers["/a/ferry"] = article(
        '<img src="/i/pier.jpg" alt="a pier" width="320" height="1">'.replace(
            'height="1"', 'height="240"'
        )
    )
    site.answers["/i/pier.jpg"] = Answer(body=picture(), headers={"Content-Type": "text/plain"})
    return site


def fetch(wire: Site, run: Run, tmp_path: Path, *paths: str) -> tuple[str, str]:
    """Fetch articles; give the last post and what stderr said."""
    urls = [f"http://wire.example{path}" for path in paths or ("/a/ferry",)]
    done = run("fetch", *urls, env=wire.proxy_env(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return (tmp_path / done.stdout.splitlines()[-1]).read_text("utf-8"), done.stderr


def copies(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "output" / "assets" / "news").glob("*"))


def test_a_copy_is_kept_and_named(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    post, said = fetch(wire, run_newsspider, tmp_path)

    (copy,) = copies(tmp_path)
    assert f'<img src="/assets/news/{copy.name}" alt="a pier" width="320" height="240" />' in post
    assert "<figcaption>Pier</figcaption>" in post
    assert said == ""


def test_one_picture_of_many_posts_is_stored_and_fetched_once(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    wire.answers["/a/other"] = article('<img src="/i/pier.jpg">', '<img src="/i/same.jpg">')
    wire.answers["/i/same.jpg"] = wire.answers["/i/pier.jpg"]

    fetch(wire, run_newsspider, tmp_path, "/a/ferry", "/a/other")
    before = [(path, path.stat().st_mtime_ns) for path in copies(tmp_path)]
    fetch(wire, run_newsspider, tmp_path, "/a/ferry", "/a/other")

    assert len(before) == 1
    assert wire.paths().count("/i/pier.jpg") == 1
    assert [(path, path.stat().st_mtime_ns) for path in copies(tmp_path)] == before


@pytest.mark.parametrize(
    ("answer", "said", "link"),
    [
        pytest.param(Answer(status=500), "HTTP 500", True, id="error"),
        pytest.param(Answer(hang_up=True), "", True, id="hang-up"),
        pytest.param(Answer(status=404), "HTTP 404", False, id="gone"),
        pytest.param(Answer(body="<svg onload='x'/>"), "SVG", False, id="svg"),
        pytest.param(Answer.html("<h1>no</h1>"), "a web page", False, id="page"),
        pytest.param(Answer(body=picture()[:500]), "damaged", False, id="cut"),
        pytest.param(Answer(body=header_only(60000, 60000)), "pixels", True, id="bomb"),
        pytest.param(Answer(body=b"\xff\xd8\xff" * 2_000_000), "", True, id="large"),
        pytest.param(Answer.redirect("http://127.0.0.1:1/x.jpg"), "127.0.0.1", False, id="guarded"),
    ],
)
def test_a_lost_image_never_loses_the_article(
    answer: Answer, said: str, link: bool, wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    wire.answers["/i/pier.jpg"] = answer

    post, told = fetch(wire, run_newsspider, tmp_path)

    assert "The night ferry is back" in post
    assert "Pier" in post
    assert ('src="http://wire.example/i/pier.jpg"' in post) is link
    assert "http://wire.example/i/pier.jpg: image lost" in told
    assert said in told
    assert copies(tmp_path) == []


def test_links_are_the_default(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "newsspider.toml").write_text('[output]\nassets = "link"\n', "utf-8")

    post, _ = fetch(wire, run_newsspider, tmp_path)

    assert 'src="http://wire.example/i/pier.jpg"' in post
    assert "/i/pier.jpg" not in wire.paths()


def test_smaller_widths_are_written_where_wanted(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    (tmp_path / "newsspider.toml").write_text(PROFILE.format(more="widths = [160]"), "utf-8")

    post, _ = fetch(wire, run_newsspider, tmp_path)

    assert "-160.jpg 160w" in post
    assert len(copies(tmp_path)) == 2


def test_a_dry_run_fetches_no_image(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    done = run_newsspider(
        "fetch", "--dry-run", "http://wire.example/a/ferry", env=wire.proxy_env(), cwd=tmp_path
    )

    assert done.returncode == 0
    assert "/i/pier.jpg" not in wire.paths()
    assert not (tmp_path / "output").exists()


def test_an_odd_width_is_an_error_of_configuration(
    wire: Site, tmp_path: Path, run_newsspider: Run
) -> None:
    (tmp_path / "newsspider.toml").write_text(PROFILE.format(more="widths = [1]"), "utf-8")

    done = run_newsspider(
        "fetch", "http://wire.example/a/ferry", env=wire.proxy_env(), cwd=tmp_path
    )

    assert done.returncode == 2
    assert "output.widths" in done.stderr


def test_without_pillow_the_extra_is_named(wire: Site, tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "hidden" / "PIL").mkdir(parents=True)
    (tmp_path / "hidden" / "PIL" / "__init__.py").write_text("raise ImportError('gone')", "utf-8")
    hidden = {"PYTHONPATH": str(tmp_path / "hidden")}

    done = run_newsspider(
        "fetch", "http://wire.example/a/ferry", env=wire.proxy_env() | hidden, cwd=tmp_path
    )

    assert done.returncode == 2
    assert 'pip install "newsspider[images]"' in done.stderr
