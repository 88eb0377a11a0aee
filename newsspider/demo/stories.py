"""The articles of the demonstration site, written for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article: ``day`` and ``time`` as the site prints them, in China's zone."""

    id: str
    title: str
    day: str
    time: str
    source: str
    paragraphs: tuple[str, ...]
    image: str = ""
    caption: str = ""


SHARED = (
    Story(
        id="DM202603050900000001",
        title="“海棠书市”开市首日迎客三万 旧书摊最热闹",
        day="2026-03-05",
        time="09:12:40",
        source="示例日报",
        paragraphs=(
            "三月的第一个周末，停办两年的“海棠书市”(以下简称“书市”)重新开张。主办方统计，"
            "首日入场三万一千人次，比预计多出近一半。",
            "旧书摊前排起长队",
            "摊主老周把一箱连环画摆上桌，不到一小时就空了一半。“来的多是带孩子的家长，"
            "他们想让孩子看看自己小时候看过的书。”他说。",
            "书市今年新设“换书角”：读者带来一本书，便可换走一本。工作人员说，换得最多的是"
            "地图册和菜谱。书市将持续到本月二十二日。",
        ),
    ),
    Story(
        id="DM202603061130000002",
        title="城东渡口恢复夜航 末班船延至二十三点",
        day="2026-03-06",
        time="11:30:05",
        source="示例日报",
        paragraphs=(
            "记者从轮渡公司获悉，城东渡口自本周五起恢复夜航，末班船由二十点延至二十三点，"
            "票价维持两元不变。",
            "轮渡公司调度员介绍，夜航停了六年，其间两岸居民绕行大桥，多走四公里。"
            "恢复夜航后，每半小时一班，遇大雾停航。",
            "渡口还换上了新的候船棚，棚里有热水和充电口。",
        ),
    ),
)

LISTED = (
    Story(
        id="20260307-orchard",
        title="山脚果园开花，养蜂人提前一周进场",
        day="2026-03-07",
        time="08:05:00",
        source="示例晚报",
        paragraphs=(
            "连续十天的晴暖天气，让山脚下的四百亩杏园比往年早开了一周。养蜂人老陈连夜装车，"
            "把一百二十箱蜂运到园里。",
            "“花不等人。”老陈说，蜂群进场晚一天，授粉就少一成。今年果园给每箱蜂补贴三十元，"
            "还腾出一间看果棚给他住。",
            "果农们最担心的是倒春寒。气象台预计，未来一周夜间最低气温在六摄氏度以上，"
            "对花期影响不大。",
        ),
        image="/img/orchard.png",
        caption="杏花开满山脚下的果园。",
    ),
    Story(
        id="20260308-library",
        title='社区图书室的 "{{ 钥匙 }}" 归谁管',
        day="2026-03-08",
        time="17:40:00",
        source="示例晚报",
        paragraphs=(
            "槐树里社区的图书室只有一把钥匙，谁先到谁开门，这个规矩守了十一年。上个月钥匙丢了，"
            "大家才想起来问：这把钥匙到底归谁管？",
            "居民在门口贴了一张表，写着 {% 周一到周日 %} 的值班人。有人提议装密码锁，"
            "有人说密码锁没有人情味。",
            "最后的办法是：换一把新锁，配十二把钥匙，一户管一个月。图书室的门，又开了。",
        ),
    ),
)

LEGACY = Story(
    id="20260309-bell",
    title="老钟楼的钟声又准了",
    day="2026-03-09",
    time="10:00:00",
    source="示例晚报",
    paragraphs=(
        "慢了三年的老钟楼，上周终于走准了。修钟的是一位退休的中学物理老师，"
        "他爬了四十趟楼梯，才找到那颗松动的螺丝。",
        "“钟没有坏，是摆长变了。”他说。木楼板热胀冷缩，摆锤跟着上下，"
        "一天便差出十几秒。如今他在摆锤下垫了一枚硬币，每逢换季再调一次。",
        "附近的居民说，听惯了慢钟，头几天反倒总是早到。",
    ),
)

WIRE = (
    Story(
        id="ferry-timetable",
        title="Night ferries return to the east landing",
        day="2026-03-06",
        time="12:00:00",
        source="Example Wire",
        paragraphs=(
            "The night ferry is back. After six years without a late boat, the east landing will "
            "again see departures until eleven in the evening, every half hour.",
            "Passengers had been driving over the bridge, a detour of four kilometres. The fare "
            "stays at two yuan, and the new waiting room has hot water and sockets.",
            "Boats stop in heavy fog, the company said, and a board at the landing now says why.",
        ),
    ),
    Story(
        id="apricot-bloom",
        title="Apricots bloom a week early, and the bees are ready",
        day="2026-03-07",
        time="09:30:00",
        source="Example Wire",
        paragraphs=(
            "Ten warm days have brought four hundred acres of apricot trees into flower a week "
            "ahead of the usual date, and beekeepers drove through the night to be there.",
            "Each day that the bees are late costs a tenth of the fruit, one of them said. The "
            "orchard pays thirty yuan a hive this year and lends him a hut to sleep in.",
        ),
    ),
)
