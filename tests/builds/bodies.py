"""Bodies that have broken sites: template syntax, Markdown, active content, odd structure."""

from dataclasses import dataclass
from typing import Literal

from tests.builds.active import ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """HTML in which ``@`` is the mark, and what a reader must see of it; see ``Case``."""

    html: str
    text: str | None = None
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    lines: str = ""
    tags: tuple[str, ...] = ()
    fate: Literal["post", "refused", "either"] = "post"


_PX = "data:image/gif;base64,R0lGODlhAQABAAAAACw="

# What stands in a paragraph as plain text, and must be seen exactly so.
_TEXTS = {
    "liquid-output": "{{ site.title }}{{ page.content }}",
    "liquid-tag": "{% 50 折 %} 与 {%- x -%}",
    "liquid-open-output": "未完 {{",
    "liquid-open-tag": "未完 {%",
    "liquid-include": "{% include /etc/passwd %}",
    "liquid-raw": "{% raw %} x",
    "liquid-endraw": "{% endraw %}{{ x }}",
    "liquid-comment": "{% comment %} x",
    "liquid-loop": "{% for i in (1..10000000) %}x{% endfor %}",
    "liquid-assign": "{% assign x = 1 %}{% capture y %}",
    "nunjucks-comment": "{# x #} {#",
    "nunjucks-run": "{{ range.constructor('return 1')() }}{% set x = 1 %}",
    "braces-many": "{{{{{{ }}}}}} {{{%{#",
    "hugo-shortcode": '{{< figure src="x" >}}',
    "hugo-markdown-shortcode": "{{% notice %}}",
    "hugo-escape": "{{</* x */>}} {{%/* y */%}}",
    "mdx": "{1+1} {process.exit(1)} import x from 'y' export const z = 1",
    "ial": '{: onclick="HIT=1" .x #y}',
    "kramdown-extension": "{::options parse_block_html='true' /} {::nomarkdown}x{:/} {:toc}",
    "pelican": "{static}/x {filename}y {attach}z |filename|w",
    "admonition": "!!! note ::: x --8<-- 'y' [TOC] [[_TOC_]]",
    "setext": "=== --- +++ *** ___",
    "emphasis": "*a* _b_ **c** __d__ ~~e~~ ~f~ ^g^ ==h==",
    "code": "`a` ``b`` ```c```",
    "links": "[a](javascript:HIT=1) ![b](x.png) [c][d] [e]: http://x.example",
    "footnote": "[^1] [^1]: x *[HTML]: y",
    "math": "$$x$$ $y$ \\(z\\) \\[w\\] \\begin{x}",
    "typography": "\"q\" 'r' -- --- ... (c) (tm) << >> <-",
    "pipes": "a | b | c |---|---| d",
    "heading": "# a ## b",
    "list": "- a * b + c 1. d 1986. e",
    "quote": "> a >> b",
    "backslashes": r"\* \_ \\ \n \u4e2d \{ \|",
    "smile": ":smile: @user #12 GH-1",
    "mail": "a@b.example www.x.example https://x.example/y_z_ <https://x.example/>",
    "entities": "&lt;script&gt;HIT=1&lt;/script&gt; &amp;nbsp; &#123;{ &amp;#60;",
    "ampersand": "AT&T &copy x &notit; &x; &&",
    "markup": "<script>HIT=1</script> <img src=x onerror=HIT=1> </p> <!-- x -->",
    "php": "<?php x ?> <% y %> ${z} #{w} @{v} [[x]] ((y))",
    "front-matter": "--- layout: evil ---",
    "percent": "%7B%7B %{x} %(y)s %s {0} {x}",
    "full-width": "｛｛ x ｝｝ ｛％ y ％｝",
}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ENTITY_TEXTS = frozenset(("entities", "ampersand"))


def _texts() -> dict[str, Body]:
    found = {}
    for name, text in _TEXTS.items():
        if name in _ENTITY_TEXTS:
            continue
        found[f"text-{name}"] = Body(html=f"<p>{_escaped(text)}</p><p>@</p>", text=f"{text}@")
    return found | {
        "text-entities": Body(
            html=f"<p>{_TEXTS['entities']}</p><p>@</p>",
            text="<script>HIT=1</script>&nbsp;{{&#60;@",
        ),
        "text-ampersand": Body(
            html=f"<p>{_TEXTS['ampersand']}</p><p>@</p>", text="AT&T © x ¬it; &x; &&@"
        ),
        "text-braces-entities": Body(
            html="<p>&#123;&#123; x &#x7b;% y &lbrace;&lbrace; z &lcub;%</p><p>@</p>",
            text="{{ x {% y {{ z {%@",
        ),
        "text-braces-over-tags": Body(
            html="<p>{<b>{ x }</b>} {<i>% y %</i>}</p><p>@</p>", text="{{ x }}{% y %}@"
        ),
        "text-braces-over-blocks": Body(html="<p>{</p><p>{% x</p><p>@</p>", text="{{% x@"),
    }


