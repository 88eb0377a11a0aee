"""A stranger's picture is known by its content, capped by its header and drawn anew."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from newsspider import imaging
from newsspider.imaging import Picture, Refusal, redraw
from tests.images.pictures import header_only, moving, picture, with_place

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>HIT=1</script></svg>'


def drawn(content: bytes, *widths: int) -> Picture:
    made = redraw(content, widths)
    assert isinstance(made, Picture), made
    return made


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        pytest.param(picture("JPEG"), "jpg", id="jpeg"),
        pytest.param(picture("PNG"), "png", id="png"),
        pytest.param(picture("PNG", mode="RGBA"), "png", id="transparent"),
        pytest.param(picture("WEBP"), "webp", id="webp"),
        pytest.param(picture("GIF"), "png", id="gif"),
        pytest.param(picture("BMP"), "jpg", id="bmp"),
        pytest.param(picture("JPEG", mode="L"), "jpg", id="grey"),
        pytest.param(picture("JPEG", mode="CMYK"), "jpg", id="cmyk"),
        pytest.param(moving(), "webp", id="moving"),
    ],
)
def test_the_content_decides_the_kind(content: bytes, extension: str) -> None:
    made = drawn(content).drawings[0]

    assert made.extension == extension
    with Image.open(io.BytesIO(made.content)) as image:
        assert image.size == (made.width, made.height)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(SVG, "SVG", id="svg"),
        pytest.param(b"\xef\xbb\xbf <svg/>", "SVG", id="svg-bare"),
        pytest.param(b"<!DOCTYPE html><p>x", "a web page", id="html"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"hello", "not a picture", id="text"),
        pytest.param(b"%PDF-1.7", "a PDF", id="pdf"),
        pytest.param(b"\0\0\0\x1cftypavif", "AVIF", id="avif"),
        pytest.param(picture()[:300], "damaged", id="cut"),
        pytest.param(b"\xff\xd8\xff" + b"\0" * 99, "damaged", id="jpeg-in-name"),
        pytest.param(b"GIF89a<script>HIT=1</script>", "damaged", id="polyglot"),
        pytest.param(picture(size=(1, 1)), "a spacer of 1 x 1", id="counter"),
        pytest.param(picture(size=(600, 2)), "a spacer of 600 x 2", id="rule"),
    ],
)
def test_what_is_no_picture_is_refused_and_not_shown(content: bytes, reason: str) -> None:
    made = redraw(content)

    assert isinstance(made, Refusal)
    assert made.reason.startswith(reason)
    assert not made.shows


@pytest.mark.parametrize("size", [(60000, 60000), (10000, 10000), (5000, 5000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    started = time.perf_counter()

    made = redraw(header_only(*size))

    assert isinstance(made, Refusal)
    assert "over 20,000,000" in made.reason
    assert made.shows
    assert time.perf_counter() - started < 0.5


def test_too_many_bytes_stay_a_link() -> None:
    made = redraw(picture() + b"\0" * imaging.MOST_BYTES)

    assert made == Refusal("over 5,000,000 bytes", shows=True)


def test_nothing_of_the_original_file_is_kept_but_the_picture() -> None:
    content = with_place()
    assert b"A. Person" in content

    made = drawn(content + b"<script>HIT=1</script>").drawings[0]

    assert b"A. Person" not in made.content
    assert b"HIT" not in made.content
    assert (made.width, made.height) == (40, 60)  # upright


def test_a_wide_picture_is_narrowed_and_has_smaller_ones_where_asked() -> None:
    made = drawn(picture(size=(3200, 1600)), 480, 960, 9999)

    assert [(each.width, each.height) for each in made.drawings] == [
        (1600, 800),
        (960, 480),
        (480, 240),
    ]


def test_an_animation_keeps_its_frames_unless_they_are_too_many() -> None:
    with Image.open(io.BytesIO(drawn(moving()).drawings[0].content)) as image:
        assert getattr(image, "n_frames", 1) == 3

    assert drawn(moving(frames=60, size=(1100, 1000))).drawings[0].extension == "png"


def test_the_same_bytes_have_the_same_name_and_others_another() -> None:
    assert drawn(picture()).name == drawn(picture()).name
    assert drawn(picture()).name != drawn(picture(size=(641, 480))).name


@settings(deadline=None)  # damage may make a picture large, within the caps
@given(st.binary(max_size=200), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP"]), st.data())
def test_no_damage_raises(noise: bytes, kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind, size=(24, 24)))
    place = data.draw(st.integers(0, len(content)))
    content[place : place + len(noise)] = noise

    assert isinstance(redraw(bytes(content)), Picture | Refusal)
