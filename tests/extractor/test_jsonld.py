"""JSON-LD as pages really write it, and as hostile ones might."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.extractor import jsonld

ARTICLE = '{"@type": "NewsArticle", "headline": "Ferries return"}'


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(ARTICLE, id="plain"),
        pytest.param(f"[{ARTICLE}]", id="array"),
        pytest.param(f'{{"@graph": [{{"@type": "WebSite"}}, {ARTICLE}]}}', id="graph"),
        pytest.param(f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}', id="main-entity"),
        pytest.param(f"<!-- {ARTICLE} -->", id="comment"),
        pytest.param(f"/* <![CDATA[ */ {ARTICLE} /* ]]> */", id="cdata-in-comments"),
        pytest.param(f"//<![CDATA[\n{ARTICLE}\n//]]>", id="cdata-in-line-comments"),
        pytest.param(f"{ARTICLE};", id="semicolon"),
        pytest.param(ARTICLE.replace('"}', '",}'), id="trailing-comma"),
        pytest.param(ARTICLE.replace("Ferries return", "Ferries\nreturn"), id="control-character"),
        pytest.param(ARTICLE.replace("return", r"\'return"), id="bad-escape"),
        pytest.param(ARTICLE.replace('"', "&quot;"), id="entities"),
        pytest.param(ARTICLE.replace('"NewsArticle"', '["Thing", "NewsArticle"]'), id="types"),
        pytest.param('{"headline": "Ferries return", "datePublished": "2026-03-06"}', id="no-type"),
    ],
)
def test_an_article_is_found_however_it_is_wrapped(script: str) -> None:
    [thing] = jsonld.articles_of([script])

    assert "return" in str(thing["headline"])


def test_an_author_is_found_by_its_id() -> None:
    person = '{"@type": "Person", "@id": "#ada", "name": "Ada Example"}'
    article = '{"@type": "Article", "author": {"@id": "#ada"}}'

    [thing] = jsonld.articles_of([f'{{"@graph": [{article}, {person}]}}'])

    assert list(jsonld.texts(thing["author"])) == ["Ada Example"]


def test_an_id_that_leads_in_a_circle_ends() -> None:
    one = '{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}, "mainEntity": {"@id": "#a"}}'

    assert len(jsonld.articles_of([one])) == 1


def test_articles_stand_before_the_pages_that_hold_them() -> None:
    page = '{"@type": "WebPage", "name": "Page", "datePublished": "2026-01-01"}'

    things = jsonld.articles_of([page, ARTICLE])

    assert [jsonld.kinds(thing) for thing in things] == [["NewsArticle"], ["WebPage"]]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('{"@type":"Article","n":' + "9" * 50_000 + "}", id="bigint"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="nested-arrays"),
        pytest.param('{"mainEntity":' * 50_000, id="nested-and-open"),
        pytest.param('{"a":1,' + " " * 400_000, id="blanks"),
        pytest.param("[" + ", " * 200_000, id="commas"),
        pytest.param("\\" * 400_000, id="escapes"),
        pytest.param("/*" * 200_000, id="comments"),
        pytest.param("&quot;" * 80_000, id="entities"),
        pytest.param(json.dumps({"@graph": [{"@type": "Article"}] * 30_000}), id="many-things"),
        pytest.param(
            '{"@type":"Article","author":' + "[" * 900 + "]" * 900 + "}", id="deep-author"
        ),
    ],
)
def test_a_hostile_script_costs_little(script: str) -> None:
    begun = time.process_time()

    for thing in jsonld.articles_of([script]):
        list(jsonld.texts(thing.get("author")))

    assert time.process_time() - begun < 2.0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "mainEntity", "headline"])
            | st.text(),
            inner,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_document_breaks_it(document: object) -> None:
    for thing in jsonld.articles_of([json.dumps(document)]):
        assert all(isinstance(text, str) for text in jsonld.texts(thing.get("author")))
        assert all(isinstance(text, str) for text in jsonld.kinds(thing))


@given(st.text())
def test_no_text_breaks_it(script: str) -> None:
    assert isinstance(jsonld.articles_of([script]), list)
