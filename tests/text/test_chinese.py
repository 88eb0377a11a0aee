"""The lines around a Chinese article: where a source's name ends, and who wrote."""

import pytest

from newsspider.text.chinese import read_author_line, read_source_line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("来源：北坪时报", "北坪时报", id="alone"),
        pytest.param("来源：北坪时报 字体：[大 中 小]", "北坪时报", id="size-of-type"),
        pytest.param("来源：北坪时报 浏览次数：3114", "北坪时报", id="views"),
        pytest.param("来源：北坪时报 52人参与", "北坪时报", id="people"),
        pytest.param("来源：北坪时报274人参与", "北坪时报", id="people-close"),
        pytest.param("来源：北坪时报 文：苏子墨", "北坪时报", id="writer"),
        pytest.param("来源：第2频道", "第2频道", id="number-in-a-name"),
        pytest.param("图片来源：北坪时报", "", id="picture"),
        pytest.param("2026年09月06日 21:40　来源：示例财经　参与互动", "示例财经", id="talk"),
        pytest.param("来源：示例财经 大字体", "示例财经", id="font"),
    ],
)
def test_a_source_ends_where_its_name_does(line: str, expected: str) -> None:
    assert read_source_line(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("文：苏子墨", ("苏子墨",), id="colon"),
        pytest.param("文/苏子墨", ("苏子墨",), id="slash"),
        pytest.param("原文：苏子墨", (), id="another-word"),
    ],
)
def test_a_writer_is_named_after_one_sign(line: str, expected: tuple[str, ...]) -> None:
    assert read_author_line(line) == expected