# What stands between or around blocks without a mark of its own.
_LAYOUT = {
    "loose": Body(html="松散的文字 @ 在前<p>一段</p>在后", text="松散的文字 @ 在前一段在后"),
    "inline-first": Body(html="<b>粗</b>体开头 @<br><br>第二段", text="粗体开头 @第二段"),
    "blank-lines": Body(html="<p>一\n\n二</p>\n\n\n<p>三 @</p>\n\n", text="一二三@"),
    "indented": Body(
        html="<div>\n\n    <p>四格</p>\n\n\t<p>制表 @</p>\n\n      代码？\n</div>",
        text="四格制表@代码？",
    ),
    "crlf": Body(html="<p>一\r\n二</p>\r\n\r\n<p>三\r四 @</p>", text="一二三四@"),
    "markdown-lines": Body(
        html="<p>\n# a\n\n- b\n\n> c\n\n```\nd\n```\n\n| e | f |\n|---|---|\n\n@</p>",
        text="# a- b> c```d```| e | f ||---|---|@",
    ),
    "front-matter-lines": Body(
        html="<p>上</p>\n---\nlayout: evil\n---\n<p>下 @</p>\n...\n", text="上---layout:evil---下@..."
    ),
    "shape-lines": Body(html="@\n{: .x onclick='HIT=1'}\n\n[^1]: y\n\n*[z]: w",
                        text="@{: .x onclick='HIT=1'}[^1]: y*[z]: w"),
    "unclosed-p": Body(html="<p>一<p>二<p>三 @", text="一二三@"),
    "unclosed-b": Body(html="<p><b>一<p>二</p>@", text="一二@"),
    "misnested": Body(html="<p><b>一<i>二</b>三</i></p>@", text="一二三@"),
    "stray-close": Body(html="</div></p></body></html><p>@ 之后</p></article>", text="@之后"),
    "comment": Body(html="<p>一<!-- {{ x }} --></p><!--more--><p>@</p>", text="一@", hides=("more",)),
    "comment-open": Body(html="<p>@ 前</p><!-- 未完 <p>丢", text=None, shows=("前",)),
    "cdata": Body(html="<p>@ 前</p><![CDATA[ x ]]><p>后</p>", shows=("前", "后")),
    "php": Body(html="<p>@ 前</p><?php echo '{{' ?><p>后</p>", shows=("前", "后"), hides=("echo",)),
    "conditional": Body(html="<!--[if IE]><p>旧</p><![endif]--><p>@</p>", text="@"),
    "doctype": Body(html="<!DOCTYPE html><html><head><title>x</title></head><body><p>@</p></body></html>",
                    text="@"),
    "pre": Body(html="<p>@</p><pre>l1\n\n\n  l2\n\tl3\n\n# l4\n</pre>", text="@l1l2l3#l4",
                lines="l1\n\n\n  l2"),
    "pre-code": Body(html="<p>@</p><pre><code>if (a &lt; b) {\n\n    {{ c }}\n}</code></pre>",
                     text="@if(a<b){{{c}}}", lines="if (a < b) {\n\n    {{ c }}\n}"),
    "code-inline": Body(html="<p><code>{{ x }}</code> <code>`</code> <kbd>&lt;b&gt;</kbd> @</p>",
                        text="{{x}}`<b>@"),
    "nested-lists": Body(
        html="<ul><li>一<ul><li>二<ol><li>三 @</li></ol></li></ul></li><li>四</li></ul>",
        text="一二三@四", tags=("li",)),
    "list-paragraphs": Body(html="<ol start=5><li><p>一</p><p>二</p></li>\n\n<li>三 @</li></ol>",
                            text="一二三@", tags=("li",)),
    "definition-list": Body(html="<dl><dt>词</dt><dd>释义 @</dd></dl>", text="词释义@"),
    "table": Body(
        html="<table>\n\n<caption>表一</caption><thead><tr><th>甲 | 乙</th><th>丙</th></tr></thead>"
             "<tbody><tr><td rowspan=2>1</td><td>2 @</td></tr>\n<tr><td>3</td></tr></tbody></table>",
        shows=("表一", "甲 | 乙", "丙", "1", "2", "3"), tags=("td",)),
    "nested-tables": Body(
        html="<table><tr><td><table><tr><td>内 @</td><td>右</td></tr></table></td><td>外</td></tr></table>",
        shows=("内", "右", "外")),
    "wide-table": Body(html="<p>@</p><table><tr>" + "<td>一二三四五六</td>" * 60 + "</tr></table>",
                       shows=("一二三四五六",), tags=("td",)),
    "table-lists": Body(html="<table><tr><th>a</th><td><ul><li>b</li><li>c @</li></ul></td></tr></table>",
                        shows=("a", "b", "c")),
    "quote-blocks": Body(html="<blockquote><p>一</p>\n\n<blockquote>二 @</blockquote></blockquote>",
                         text="一二@", tags=("blockquote",)),
    "figure": Body(
        html='<figure><img src="/x.png" alt="图 {{ x }} &quot;y&quot;"><figcaption>说明 {% y %} @'
             "</figcaption></figure>",
        text="说明 {% y %} @", tags=("img", "figcaption")),
    "image-text": Body(html='<p>前 <img src="//img.example/{{x}}.png" alt="a | b" onerror="HIT=1"> 后 @</p>',
                       text="前后@", tags=("img",)),
    "image-live": Body(
        html='<p>@<img src="http://img.example/a.png" width="3000" height="2000" alt="图"></p>'
             '<figure><img src="http://img.example/b.png"><figcaption>说明</figcaption></figure>',
        text="@说明", tags=("img", "figcaption")),
    "image-data": Body(html=f'<p>@<img src="{_PX}"></p>', text="@"),
    "image-lazy": Body(html=f'<p>@<img src="{_PX}" data-src="https://img.example/a.jpg"></p>', text="@",
                       tags=("img",)),
    "image-relative": Body(html='<p>@<img src="../b c/图.jpg" alt=""></p>', text="@", tags=("img",)),
    "headings": Body(html="<h1>一</h1><h2 id=x>二 {#y}</h2><h6>三 @</h6>", text="一二{#y}三@"),
    "rule": Body(html="<p>一</p><hr><p>@</p>", text="一@"),
    "breaks": Body(html="一<br>二<br/><br>三<br><br><br>四 @", text="一二三四@"),
    "link": Body(
        html='<p><a href="https://x.example/{{y}}?a=1&b=2" title="{{ z }}" target=_blank>链接</a> @</p>',
        text="链接@", tags=("a",)),
    "link-relative": Body(html='<p><a href="../x">相对</a> <a href="#y">锚</a> @</p>', text="相对锚@"),
    "link-block": Body(html='<a href="https://x.example/"><div>块 @</div></a>', text="块@"),
    "ruby": Body(html="<p><ruby>漢<rt>kan</rt></ruby> @</p>", shows=("漢",)),
    "font": Body(html='<center><font color=red size=7>红 @</font></center>', text="红@"),
    "nul": Body(html="<p>a\x00b\x07\x1b[31mc @</p>", shows=("c",)),
    "bidi": Body(html="<p>a\u202eb\u2066c\u2069 @</p>", text="abc@"),
    "separators": Body(html="<p>a\u2028b\u2029c\u0085d\ufeffe\u200bf @</p>", text="abcdef@"),
    "nonchar": Body(html="<p>a\ufffe\uffff\U0010ffffb @</p>", text="ab@"),
    "surrogate": Body(html="<p>a\ud800b\udfff @</p>", shows=("a", "b")),
    "character-references": Body(html="<p>&#0;&#x1b;&#x202e;&#xfffe;&#xd800;&#128512; @</p>", shows=("😀",)),
    "emoji": Body(html="<p>👩\u200d👩\u200d👧 🇨🇳 ❤️ @</p>", text="👩\u200d👩\u200d👧🇨🇳❤️@"),
    "rtl": Body(html='<p dir="rtl">مرحبا بالعالم @</p>', text="مرحبا بالعالم@"),
    "combining": Body(html="<p>Cafe\u0301 ｶﾞ @</p>", text="Café ｶﾞ@"),
    "full-width-indent": Body(html="<p>\u3000\u3000首行 @\u3000</p>", text="首行@"),
    "em-media": Body(html='<p>正文 @</p><p class="em_media">（文章来源：示例日报）</p>',
                     text="正文@（文章来源：示例日报）"),
    "long-word": Body(html="<p>@" + "a" * 5000 + "</p>", shows=("aaaaaaaa",)),
    "index": Body(html="index @", text="index@"),
    "text-only": Body(html="没有标签 & 一行 < 字 @", shows=("没有标签",)),
    "many-paragraphs": Body(html="<p>潮水退去之后，钟没有坏。</p>" * 3000 + "<p>@</p>", shows=("潮水",)),
    "one-large": Body(html="<p>@" + "潮水退去。" * 10000 + "</p>", shows=("潮水",)),
    "too-large": Body(html="<p>@" + "潮水退去。" * 400_000 + "</p>", fate="either"),
    "deep-divs": Body(html="<div>" * 3000 + "深 @" + "</div>" * 3000, fate="either"),
    "deep-inline": Body(html="<b>" * 1500 + "深 @" + "</b>" * 1500, fate="either"),
    "deep-lists": Body(html="<ul><li>" * 800 + "深 @" + "</li></ul>" * 800, fate="either"),
    "deep-quotes": Body(html="<blockquote>" * 500 + "深 @" + "</blockquote>" * 500, fate="either"),
    "many-attributes": Body(html="<p " + " ".join(f"a{n}=1" for n in range(3000)) + ">@</p>", text="@"),
}  # fmt: skip


def all_bodies() -> dict[str, Body]:
    """Return every body by name."""
    active = {
        f"active-{name}": Body(html=html, shows=shows, hides=("HIT=1",) if hidden else ())
        for name, (html, shows, hidden) in ACTIVE.items()
    }
    return _texts() | {f"shape-{name}": body for name, body in _LAYOUT.items()} | active
