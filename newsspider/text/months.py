"""Dates with the month's name in other languages than English, without a library's weight."""

import re
from collections.abc import Iterator
from datetime import tzinfo

from newsspider.model.moment import Moment
from newsspider.text.dates_parts import CLOCK, clock_of, moment_of

# Month names, twelve a language; three letters or the whole word are met, so each name is also
# known by its first three and four letters where no other month of any language has them.
_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mär apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
)  # fmt: skip
_SHORTEST = 3
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:er|st|nd|rd|th|º|ª|\.)?[ ./-]{0,3}(?:(?:de|di|of|d') ?)?"
    r"(?P<month>[^\W\d_]{3,14})\.?[ ,./-]{0,3}(?:(?:de|del) )?(?P<y>(?:19|20)\d{2})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?<![^\W\d_])(?P<month>[^\W\d_]{3,14})\.? (?P<d>\d{1,2})(?:\.|º|th)?,? (?:de )?(?P<y>(?:19|20)\d{2})(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:\. ?| )(?P<month>[^\W\d_]{3,14})\.? (?P<d>\d{1,2})(?![\d:])"
)
_CLOCK = re.compile(rf"[\s,|·–-]{{0,4}}(?:um |at |à |a las |alle |ore |kl\.? |o )?{CLOCK}")


def _table() -> dict[str, int]:
    """Return month numbers by name and by beginning; a beginning that two months share is none.

    In Croatian and Czech a word may be another month than in Polish: the larger language is first.
    """
    months: dict[str, int] = {}
    shared: set[str] = set()
    for line in _NAMES:
        for number, name in enumerate(line.split(), 1):
            months.setdefault(name, number)
    for name, number in list(months.items()):
        for size in range(_SHORTEST, len(name)):
            if months.setdefault(name[:size], number) != number:
                shared.add(name[:size])
    whole = {name for line in _NAMES for name in line.split()}
    return {name: number for name, number in months.items() if name not in shared or name in whole}


_MONTHS = _table()


def find_named(text: str, zone: tzinfo) -> tuple[int, Moment] | None:
    """Return where the first date with a month's name begins in *text*, and the date."""
    found = [
        pair
        for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)
        for pair in _of(pattern, text, zone)
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def is_month(word: str) -> bool:
    """Tell whether *word* is a month's name in some language."""
    return word.casefold().rstrip(".") in _MONTHS


def _of(pattern: re.Pattern[str], text: str, zone: tzinfo) -> Iterator[tuple[int, Moment]]:
    for found in pattern.finditer(text):
        month = _MONTHS.get(found["month"].casefold())
        if month is None:
            continue
        clock = _CLOCK.match(text, found.end())
        moment = moment_of(
            int(found["y"]), month, int(found["d"]),
            clock_of(clock.groupdict()) if clock else None, zone, None,
        )  # fmt: skip
        if moment:
            yield found.start(), moment
            return
