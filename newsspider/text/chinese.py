"""Read the lines around a Chinese article: source, editor, author, original title, stock lines."""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BLANK = r"[ \t\u00a0\u2002\u2003\u3000]"
_LONGEST_NAME = 40  # characters; the longest real source line met has 24
_LONGEST_LINE = 400  # of a line that may hold labels; an article's paragraph is not searched

_LABELS = (
    "责任编辑|責任編輯|责编|責編|编辑|編輯|作者|记者|記者|原标题|原標題|时间|時間|日期|发布|發佈|来源|來源|稿源"
    "|撰文|校对|审核|监制|摄影|阅读|评论|浏览|点击|字号|字体|分享|关键词|标签|版权|打印"
    "|(?:浏览|阅读|点击|访问)(?:次数|量|数)|人气"
)
_SOURCE = re.compile(
    rf"(?<![片图料据息口字力能])(?:文章|本文|信息|稿件|新闻|内容|转载|转自)?(?:来源|來源|稿源|转自|轉自|出处|出處)"
    rf"{_BLANK}*[:：]{_BLANK}*(?P<name>[^\n]+)"
)
_SOURCE_LABEL = re.compile(
    r"(?:文章|本文|信息|稿件|新闻|内容)?(?:来源|來源|稿源|出处|出處)\s*[:：]?"
)
_CAPTION = re.compile(r"(?:图片|圖片|图|圖|资料|資料|数据|數據|消息|视频)(?:来源|來源)|图源")
_SOURCE_END = re.compile(
    rf"[）)\]】|｜>〉；;]|{_BLANK}{{2,}}|\d{{4}}[-年./]|{_BLANK}*(?:{_LABELS}){_BLANK}*[:：]|{_BLANK}+(?:字号|字体|[大小]字体|参与互动|举报|分享|收藏|打印|订阅)|{_BLANK}+文{_BLANK}*[:：/／]"
    rf"|{_BLANK}*\d+{_BLANK}*(?:人(?:参与|评论|跟[帖贴]|阅读)|次?(?:阅读|浏览|评论))"
)
_CLOSING = re.compile(
    r"[（(【\[]\s*(?:文章|本文|信息|稿件|新闻)?(?:来源|來源|稿源|转自)\s*[:：]\s*"
    r"(?P<name>[^（）()【】\[\]]{1,40}?)\s*[）)】\]]\s*$"
)
_EDITOR = re.compile(
    rf"(?:责任编辑|責任編輯|责编|責編|编辑|編輯){_BLANK}*[:：]{_BLANK}*(?P<name>[^\n]{{1,40}})"
)
_EDITOR_END = re.compile(rf"[）)\]】|｜;；]|{_BLANK}{{2,}}|(?:{_LABELS}){_BLANK}*[:：]")
_CODE = re.compile(r"[_ \u00a0]*\b[A-Z]{1,4}\d{2,6}\b|_[A-Za-z]{1,3}\d+")
_AUTHOR = re.compile(
    rf"(?:(?:作者|撰文|文字){_BLANK}*[:：]"
    rf"|(?:本报|本网|特约|实习|见习)?(?:记者|記者)(?:{_BLANK}*[:：]|{_BLANK}+)"
    rf"|(?<![\w\u4e00-\u9fff])文{_BLANK}*[/／:：]){_BLANK}*(?P<names>[^\n]{{1,60}})"
)
_AUTHOR_END = re.compile(
    rf"[）)\]】|｜;；。，,:：]|\d|(?:摄影|报道|發自|发自|{_LABELS}){_BLANK}*[:：]?|{_BLANK}{{3,}}"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,8})*")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]+){1,3}")
