"""Pages that would harm their reader are cut before they are parsed."""

import pytest

from newsspider.html.bounds import DEEPEST, flattened, without_bombs
from newsspider.html.tidy import finished
from newsspider.html.tree import parse, text_of
from newsspider.text.spaces import strip_indent


@pytest.mark.parametrize("depth", [10, 199, 255, 256, 300, 80_000])
def test_text_at_any_depth_is_read(depth: int) -> None:
    page = f"<html><body>{'<div>' * depth}deep{'</div>' * depth}<p>after</p></body></html>"

    assert text_of(parse(page)).strip() == "deepafter"


def test_tags_up_to_the_bound_stay() -> None:
    page = "<div>" * (DEEPEST + 5) + "x" + "</div>" * (DEEPEST + 5) + "<p>y</p>"

    flat = flattened(page)

    assert flat.count("<div>") == flat.count("</div>") == DEEPEST
    assert flat.endswith("<p>y</p>")


def test_a_long_list_is_not_deep() -> None:
    page = "<ul>" + "<li>one<br>" * 1000 + "</ul>"

    assert flattened(page) == page


def test_a_tag_with_hundreds_of_attributes_loses_them() -> None:
    bomb = "<div " + " ".join(f"a{number}=1" for number in range(50_000)) + ">"

    assert without_bombs(f"{bomb}<p id=x>text</p>") == "<div><p id=x>text</p>"


@pytest.mark.parametrize("before", [0, 1, 3_990, 3_999, 4_000, 4_001, 8_000])
@pytest.mark.parametrize("after", ["", "<p>", "x" * 5_000 + "<p>"])
def test_such_a_tag_is_found_wherever_it_stands(before: int, after: str) -> None:
    bomb = "<b " + "a=1 " * 1_500 + ">"
    lead = "<i>" + "y" * before

    assert without_bombs(lead + bomb + after) == lead + "<b>" + after


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param('<img src="data:image/png;base64,' + "A" * 90_000 + '">', id="data-address"),
        pytest.param(f'<div data-state="{"x" * 9000}" class="a b c">', id="state-of-a-script"),
        pytest.param("<p " + " ".join(f"a{number}=1" for number in range(90)) + ">", id="many"),
    ],
)
def test_a_long_tag_of_a_real_page_stays(tag: str) -> None:
    assert without_bombs(tag) == tag


def test_a_million_blanks_are_one_step() -> None:
    blanks = "a" + " " * 1_000_000 + "b"

    assert finished([blanks]) == [blanks]
    assert strip_indent("a" + "\u3000" * 1_000_000 + "b").endswith("b")


def test_many_pieces_and_breaks_are_joined_in_one_pass() -> None:
    assert finished(["x"] * 200_000) == ["x" * 200_000]
