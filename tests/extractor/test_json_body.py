"""Bodies inside JSON or escaped in a page, and the pictures that stand beside them."""

import json

import pytest

from newsspider import decide
from newsspider.extractor import extract_page
from newsspider.model.extraction import Extraction, Field
from newsspider.model.page import Page
from newsspider.sources.load import parse
from tests.extractor.test_parts import STORY, page

HARBOUR = """name = "harbour"
timezone = "Asia/Shanghai"
[[article]]
match = '/show/'
[article.json]
endpoint = "/api/{id}"
title = ["title"]
body = ["text"]
"""


def behind(answer: object, more: str = "") -> Extraction:
    url = "https://harbour.example/show/7"
    content = json.dumps(answer).encode()
    return extract_page(
        Page(url=url, requested_url=url, body=b""),
        parse((HARBOUR + more).encode(), "harbour.toml"),
        answer=Page(url=url, requested_url=url, body=content),
    )


def test_placeholders_become_the_pictures_that_the_json_lists() -> None:
    found = behind(
        {
            "title": "Ferry",
            "text": f"<p>{STORY[0]}</p><!--IMG_0--><p>{STORY[1]}</p><!--IMG_1--><!--IMG_9-->",
            "attribute": {
                "IMG_0": {"url": "https://i.example/a.jpg", "desc": "老码头 & 灯"},
                "IMG_1": {"url": "https://i.example/b.jpg"},
            },
        },
        "[article.json.images]\npath = 'attribute'\nurl = 'url'\ncaption = 'desc'\n"
        "placeholder = '<!--(IMG_\\d+)-->'\n",
    )

    assert [image.url for image in found.images] == [
        "https://i.example/a.jpg",
        "https://i.example/b.jpg",
    ]
    assert found.images[0].caption == "老码头 & 灯"
    assert found.body.index("a.jpg") < found.body.index(STORY[1]) < found.body.index("b.jpg")


def test_pictures_in_a_list_are_found_by_their_number_or_stand_at_the_end() -> None:
    answer = {
        "title": "Ferry",
        "text": f"<p>{STORY[0]}</p><!--IMG#1--><p>{STORY[1]}</p>",
        "images": [{"src": "https://i.example/a.jpg"}, {"src": "https://i.example/b.jpg"}],
    }
    rule = "[article.json.images]\npath = 'images'\nurl = 'src'\n"

    placed = behind(answer, rule + "placeholder = '<!--IMG#(\\d+)-->'\n")
    assert [image.url[-5:] for image in placed.images] == ["b.jpg"]
    listed = behind(answer, rule)
    assert [image.url[-5:] for image in listed.images] == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<p>{STORY[0]}</p><p>{STORY[1]}</p>", id="html"),
        pytest.param(f"&lt;p&gt;{STORY[0]}&lt;/p&gt;&lt;p&gt;{STORY[1]}&lt;/p&gt;", id="escaped"),
        pytest.param(f"{STORY[0]}\n{STORY[1]}", id="plain-lines"),
    ],
)
def test_a_body_in_json_however_it_is_written(text: str) -> None:
    assert behind({"title": "Ferry", "text": text}).text.split("\n") == STORY[:2]


def test_escaped_html_in_a_textarea() -> None:
    source = parse(
        b"""name = "huts"
[[article]]
[article.title]
css = "h1"
[article.body]
css = "textarea.article-content"
escaped = true
remove = [".ad"]
""",
        "huts.toml",
    )
    inner = f'<p>{STORY[0]}</p><p class="ad">买船票</p><p>{STORY[1]} 1 &lt; 2</p>'
    escaped = inner.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = extract_page(page(f"<textarea class=article-content>{escaped}</textarea>"), source)

    assert found.text.split("\n") == [STORY[0], f"{STORY[1]} 1 < 2"]


def test_a_gallery_in_json_is_told_by_its_captions() -> None:
    photos = [{"img": f"https://i.example/{n}.jpg", "note": STORY[n]} for n in range(4)]
    found = behind(
        {"title": "Ferry", "photos": photos},
        "[article.json.images]\npath = 'photos'\nurl = 'img'\ncaption = 'note'\n",
    )

    assert found.text.split("\n") == STORY
    assert [image.caption for image in found.images] == STORY
    assert decide.refusal(found, (Field.TITLE, Field.BODY), archive=False) is None
