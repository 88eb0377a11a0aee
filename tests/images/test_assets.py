"""How posts name mirrored pictures, and which of those no post needs."""

import pytest

from newsspider import assets
from newsspider.assets import Asset
from newsspider.imaging import Drawing, Picture

NAME = "0123456789abcdef0123"
PICTURE = Picture(
    name=NAME,
    drawings=(
        Drawing(content=b"1", extension="jpg", width=1600, height=900),
        Drawing(content=b"2", extension="jpg", width=480, height=270),
    ),
)


@pytest.mark.parametrize(
    ("flavour", "path"),
    [
        ("jekyll", "assets/news"), ("hugo", "static/assets/news"), ("zola", "static/assets/news"),
        ("astro", "public/assets/news"), ("eleventy", "assets/news"),
        ("mkdocs", "docs/assets/news"), ("pelican", "content/assets/news"),
    ],
)  # fmt: skip
def test_files_lie_where_the_generator_copies_them_from(flavour: str, path: str) -> None:
    files = assets.files(PICTURE, assets.folder(flavour))

    assert [file.path for file in files] == [f"{path}/{NAME}.jpg", f"{path}/{NAME}-480.jpg"]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("", f"/assets/news/{NAME}.jpg"),
        ("//news.example", f"/assets/news/{NAME}.jpg"),
        ("https://me.github.io/news/", f"/news/assets/news/{NAME}.jpg"),
    ],
)
def test_the_address_is_the_sites_own(base: str, address: str) -> None:
    made = assets.attributes({"src": "x", "alt": "桥"}, assets.asset(PICTURE), base)

    assert made is not None
    assert (made["src"], made["alt"]) == (address, "桥")
    assert (made["width"], made["height"]) == ("1600", "900")


def test_smaller_ones_are_offered_to_the_browser() -> None:
    made = assets.attributes({}, assets.asset(PICTURE), "")

    assert made is not None
    assert made["srcset"] == f"/assets/news/{NAME}.jpg 1600w, /assets/news/{NAME}-480.jpg 480w"


@pytest.mark.parametrize(
    ("declared", "size"),
    [("580", ("580", "326")), ("9999", ("1600", "900")), ("50%", ("1600", "900"))],
)
def test_a_declared_width_stays_where_it_is_smaller(declared: str, size: tuple[str, str]) -> None:
    made = assets.attributes({"width": declared, "height": "7"}, assets.asset(PICTURE), "")

    assert made is not None
    assert (made["width"], made["height"]) == size


def test_only_our_own_files_that_no_post_names_are_unused() -> None:
    other = "f" * 20
    posts = [
        f'<img src="/assets/news/{NAME}.jpg" srcset="/assets/news/{NAME}-480.jpg 480w" />'.encode()
    ]
    there = [
        f"assets/news/{NAME}.jpg", f"assets/news/{NAME}-480.jpg", f"assets/news/{other}.webp",
        "assets/news/logo.png", "assets/news/portrait-480.jpg", "assets/news/README.md",
    ]  # fmt: skip

    assert assets.unused(posts, there) == [f"assets/news/{other}.webp"]
    assert assets.unused([], there)[0] == f"assets/news/{NAME}.jpg"


def test_the_map_reads_back_and_broken_lines_are_left_out() -> None:
    known = {
        "https://x.example/a.jpg": assets.asset(PICTURE),
        "https://x.example/b": Asset(names={}, reason="SVG"),
    }

    text = assets.write_map(known).decode()

    assert assets.read_map(text) == known
    assert assets.read_map("{\n[]\n" + text + '{"url": 1}\n') == known
