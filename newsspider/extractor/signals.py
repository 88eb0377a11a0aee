"""What one line of text looks like by itself: counts and telling words, as numbers."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.layout import Line

KINDS = (
    "related",
    "shared",
    "rights",
    "credit",
    "subscribe",
    "comment",
    "photo",
    "ago",
    "month",
    "function",
)
NAMES = (
    "tokens", "characters", "linked", "bold", "ends", "commas", "quotes", "closed", "colon",
    "digits", "capital", "capitals", "cjk", "dated", "bars", "bullet", "address", "hash", "broken",
    "hidden", "arrow", "price", *KINDS,
)  # fmt: skip

_KEYS: dict[str, str] = {
    "related": "related recommended more also popular viewed latest trending see top next previous"
    " continue tags tag topics topic filed mehr lesen thema interessant auch meistgelesen weiterlesen"
    " aussi lire sujet leggi anche lea también interesar zobacz także czytaj läs les lees you might"
    " read stories story articles article explore discover don't miss related: section",
    "shared": "share tweet facebook twitter whatsapp linkedin pinterest telegram reddit email e-mail"
    " print copy link teilen drucken partager imprimer condividi compartir udostępnij dela del"
    " bookmark save instagram youtube messenger flipboard x",
    "rights": "copyright rights reserved privacy terms cookie cookies impressum datenschutz agb legal"
    " notice ltd gmbh inc llc policy disclaimer contact advertise sitemap accessibility",
    "credit": "by written reporter author editor contributed von par por staff associated press"
    " reuters afp dpa ap writer journalist correspondent freelance redaktion follow edited redacción"
    " guest contributor published updated posted byline",
    "subscribe": "subscribe subscription subscriptions subscriber subscribers newsletter newsletters"
    " sign signup signin login log register registration download app abonnieren abonnement abonné"
    " anmelden registrieren inscription join support donate member membership premium free trial"
    " inbox delivered notifications account e-paper",
    "comment": "comment comments reply replies kommentar kommentare commentaire commentaires"
    " comentario comentarios commenti leave antworten répondre respond discussion conversation"
    " disqus login",
    "photo": "photo photos photograph image images picture pictures getty shutterstock foto fotos"
    " bild bildquelle credit courtesy screenshot video gallery caption file photographer istock afp"
    " unsplash pexels",
    "ago": "ago min minute minutes mins hours hour read views views: view vor il hace yesterday today",
    "month": "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june"
    " july august september october november december januar februar märz mai juni juli oktober"
    " dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero"
    " febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre monday"
    " tuesday wednesday thursday friday saturday sunday",
    "function": "the a an of to in that is was were and but for with on as it he she they we i which"
    " der die das und ist war nicht ein eine le la les des est dans que qui el los las un una es en"
    " na je się że och det som att en av il di che",
}
_CJK_KEYS: dict[str, str] = {
    "related": "相关 延伸阅读 推荐 热门 更多 猜你喜欢 精彩 排行 大家都在看 点击查看 上一篇 下一篇 返回"
    " 关键词 关键字 标签 関連 おすすめ ランキング 人気 专题 往期",
    "shared": "分享 微信 微博 扫一扫 二维码 朋友圈 点赞 收藏 打印 字号 シェア ツイート",
    "rights": "版权 转载 未经授权 免责 声明 备案 许可证 举报 网安备 公司 侵权 授权",
    "credit": "责编 责任编辑 責任編輯 编辑 来源 稿源 出处 原标题 作者 记者 校对 审核 撰文 通讯员 文/ 文／"
    " 文｜ 编者",
    "subscribe": "订阅 关注 下载 客户端 公众号 扫码 登录 注册 会員 ログイン 购买",
    "comment": "评论 跟帖 回复 留言 网友 コメント 发表",
    "photo": "图片来源 图/ 图／ 摄影 供图 资料图 ▲ 图为 写真 提供 摄",
    "ago": "前 刚刚 阅读 浏览 点击 次数 人参与",
    "month": "年 月 日 星期",
    "function": "的 了 是 在 和 也 就 都 说 の は を に",
}


def _masks(keys: dict[str, str]) -> dict[str, int]:
    masks: dict[str, int] = {}
    for number, kind in enumerate(KINDS):
        for word in keys[kind].split():
            masks[word] = masks.get(word, 0) | 1 << number
    return masks


_RIGHTS = 1 << KINDS.index("rights")
_SMALL = 1 << KINDS.index("function")  # the last kind: it alone decides whether masks reach it
_WORD_MASKS = _masks(_KEYS)
_CJK_MASKS = _masks(_CJK_KEYS)
_CJK_WORDS = re.compile(
    "|".join(re.escape(word) for word in sorted(_CJK_MASKS, key=len, reverse=True))
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGIT = re.compile("[0-9]")
_NUMBERED = re.compile(r"\s?[.、)]")  # what follows the digit of an item
_BULLETS = "•·▪■●◆*–—-"
_ARROW = re.compile("[>»›→]")
_MONEY = re.compile("[$€£元]")
_DATED = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|\d{1,2}:\d\d"
    r"|[A-Za-z]{3}\.?\s\d{1,2},?\s(?:19|20)\d\d|\d{1,2}\.?\s[^\W\d]{3,9}\.?,?\s(?:19|20)\d\d"
)
_CLOSERS = "\"'”’»」』)）]】 "
_SHORT = 200  # characters of a line in which telling words are looked for
_LONG = 4000  # characters that are counted; a longer line is prose whatever follows
# What is counted in all lines at once: characters by their code, one bit a class.
_COUNTED = {
    "cjk": "",  # by its ranges
    "blank": " ",
    "end": "。！？!?…",
    "comma": ",，、;；",
    "quote": '"“”„«»‘’「」『』',
    "bar": "|｜",
    "stop": ".",
}
_CLASSES = list(_COUNTED)


def _classes() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    for low, high in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)):
        table[low : high + 1] = 1
    for bit, marks in enumerate(_COUNTED.values()):
        for mark in marks:
            table[ord(mark)] |= 1 << bit
    return table


_TABLE = _classes()


def signals(lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return the numbers of *lines*, one row a line, in the order of :data:`NAMES`."""
    texts = [line.text[:_LONG] for line in lines]
    return np.array(list(map(_row, lines, texts, *_counts(texts))), dtype=np.float64)


