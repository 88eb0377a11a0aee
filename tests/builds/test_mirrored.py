"""A mirrored image lies where each generator takes it from, and a browser shows it."""

import re
from pathlib import Path

import pytest

from tests.builds import browser, generators
from tests.builds.test_builds import browser_there, there
from tests.conftest import RunNewsspider
from tests.images.pictures import picture
from tests.site.server import Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.builds]

TEXT = "The night ferry is back after four years, and the harbour is full of people again. "
PAGE = (
    '<html lang="en"><head><title>Ferry is back</title></head><body><h1>Ferry is back</h1><article>'
    f'<p>{TEXT * 3}</p><figure><img src="/i/pier.jpg" alt="a pier"><figcaption>Pier</figcaption>'
    f"</figure><p>{TEXT * 3}</p></article></body></html>"
)
PROFILE = """[site]
flavour = "{flavour}"
timezone = "Asia/Shanghai"
base = "//news.example"
[output]
dir = "site"
assets = "mirror"
widths = [480]
"""


@pytest.mark.parametrize("name", [each.name for each in generators.ALL])
def test_a_mirrored_image_is_part_of_the_built_site(
    name: str, site: Site, scratch: Path, run_newsspider: RunNewsspider
) -> None:
    generator = generators.named(name)
    there(generator)
    root = scratch / "site"
    root.mkdir()
    generators.prepare(generator, root)
    (scratch / "newsspider.toml").write_text(PROFILE.format(flavour=generator.flavour), "utf-8")
    site.answers["/a/ferry"] = Answer.html(PAGE)
    site.answers["/i/pier.jpg"] = Answer(body=picture(size=(1800, 1200)))
    done = run_newsspider(
        "fetch", "http://wire.example/a/ferry", env=site.proxy_env(), cwd=scratch, timeout=300
    )
    assert done.returncode == 0, done.stderr

    built = generators.build(generator, root)

    assert built.code == 0, built.said
    (page,) = built.pages
    sources = re.findall(r"/assets/news/[0-9a-f]{20}(?:-480)?\.jpg", page.body)
    assert len(set(sources)) == 2
    for source in sources:
        assert (built.output / source.lstrip("/")).read_bytes().startswith(b"\xff\xd8\xff")
    if name in ("jekyll", "hugo"):
        browser_there()
        with browser.Gallery(built.output) as gallery:
            visit = gallery.look([page.path])
        assert (visit.pages, visit.problems, visit.strange) == (1, {}, [])
