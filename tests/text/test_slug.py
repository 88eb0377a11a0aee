"""Names for categories, tags and files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.text.slug import category, slug, tag


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("大众日报", "dazhongribao"),
        ("重庆日报", "chongqingribao"),
        ("厦门日报", "xiamenribao"),
        ("音乐财经", "yinyuecaijing"),
        ("长沙晚报", "changshawanbao"),
        ("每日经济新闻", "meirijingjixinwen"),
        ("21世纪经济报道", "21shijijingjibaodao"),
        ("绿色周刊", "lvsezhoukan"),
        ("TechWeb", "techweb"),
        ("Le Figaro — Économie", "lefigaroeconomie"),
        ("上海证券报·中国证券网", "shanghaizhengquanbaozhongguozhengquanwang"),
    ],
)
def test_a_category_is_pinyin(name: str, expected: str) -> None:
    assert category(name) == expected


@pytest.mark.parametrize(
    "name", ["", "123", "no", "ON", "null", "1e3", "0x1F", "🚀", "Новости", "Y"]
)
def test_a_category_that_yaml_would_misread_is_a_hash(name: str) -> None:
    assert re.fullmatch(r"s-[0-9a-f]{8}", category(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("大众日报", "大众日报新闻"),
        ("每日经济新闻", "每日经济新闻"),
        ("TechWeb", "TechWeb"),
        ("朝日新聞", "朝日新聞新闻"),
    ],
)
def test_a_tag(name: str, expected: str) -> None:
    assert tag(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重庆银行年报", "chong-qing-yin-hang-nian-bao"),
        ("Night ferries: return!", "night-ferries-return"),
        ("🚀", ""),
        ("index", ""),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_slug_is_cut_between_words() -> None:
    assert slug("alpha beta gamma", limit=12) == "alpha-beta"
    assert slug("a" * 100, limit=12) == "a" * 12


@given(st.text())
def test_slugs_keep_to_their_alphabet(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+|s-[0-9a-f]{8}", category(text))
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= 60
