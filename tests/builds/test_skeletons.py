"""The site that `init` makes, a post with a mirrored image in it, built and looked at."""

import re
from pathlib import Path

import pytest

from newsspider.flavours import skeleton
from tests.builds import browser, generators
from tests.builds.test_builds import browser_there, there
from tests.conftest import RunNewsspider
from tests.images.pictures import picture
from tests.site.server import Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.builds]

TEXT = "The night ferry is back after four years, and the harbour is full of people again. "
PAGE = (
    '<html lang="en"><head><title>Ferry is back</title>'
    '<meta property="article:published_time" content="2026-03-06T10:00:00+08:00">'
    '<meta property="og:site_name" content="Harbour Wire">'
    f"</head><body><h1>Ferry is back</h1><article><p>{TEXT * 3}</p>"
    '<figure><img src="/i/pier.jpg" alt="a pier"><figcaption>Pier</figcaption></figure>'
    f"<p>{TEXT * 3}{'unbroken' * 40}</p></article></body></html>"
)
_ADDRESS = "http://wire.example/a/ferry"


def _with(profile: str) -> str:
    """Return the profile of `init` with what this test adds, as a user would by hand."""
    said = profile.replace('# base   = "//news.example"', 'base = "//news.example"')
    return said.replace('dir = "."', 'dir = "."\nassets = "mirror"\nwidths = [480]')


@pytest.mark.parametrize("name", [each.name for each in generators.ALL])
def test_three_commands_to_a_post_in_a_browser(
    name: str, site: Site, scratch: Path, run_newsspider: RunNewsspider
) -> None:
    generator = generators.named(name)
    there(generator)
    root = scratch / "site"
    site.answers["/a/ferry"] = Answer.html(PAGE)
    site.answers["/i/pier.jpg"] = Answer(body=picture(size=(1800, 1200)))

    init = run_newsspider("init", "--flavour", generator.flavour, root, cwd=scratch)
    assert init.returncode == 0, init.stderr
    profile = root / "newsspider.toml"
    profile.write_text(_with(profile.read_text("utf-8")), "utf-8")
    fetch = run_newsspider("fetch", _ADDRESS, env=site.proxy_env(), cwd=root, timeout=300)
    assert fetch.returncode == 0, fetch.stderr
    generators.lend_packages(generator, root)
    built = generators.build(generator, root)

    assert built.code == 0, built.said
    pages = {
        path.relative_to(built.output).as_posix(): path.read_text("utf-8")
        for path in built.output.rglob("*.html")
    }
    [page] = [path for path, text in pages.items() if TEXT.strip() in text and "unbroken" in text]
    sources = set(re.findall(r"/assets/news/[0-9a-f]{20}(?:-480)?\.jpg", pages[page]))
    assert len(sources) == 2
    for source in sources:
        assert (built.output / source.lstrip("/")).read_bytes().startswith(b"\xff\xd8\xff")
    assert "Ferry is back</h1>" in pages[page] or generator.flavour == "mkdocs"
    assert "2026-03-06" in pages[page] or generator.flavour == "mkdocs"
    assert leads_to(pages, "index.html", page), "the front page lists the post"
    category = "category/harbourwire.html"
    assert f"//news.example/{category}" in pages[page]
    if generator.flavour not in ("hugo", "zola"):  # a redirection to a list of their own
        assert leads_to(pages, category, page), "the category's page lists the post"
    assert category in pages
    if name in ("jekyll", "hugo"):
        browser_there()
        with browser.Gallery(built.output) as gallery:
            visit = gallery.look([page, "index.html"])
        assert (visit.pages, visit.problems, visit.strange) == (2, {}, [])


def leads_to(pages: dict[str, str], origin: str, target: str) -> bool:
    """Tell whether a page links to another, however the generator spells it."""
    places = re.findall(r'href="([^"]+)"', pages[origin])
    wanted = target.removesuffix("index.html").rstrip("/").rpartition("/")[2].removesuffix(".html")
    return any(wanted in place for place in places)


@pytest.mark.parametrize("flavour", skeleton.FLAVOURS)
def test_every_skeleton_has_a_build_command_and_no_mark_left(flavour: str) -> None:
    files = skeleton.skeleton(flavour)

    assert len(files) >= 2
    assert not any("@STYLE@" in file.text or "@ZONE@" in file.text for file in files)
    assert flavour in skeleton.BUILD
