"""The drawing of a page: what was kept, what was dropped, which line gave a field."""

import re
from datetime import UTC

from newsspider.extractor import extract_page
from newsspider.extractor.document import Document
from newsspider.extractor.trace import highlight, marked
from newsspider.html.highlight import Marked, draw
from newsspider.model.extraction import Field
from newsspider.model.page import Page
from newsspider.model.source import FieldRule, RuleSet, Source

STORY = (
    "The ferry between the old harbour and the northern quay runs again at night, the harbour "
    "office said on Friday, after eleven months in which the last boat left at eight o'clock."
)
PAGE = f"""<html><head><title>Night ferry is back - Harbour Post</title></head><body>
<ul class="menu"><li><a href="/a">Jane Roe</a></li><li><a href="/b">Sports &amp; games</a></li></ul>
<div class="article"><h1>Night ferry is back</h1><p class="byline">By Jane Roe, March 5, 2026</p>
<p>{STORY}</p><p>{STORY.replace("ferry", "bus")}</p>
<p onclick="steal()">{STORY.replace("ferry", "tram")}<script>steal()</script></p></div>
<div class="footer"><a href="javascript:steal()">Imprint &lt;script&gt;</a></div>
</body></html>"""


def page(body: str = PAGE) -> Page:
    url = "https://harbour.example/night-ferry"
    return Page(url=url, requested_url=url, body=body.encode(), content_type="text/html")


def lines() -> dict[str, Marked]:
    found = marked(Document(page(), UTC), extract_page(page()))
    return {line.text: line for line in found}


def test_lines_of_the_story_are_kept_and_the_rest_is_dropped() -> None:
    found = lines()

    for word in ("ferry", "bus", "tram"):
        assert found[STORY.replace("ferry", word)].kept
    for text in ("Jane Roe", "Sports & games", "Night ferry is back", "Imprint <script>"):
        assert not found[text].kept


def test_lines_have_the_score_by_which_the_engine_chose() -> None:
    found = lines()

    least = min(line.score or 0.0 for line in found.values() if line.kept)
    most = max(line.score or 0.0 for line in found.values() if not line.kept)
    assert all(line.score is not None for line in found.values())
    assert least > most


def test_a_line_is_kept_as_the_engine_said_though_its_text_stands_twice() -> None:
    body = PAGE.replace("Imprint", f"{STORY} More")

    found = marked(Document(page(body), UTC), extract_page(page(body)))

    assert [line.kept for line in found if line.text.startswith(STORY)] == [True, False]


def test_a_body_that_rules_gave_is_matched_by_its_text_and_has_no_scores() -> None:
    rules = RuleSet(fields={Field.BODY: (FieldRule(css="div.article"),)})
    source = Source(name="harbour", zone_known=False, rules=(rules,))

    found = {
        line.text: line for line in marked(Document(page(), UTC), extract_page(page(), source))
    }

    assert found[STORY].kept
    assert not found["Sports & games"].kept
    assert {line.score for line in found.values()} == {None}


def test_a_line_that_gave_a_field_is_named_after_it() -> None:
    found = lines()

    assert found["Night ferry is back"].fields == ("title",)
    assert set(found["By Jane Roe, March 5, 2026"].fields) == {"authors", "published_at"}


def test_a_value_that_stands_in_the_menu_too_is_marked_beside_the_story() -> None:
    assert lines()["Jane Roe"].fields == ()


def test_every_line_says_where_it_stands() -> None:
    assert lines()[STORY].why == "body > div.article > p"
    assert lines()["Sports & games"].why.startswith("body > ul.menu > li")


def test_the_file_holds_nothing_of_the_page_but_its_text() -> None:
    drawn = highlight(page(), extract_page(page()))

    assert "<script" not in drawn
    assert "steal()" not in drawn
    assert "Imprint &lt;script&gt;" in drawn
    assert "Content-Security-Policy" in drawn
    assert not re.search(r"(?:src|href)=", drawn)


def test_boxes_open_and_close_in_pairs() -> None:
    drawn = highlight(page(), extract_page(page()))

    assert drawn.count("<div") == drawn.count("</div>")


def test_a_score_is_shown_beside_its_line_and_on_hover() -> None:
    drawn = draw("", [], [Marked(text="A line", score=0.734, why="body > p")])

    assert '<span class="score">0.73</span>A line' in drawn
    assert 'title="score 0.734\nbody &gt; p"' in drawn


def test_a_page_without_text_is_drawn_too() -> None:
    assert "kept: 0 lines" in highlight(page(""), extract_page(page("")))


def test_many_lines_are_drawn_up_to_a_bound() -> None:
    drawn = draw("", [], [Marked(text=str(number)) for number in range(20_005)])

    assert "Only the first 20000 lines are drawn." in drawn
    assert ">20001<" not in drawn