_ORIGINAL = re.compile(
    rf"^{_BLANK}*[（(【\[]?{_BLANK}*(?:原标题|原標題|原题){_BLANK}*[:：]{_BLANK}*(?P<title>[^\n]{{2,120}}?)"
    rf"{_BLANK}*[）)】\]]?{_BLANK}*$"
)
_STOCK = re.compile(
    "|".join(
        (
            r"点击(?:进入|查看|下载).{0,20}",
            r"(?:更多|想看|欲知).{0,30}(?:请关注|请点击|请下载|尽在).{0,30}",
            r"(?:微信|用微信)?扫一扫.{0,30}|扫描?.{0,8}二维码.{0,20}",
            r"打开微信.{0,40}|点击底部的.{0,20}|使用.?扫一扫.{0,40}",
            r"(?:点击|立即)?下载.{0,16}(?:客户端|APP|App|app).{0,10}|打开.{0,16}(?:客户端|APP|App)",
            r"(?:郑重声明|免责声明|特别声明|版权声明|风险提示及免责条款|声明)[:：].{0,200}",
            r"以上内容.{0,20}仅代表作者.{0,60}",
            r"(?:相关|延伸|推荐|热门|更多)(?:阅读|专题|新闻|链接|推荐|文章|报道|资讯)[:：]?",
            r"(?:发表|查看|我要|网友)评论.{0,12}|我来说两句.{0,12}",
            r"字号.{0,12}|【?\s*大\s*中\s*小\s*】?|打印本页|关闭窗口",
            r"广告|推广|赞助",
            r"分享(?:到|至).{0,24}|分享[:：]?|返回搜狐.{0,12}|返回首页",
            r"责任?编辑邮箱.{0,40}",
            r"Advertisement|ADVERTISEMENT|Sponsored|Read (?:more|next|also):?.{0,120}",
            r"(?:Sign up|Subscribe) (?:for|to) (?:our|the) .{0,80}|Share (?:this|on) .{0,40}",
            r"(?:Follow|Like) us on .{0,60}",
            r"Related (?:articles|stories|topics):?|More on this story",
        )
    )
)


def has_han(text: str) -> bool:
    """Tell whether *text* holds a Chinese character."""
    return _HAN.search(text) is not None


def is_cjk(text: str) -> bool:
    """Tell whether at least a third of the letters of *text* are Chinese, Japanese or Korean."""
    found = len(_CJK.findall(text))
    return found > 0 and found * 3 >= sum(map(str.isalpha, text))


def read_source_line(text: str) -> str:
    """Return the name after 来源：, or an empty text; a picture's 来源 is a caption and none."""
    if len(text) > _LONGEST_LINE:
        return ""
    for found in _SOURCE.finditer(text):
        before = text[max(0, found.start() - 2) : found.end("name") - len(found["name"])]
        if _CAPTION.search(before):
            continue
        name = _cut(found["name"], _SOURCE_END)
        if 0 < len(name) <= _LONGEST_NAME:
            return name
    return ""


def is_source_label(text: str) -> bool:
    """Tell whether *text* is only a 来源： whose name stands on a line of its own."""
    return _SOURCE_LABEL.fullmatch(text.strip()) is not None


def closing_source(text: str) -> str:
    """Return the name in a ``（文章来源：X）`` that ends *text*, or an empty text."""
    found = _CLOSING.search(text[-120:])
    return found["name"].strip() if found else ""


def may_name_editor(text: str) -> bool:
    """Tell whether a line of *text* could name an editor at all."""
    if "编" in text and ("编辑" in text or "责编" in text):
        return True
    return "編" in text and ("責編" in text or "編輯" in text)


def read_editor_line(text: str) -> str:
    """Return the name after 责任编辑：, without staff codes, or an empty text."""
    if len(text) > _LONGEST_LINE:
        return ""
    found = _EDITOR.search(text)
    if found is None:
        return ""
    name = _cut(found["name"], _EDITOR_END)
    return _CODE.sub("", name).strip(" _\u00a0\u3000") or name


def read_author_line(text: str) -> tuple[str, ...]:
    """Return the names after 作者：, 记者 or 文/, each once."""
    if len(text) > _LONGEST_LINE:
        return ()
    found = _AUTHOR.search(text)
    if found is None:
        return ()
    line = _cut(found["names"], _AUTHOR_END)
    names: list[str] = []
    for part in re.split(r"[、/／&]|\s+和\s+", line):
        if _LATIN_NAME.fullmatch(part.strip()):
            names.append(part.strip())
        else:
            names += [word for word in part.split() if _HAN_NAME.fullmatch(word)]
    return tuple(dict.fromkeys(names))


def read_original_title(text: str) -> str:
    """Return the title after 原标题：, or an empty text."""
    found = _ORIGINAL.search(text)
    return found["title"].strip() if found else ""


def is_boilerplate(text: str) -> bool:
    """Tell whether a whole line is one of the stock lines that are no part of any article."""
    return len(text) <= 240 and _STOCK.fullmatch(text.strip()) is not None


def _cut(text: str, end: re.Pattern[str]) -> str:
    """Return *text* up to *end*, without blanks and loose punctuation around it."""
    found = end.search(text)
    return (text[: found.start()] if found else text).strip(" \t\u00a0\u3000:：,，.。、-—|")
