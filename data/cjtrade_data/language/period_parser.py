"""Periods as people write them: `Jan-Feb 2024`, `first two months of 2024`, `1H25`, `2015 to 2019`, `last year`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model.period import Period
from .dates import date_at, impossible_at, last_day, run_ending
from .parts_of_year import (
    COUNTS,
    MONTHS,
    ORDINALS,
    PART,
    RUN,
    count_of,
    linked_year,
    part_of_year,
    short_year,
    word_at,
    year_at,
)
from .phrases import codes

_DECADE = re.compile(r"(?:(19|20))?([0-9])0s")
_FROM_1960 = "sixties seventies eighties nineties noughties".split()
_DECADES = {word: 1960 + 10 * n for n, word in enumerate(_FROM_1960)} | {"aughts": 2000, "twenties": 2020}
_ISO = re.compile(r"[0-9]{4}-[0-9][0-9](?:-[0-9][0-9])?(?:/[0-9]{4}-[0-9][0-9])?")
_OTHERS = """quarter quarters half halves semester semesters months month early beginning start since until till through
end rest remainder remaining fiscal financial calendar decade decades past mid annual rolling trailing"""
WORDS = frozenset(" ".join([*codes("time"), *MONTHS, *COUNTS, *ORDINALS, _OTHERS]).split())
"""Words of time, so that spelling is put right towards them."""


class Span(NamedTuple):
    """A stretch of time as written.

    `kind` is "period" (`first` is it), "range" (`first` to `last`, a comparison over years), "since",
    "until", "months" (`months` of a year not said), "early" and "rest" (of the year of `first`) or a word
    relative to what the book holds ("latest", "last_year", "year_before" ...); "day" is a date within the month
    `first`, "invalid" what no calendar has. `point` marks "at the end of"; `mark` is "day" for the last day of a month, "mid" for the middle of a year, "from-to" for a
    run of months written with both words.
    """

    kind: str
    first: Period | None = None
    last: Period | None = None
    months: tuple[int, int] | None = None
    point: bool = False
    mark: str = ""


def read_span(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """The longest time phrase that starts at `at`, and where it ends; None where there is none."""
    if not words[at][:1].isalnum():
        return None
    for reader in (
        _day,
        _impossible,
        _ending,
        _iso,
        _ago,
        _relative,
        _past,
        _decade,
        _end_of,
        _early,
        _rest,
        _open,
        _stretch,
    ):
        found = reader(words, at)
        if found is not None:
            return found
    return None


def _iso(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    if not _ISO.fullmatch(word_at(words, at)):
        return None
    try:
        period = Period.parse(words[at])
    except ValueError:
        first, _, last = words[at].partition("-")
        until = short_year(last)
        if until is None or until <= int(first):
            return Span("invalid"), at + 1
        return Span("range", Period.of_year(int(first)), Period.of_year(until)), at + 1
    return Span("period", period, point=period.is_point), at + 1


def _day(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """A date: the end of its month, or a day within it; two dates: the whole months between them."""
    date = date_at(words, at)
    if date is None:
        return None
    year, month, day, end = date
    if not 1 <= day <= last_day(year, month):
        return Span("invalid"), end
    later = date_at(words, end + 1) if word_at(words, end) in RUN else None
    if later is not None and day == 1 and later[2] == last_day(*later[:2]) and (year, month) <= later[:2]:
        return Span("period", Period(year * 12 + month - 1, later[0] * 12 + later[1] - 1)), later[3]
    kind = "period" if day == last_day(year, month) else "day"
    return Span(kind, Period.of_months(year, month, month), point=True, mark="day"), end


def _impossible(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    end = impossible_at(words, at)
    return None if end is None else (Span("invalid"), end)


def _ending(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    run = run_ending(words, at)
    if run is None:
        return None
    first, last, end = run
    span = Span("months", months=(first + 1, last + 1)) if last < 12 else Span("period", Period(first, last))
    return span, end


def _ago(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`two years ago`, `three years earlier`; months ago and weeks ago count from a day the book does not know."""
    at += word_at(words, at) == "the"
    count = 1 if word_at(words, at) in ("a", "an") else count_of(word_at(words, at))
    unit = word_at(words, at + 1).removesuffix("s")
    if count is None or unit not in ("year", "month", "week", "day", "quarter", "decade"):
        return None
    behind = word_at(words, at + 2)
    if behind not in ("ago", "back", "earlier", "before") or (unit == "year" and count == 1):
        return None
    years = {"year": count, "decade": 10 * count}.get(unit)
    if years is None:
        return Span("no_today"), at + 3
    return Span("years_ago" if behind in ("ago", "back") else "years_before", months=(years, years)), at + 3