def _counts(texts: Sequence[str]) -> list[list[int]]:
    """Return how many characters of each class stand in each of *texts*, one list a class.

    A full stop counts where a blank follows. To count in the whole page at once is five times
    cheaper than in line after line.
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = _TABLE[np.minimum(codes, 0xFFFF)]
    stop, blank = 1 << _CLASSES.index("stop"), 1 << _CLASSES.index("blank")
    found[:-1] &= np.where(found[1:] & blank, 0xFF, 0xFF ^ stop).astype(np.uint8)
    found[-1:] &= 0xFF ^ stop
    starts = np.cumsum([0, *map(len, texts[:-1])])
    return [
        np.add.reduceat((found >> bit) & 1, starts, dtype=np.int64).tolist()
        for bit in range(len(_CLASSES))
    ]


def _row(
    line: Line,
    text: str,
    cjk: int,
    blanks: int,
    ends: int,
    commas: int,
    quotes: int,
    bars: int,
    stops: int,
) -> tuple[float, ...]:
    whole, short = line.text, text[:_SHORT]
    length = len(text)
    words = _WORD.findall(short.lower()) if cjk < length / 4 else []
    count = blanks + 1 - cjk if cjk < length / 4 else 0
    size = max(1.0, (cjk + 1) // 2 + max(count, 0 if cjk else 1)) * len(whole) / length
    digits = len(_DIGIT.findall(short))
    end = text.rstrip(_CLOSERS)[-1:]
    mask, small = _mask(words, short, cjk)
    first = text[0]
    return (
        size,
        len(whole),
        min(1.0, line.linked / size),
        min(1.0, line.bold / size),
        ends + stops + (end == "."),
        commas,
        quotes,
        1.0 if end and end in "。！？.!?…" else 0.0,
        1.0 if end and end in ":：" else 0.0,
        digits / len(short),
        1.0 if first.isupper() else 0.0,
        1.0 if short.isupper() else 0.0,
        cjk / length,
        1.0 if digits and _DATED.search(short) else 0.0,
        bars,
        1.0 if first in _BULLETS or (first.isdigit() and _NUMBERED.match(text, 1)) else 0.0,
        1.0 if "@" in short or "http" in short or "www." in short else 0.0,
        1.0 if first == "#" else 0.0,
        1.0 if line.broken else 0.0,
        1.0 if line.hidden else 0.0,
        1.0 if _ARROW.search(short) else 0.0,
        1.0 if digits and _MONEY.search(short) else 0.0,
        *_bits(mask),
        small / len(words) if words else -1.0,  # prose has many small words, menus few
    )


def _mask(words: Iterable[str], short: str, cjk: int) -> tuple[int, int]:
    """Return which kinds of telling words a line has, as bits, and how many small words."""
    mask = small = 0
    for word in words:
        bits = _WORD_MASKS.get(word)
        if bits:
            mask |= bits
            small += bits >= _SMALL
    if cjk:
        for word in _CJK_WORDS.findall(short):
            mask |= _CJK_MASKS[word]
    elif "©" in short:
        mask |= _RIGHTS
    return mask, small


@lru_cache(1024)
def _bits(mask: int) -> tuple[float, ...]:
    return tuple(float(mask >> number & 1) for number in range(len(KINDS) - 1))
