"""What holds for every flavour and every article."""

import json
import tomllib
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsspider import flavours
from newsspider.errors import ConfigError, PostError
from newsspider.flavours.escape import plain
from newsspider.flavours.frontmatter import read_back
from newsspider.flavours.parts import parts
from newsspider.text.spaces import collapse
from tests.flavours.examples import PLAIN, SITE, all_articles

CASES = [
    pytest.param(flavour, article, id=f"{flavour}-{name}")
    for flavour in flavours.names()
    for name, article in all_articles().items()
]


def heads(content: bytes) -> list[dict[str, Any]]:
    """Read the front matter as YAML 1.1 and as YAML 1.2."""
    head = content.decode().split("---\n")[1]
    return [yaml.safe_load(head), YAML(typ="safe", pure=True).load(StringIO(head))]


@pytest.mark.parametrize(("flavour", "article"), CASES)
def test_a_post_is_deterministic_and_inside_its_folder(flavour: str, article: Any) -> None:
    renderer = flavours.load(flavour)

    one, other = renderer.render(article, SITE), renderer.render(article, SITE)

    assert one == other
    assert not one.path.startswith("/")
    assert ".." not in one.path
    assert one.path == one.path.encode("ascii").decode()


def read(flavour: str, content: bytes) -> list[dict[str, Any]]:
    """Return the front matter as the generators' own readers see it, one name a key."""
    if flavour == "jsonl":
        return [json.loads(content)]
    if flavour == "zola":
        head = tomllib.loads(content.decode().split("+++\n")[1])
        return [head | head["taxonomies"]]
    if flavour == "pelican":
        lines = [line.partition(": ") for line in content.decode().split("\n\n")[0].split("\n")]
        found = {name.lower(): value for name, _, value in lines}
        return [found | {"categories": found["category"]}]
    return heads(content)


def single(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize(("flavour", "article"), CASES)
def test_front_matter_reads_back_equal_everywhere(flavour: str, article: Any) -> None:
    content = flavours.load(flavour).render(article, SITE).content
    wanted = parts(article, SITE)

    for head in read(flavour, content):
        tag = wanted.tag.translate({44: "，", 59: "；"}) if flavour == "pelican" else wanted.tag
        assert head["title"] == wanted.title == plain(collapse(article.title))
        assert single(head["tags"]) == tag
        assert single(head.get("categories", head.get("category"))) == wanted.category
        assert isinstance(head["title"], str)


@pytest.mark.parametrize("name", all_articles())
def test_the_seeds_profile_has_five_keys(name: str) -> None:
    content = flavours.load("jekyll").render(all_articles()[name], SITE).content

    for head in heads(content):
        assert set(head) == {"layout", "title", "date", "categories", "tags"}
        assert isinstance(head["categories"], str)


@given(st.text(), st.text())
def test_no_title_and_no_name_breaks_front_matter(title: str, source: str) -> None:
    if not collapse(title):
        title = "x"
    article = replace(PLAIN, title=title, source=source)

    content = flavours.load("jekyll").render(article, SITE).content

    for head in heads(content):
        assert head["title"] == plain(collapse(title))


@pytest.mark.parametrize(
    "content",
    [
        b"title: x",
        b"---\ntitle: x\n",
        b"---\ntitle\n---\nx",
        b'---\ntitle: "a" b"\n---\nx',
        b"---\ntitle: x\ntitle: y\n---\nx",
        b"---\ntitle: \xff\n---\nx",
    ],
)
def test_what_the_emitter_never_writes_is_refused(content: bytes) -> None:
    with pytest.raises(PostError):
        read_back(content)


def test_an_unknown_flavour_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="there is: jekyll"):
        flavours.load("drupal")