def _relative(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    for length in range(min(7, len(words) - at), 0, -1):
        kind = codes("time").get(" ".join(words[at : at + length]))
        if kind is None:
            continue
        end = at + length
        if kind == "before_last":
            return Span("years_ago", months=(2, 2)), end
        month = MONTHS.get(word_at(words, _skip(words, end))) if kind == "ytd" else None
        if month is not None:
            year = linked_year(words, _skip(words, end) + 1)
            if year is not None:
                return Span("period", Period.of_months(year[0], 1, month)), year[1]
        if kind in ("same", "ytd"):
            year = linked_year(words, end)
            if year is not None:
                return Span(kind, Period.of_year(year[0])), year[1]
        if kind == "last_quarter" and linked_year(words, end) is not None:
            continue
        if kind == "last_year" and tuple(words[end : end + 2]) in (("with", "a"), ("in", "which")):
            return None  # the last of those that had one
        return Span(kind), end
    return None


def _skip(words: Sequence[str], at: int) -> int:
    while word_at(words, at) in ("to", "in", "at", "as", "of", "the", "end", "for", ","):
        at += 1
    return at


def _past(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`the last five years`, `five-year growth`: counted back from the last full year."""
    years = count_of(word_at(words, at))
    if years is not None and years > 1 and word_at(words, at + 1) == "year":
        return Span("past", months=(years, years)), at + 2
    if word_at(words, at) not in ("last", "past", "latest", "rolling", "trailing"):
        return None
    count = count_of(word_at(words, at + 1))
    if word_at(words, at + 1) == "decade":
        return Span("past", months=(10, 10)), at + 2
    if count is not None and word_at(words, at + 2) in ("month", "months") and not linked_year(words, at + 3):
        return Span("past_months", months=(count, count)), at + 3
    if count is None or word_at(words, at + 2) != "years":
        return None
    return Span("past", months=(count, count)), at + 3


def _decade(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    word = word_at(words, at)
    if word in _DECADES:
        return Span("range", Period.of_year(_DECADES[word]), Period.of_year(_DECADES[word] + 9)), at + 1
    match = _DECADE.fullmatch(word)
    if not match:
        return None
    start = int((match[1] or ("20" if match[2] in "012" else "19")) + match[2] + "0")
    return Span("range", Period.of_year(start), Period.of_year(start + 9)), at + 1


def _end_of(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`at the end of 2023`, `end-March 2023`, `as of Q1 2023`: a point for a stock, the period for a flow."""
    k = at
    if word_at(words, k) == "as" and word_at(words, k + 1) in ("of", "at"):
        k += 2
    marked = k
    if word_at(words, k) == "the":
        k += 1
    if word_at(words, k) == "end":
        k += 2 if word_at(words, k + 1) in ("of", "-") else 1
        marked = k
    if marked == at:
        return None
    while word_at(words, k) == "the":
        k += 1
    found = _stretch(words, k)
    if found is None or found[0].kind not in ("period", "months"):
        return None
    return found[0]._replace(point=True), found[1]


def _early(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    word = word_at(words, at)
    if word in ("mid", "middle"):
        year = linked_year(words, _skip(words, at + 1 + (word_at(words, at + 1) == "-")))
        return (Span("period", Period.of_months(year[0], 6, 6), point=True, mark="mid"), year[1]) if year else None
    if word not in ("early", "beginning", "start", "outset", "opening"):
        return None
    year = linked_year(words, at + 1 + (word_at(words, at + 1) == "months"))
    return (Span("early", Period.of_year(year[0])), year[1]) if year else None


def _rest(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`the rest of 2024`, `the rest of 2023 after February`, `rest after February` of a year said elsewhere."""
    if word_at(words, at) not in ("rest", "remainder", "remaining"):
        return None
    k = at + 1 + (word_at(words, at + 1) == "months")
    while word_at(words, k) in ("of", "the", "year"):
        k += 1
    year = linked_year(words, k)
    k = year[1] if year is not None else k
    month = MONTHS.get(word_at(words, k + 1), 12)
    if word_at(words, k) not in ("after", "since") or month == 12:
        return (Span("rest", Period.of_year(year[0])), k) if year is not None else None
    year = year or linked_year(words, k + 2)
    if year is None:
        return Span("months", months=(month + 1, 12)), k + 2
    return Span("period", Period.of_months(year[0], month + 1, 12)), max(k + 2, year[1])


def _open(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`since 2010`, `from 2010 on`, `until 2016`, `over 2021-2023`; `over 2022` may mean set against it."""
    word = word_at(words, at)
    if word == "over":
        found = _stretch(words, at + 1, pair=True)
        return found if found is not None and found[0].kind == "range" else None
    ends = ("until", "till", "through", "thru", "by", "before")
    kind = "until" if word in ends else "since" if word in ("since", "after", "from") else None
    if word == "by" and not _names_month(words, at + 1):
        return None
    if word == "up" and word_at(words, at + 1) == "to":
        kind, at = "until", at + 1
    if kind is None:
        return None
    early = _early(words, at + 1 + (word_at(words, at + 1) == "the"))
    if word == "since" and early and early[0].kind == "early":
        return early[0]._replace(kind="since"), early[1]
    found = _stretch(words, at + 1, pair=word == "from") or (_end_of(words, at + 1) if kind == "until" else None)
    if found is None or found[0].kind != "period":
        return found if word == "from" else None
    span, end = found
    if word == "from" and span.first is not None and span.first.months > 1 and "to" in words[at:end]:
        return span._replace(mark="from-to"), end
    if word == "from":
        if span.first is None or not span.first.is_year or word_at(words, end) not in ("on", "onwards", "onward"):
            return found
        end += 1
    if span.first is not None and span.first.is_month and word != "from":
        return _open_months(word, kind, span.first), end
    if span.first is None or not span.first.is_year:
        return found
    beyond = {"after": 12, "before": -12}.get(word, 0)
    return Span(kind, span.first.shift(beyond)), end


def _names_month(words: Sequence[str], at: int) -> bool:
    """Whether a month of a year stands there, itself or as "the end of" it."""
    found = _end_of(words, at) or _stretch(words, at)
    return found is not None and found[0].first is not None and found[0].first.is_month


def _open_months(word: str, kind: str, month: Period) -> Span:
    """`since October 2024`, `up to October 2024`, the latter from January on."""
    month = month.shift({"after": 1, "before": -1}.get(word, 0))
    if kind == "since":
        return Span("since_month", month)
    return Span("period", Period(month.year * 12, month.last), mark="until")


def _stretch(words: Sequence[str], at: int, *, pair: bool = False) -> tuple[Span, int] | None:
    """A period, or two with "to" between them; "and" joins years only behind "between" or "from" (`pair`)."""
    if word_at(words, at) == "between":
        return _stretch(words, at + 1, pair=True)
    first = _single(words, at)
    if first is None:
        return None
    span, end = first
    end += word_at(words, end) in ("back", "down", "up") and word_at(words, end + 1) == "to"
    joint = word_at(words, end)
    apart = _months_apart(words, span, end) if pair else None
    if apart is not None:
        return apart
    if span.first is None or joint not in RUN or (joint in ("and", "&") and not pair):
        return first
    second = _single(words, end + 1)
    short = short_year(word_at(words, end + 1)) if span.first.is_year and joint in ("-", "/") else None
    if second is None and short is not None:
        return Span("range", span.first, Period.of_year(short)), end + 2
    if second is None or second[0].first is None or span.first == second[0].first:
        return first
    earlier, later = sorted((span.first, second[0].first))
    if earlier.is_month and later.is_month and not pair and earlier.year == later.year:
        return Span("period", Period(earlier.first, later.last)), second[1]
    if earlier.is_year is not later.is_year and (earlier.is_year or earlier.is_month):
        return Span("period", Period(earlier.first, later.last)), second[1]  # from 1994 to March 2019
    if earlier.is_month and later.is_month and earlier.last % 12 != later.last % 12:
        return Span("period", Period(earlier.first, later.last), mark="from-to"), second[1]
    return Span("range", earlier, later), second[1]


def _months_apart(words: Sequence[str], span: Span, end: int) -> tuple[Span, int] | None:
    """`January and August 2024` behind "between" or "from": all the months from the one to the other."""
    if span.kind != "months" or span.months is None or word_at(words, end) not in RUN:
        return None
    second = _single(words, end + 1)
    if second is None or span.months[0] != span.months[1]:
        return None
    last, until = second
    month = span.months[0]
    if last.first is not None and last.first.is_month and last.first.last % 12 + 1 > month:
        return Span("period", Period.of_months(last.first.year, month, last.first.last % 12 + 1)), until
    if last.months is not None and last.months[0] == last.months[1] > month:
        return Span("months", months=(month, last.months[1])), until
    return None


def _single(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    year = year_at(words, at)
    if year is not None:
        after = year[1] + 1 if word_at(words, year[1]) in (",", "-", "/", "'s") else year[1]
        part = part_of_year(words, after)
        if part is not None and linked_year(words, part[2]) is None:
            return Span("period", Period.of_months(year[0], part[0], part[1])), part[2]
        return Span("period", Period.of_year(year[0])), year[1]
    across = _across_years(words, at)
    if across is not None:
        return across
    part = part_of_year(words, at)
    if part is None:
        return None
    first, last, end = part
    if PART.fullmatch(word_at(words, at)) and word_at(words, end) in RUN and PART.fullmatch(word_at(words, end + 1)):
        later = part_of_year(words, end + 1)  # Q1-Q2 2024, Q1 to Q3, but two with "and" between
        if later is not None and (later[0] == last + 1 or (later[0] > last and words[end] not in ("and", "&", "/"))):
            return _in_year(words, first, later[1], later[2], at=end + 1)
    return _in_year(words, first, last, end, at)


def _in_year(words: Sequence[str], first: int, last: int, end: int, at: int) -> tuple[Span, int]:
    """Months of the year that is said behind them, or in the word at `at`; else of a year not said."""
    year = linked_year(words, end)
    if year is None:
        short = short_year(word_at(words, end))
        dated = linked_year(words, end + 1)  # "as of July 31, 2021": 31 is its day
        year = (dated or (short, end + 1)) if short is not None else None
    if year is None:
        match = PART.fullmatch(word_at(words, at))
        if match and match[6]:
            number = int(match[6])
            year = (number if number > 1900 else short_year(match[6]) or number, end)
    if year is None:
        return Span("months", months=(first, last)), end
    return Span("period", Period.of_months(year[0], first, last)), year[1]


def _across_years(words: Sequence[str], at: int) -> tuple[Span, int] | None:
    """`December 2023 to February 2024`."""
    month = MONTHS.get(word_at(words, at))
    year = year_at(words, at + 1)
    if month is None or year is None or word_at(words, year[1]) not in RUN:
        return None
    month2 = MONTHS.get(word_at(words, year[1] + 1))
    year2 = year_at(words, year[1] + 2)
    if month2 is None or year2 is None or words[year[1]] in ("and", "&"):
        return None
    first, last = year[0] * 12 + month - 1, year2[0] * 12 + month2 - 1
    if first > last or (month == month2 and year[0] != year2[0]):
        return None
    return Span("period", Period(first, last)), year2[1]
