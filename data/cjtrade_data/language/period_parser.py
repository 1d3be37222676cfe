"""Periods as people write them: `Jan-Feb 2024`, `first two months of 2024`, `1H25`, `2015 to 2019`, `last year`.

What they look like stands in language/phrases.csv: slot `time` has phrases, slot `period` patterns. In a pattern
`a|b` is either word, `{years}` what a reader of that name finds, and `*` tells that it may be missing or there again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from ..model.digits import is_digits
from ..model.period import Period
from .dates import date_at, last_day
from .parts_of_year import (
    AND,
    COUNTS,
    LENGTHS,
    MONTHS,
    NO_MONTHS,
    ORDINALS,
    RUN,
    count_of,
    linked_year,
    months_at,
    short_year,
    word_at,
    year_at,
    year_of_months,
)
from .phrases import codes, phrases

_DECADE = re.compile(r"(?:(19|20))?([0-9])0s")
_FROM_1960 = "sixties seventies eighties nineties noughties".split()
_DECADES = {word: 1960 + 10 * n for n, word in enumerate(_FROM_1960)} | {"aughts": 2000, "twenties": 2020}
_ISO = re.compile(r"[0-9]{4}-[0-9][0-9](?:-[0-9][0-9])?(?:/[0-9]{4}-[0-9][0-9])?")
_OTHERS = """quarter quarters half halves semester semesters months month early beginning start since until till through
end rest remainder remaining fiscal financial calendar decade decades past mid annual rolling trailing"""
WORDS = frozenset(" ".join([*codes("time"), *MONTHS, *COUNTS, *ORDINALS, _OTHERS]).split())
"""Words of time, so that spelling is put right towards them."""
_COUNTING = frozenset({"a", "an", "year", "decade", *LENGTHS, *COUNTS})
"""Words that a count, or what is counted, begins with."""
_LONGEST = 7
"""Words of the longest phrase of slot `time`."""


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


Found = tuple[Span, int]
Reader = Callable[[Sequence[str], int], tuple[Any, int] | None]


def read_span(words: Sequence[str], at: int) -> Found | None:
    """The longest time phrase that starts at `at`, and where it ends; None where there is none."""
    if not words[at][:1].isalnum():
        return None
    written = (read(words, at) for read in (_phrase, _day, _iso, _decade, _stretch))
    return max(filter(None, (*written, *_matches(words, at))), key=lambda found: found[1], default=None)


def _matches(words: Sequence[str], at: int, *meanings: str) -> list[Found]:
    """What the patterns of some meanings, or of all, make of the words from `at` on."""
    found = []
    for meaning, pattern in _beginning_with(word_at(words, at)):
        values = _matched(pattern, words, at) if meaning in meanings or not meanings else None
        span = _MEANINGS.get(meaning, partial(_plain, meaning))(values) if values is not None else None
        if span is not None and values is not None:
            found.append((span, at + len(values["words"])))
    return found


class Part(NamedTuple):
    """What may stand at one place of a pattern: a word, or what the reader `name` finds; `optional` any number of times."""

    name: str
    read: Reader
    optional: bool


@cache
def _patterns() -> list[tuple[str, list[Part]]]:
    """Meaning and pattern of each row."""
    return [(meaning, [_part(p) for p in pattern.split()]) for _, meaning, pattern, *_ in phrases("period")]


def _part(written: str) -> Part:
    plain = written.rstrip("*")
    name = plain[1:-1] if plain[0] == "{" else ""
    return Part(name, _READERS[name] if name else partial(_word, frozenset(plain.split("|"))), plain != written)


def _word(choice: frozenset[str], words: Sequence[str], at: int) -> tuple[str, int] | None:
    return (words[at], at + 1) if at < len(words) and words[at] in choice else None


@lru_cache(1_000)
def _beginning_with(word: str) -> list[tuple[str, list[Part]]]:
    """The patterns that may begin with a word."""
    found = []
    for meaning, pattern in _patterns():
        firm = next(k for k, part in enumerate(pattern) if not part.optional)
        if any(_may_begin(part, word) for part in pattern[: firm + 1]):
            found.append((meaning, pattern))
    return found


def _may_begin(part: Part, word: str) -> bool:
    if part.name in ("ytd", "same"):
        return word in _heads()
    return is_digits(word) or word in _COUNTING if part.name else part.read([word], 0) is not None


@cache
def _heads() -> frozenset[str]:
    """The first words of the phrases of slot `time`."""
    return frozenset(phrase.partition(" ")[0] for phrase in codes("time"))


def _matched(pattern: list[Part], words: Sequence[str], at: int) -> dict[str, Any] | None:
    """What the readers of a pattern found, and its `words`; None where it does not fit."""
    values: dict[str, Any] = {}
    start = at
    for name, read, optional in pattern:
        got = read(words, at)
        if got is None and not optional:
            return None
        while got is not None:
            values[name], at = got
            got = read(words, at) if optional else None
    return {**values, "words": words[start:at]}


def _phrase(words: Sequence[str], at: int, *kinds: str) -> Found | None:
    """The longest phrase of slot `time`, of some kinds or of any."""
    if word_at(words, at) not in _heads():
        return None
    for end in range(min(at + _LONGEST, len(words)), at, -1):
        kind = codes("time").get(" ".join(words[at:end]))
        if kind == "last_year" and tuple(words[end : end + 2]) in (("with", "a"), ("in", "which")):
            return None  # the last of those that had one
        if kind is not None and (kind in kinds or not kinds):
            return Span("years_ago", months=(2, 2)) if kind == "before_last" else Span(kind), end
    return None


def _counted(units: dict[str, int], least: int, words: Sequence[str], at: int) -> tuple[int, int] | None:
    """So many of a unit, and their number in another: `two decades`, 20; a decade is one."""
    if word_at(words, at) == "decade" in units:
        return units["decade"], at + 1
    count = 1 if word_at(words, at) in ("a", "an") else count_of(word_at(words, at))
    total = (count or 0) * units.get(word_at(words, at + 1), 0)
    return (total, at + 2) if total >= least else None


def _length(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Months of what may end with a month: `12 months`, `half year`, `quarter`."""
    length = {**LENGTHS, "year": 12}.get(word_at(words, at))
    if length is not None:
        return length, at + 1 + (word_at(words, at) == "half" and word_at(words, at + 1) == "year")
    return _counted({"months": 1, "month": 1}, 1, words, at)


def _iso(words: Sequence[str], at: int) -> Found | None:
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


def _day(words: Sequence[str], at: int) -> Found | None:
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


def _decade(words: Sequence[str], at: int) -> Found | None:
    match = _DECADE.fullmatch(word_at(words, at))
    start = _DECADES.get(word_at(words, at))
    if match:
        start = int((match[1] or ("20" if match[2] in "012" else "19")) + match[2] + "0")
    return (Span("range", Period.of_year(start), Period.of_year(start + 9)), at + 1) if start is not None else None


def _single(words: Sequence[str], at: int, *, pair: bool = False) -> Found | None:
    """A year, a part of one, or months of a year that is not said."""
    year = year_at(words, at)
    behind = year[1] + (word_at(words, year[1]) in (",", "-", "/", "'s")) if year is not None else at
    part = months_at(words, behind, pair=pair)
    if year is not None and (part is None or linked_year(words, part[2]) is not None):
        return Span("period", Period.of_year(year[0])), year[1]
    if part is None:
        return None
    of = (year[0], part[2]) if year is not None else year_of_months(words, part[2])
    if part[:2] == NO_MONTHS:
        return Span("invalid"), of[1] if of is not None else part[2]
    if of is None:
        return Span("months", months=part[:2]), part[2]
    return Span("period", Period.of_months(of[0], *part[:2])), of[1]


def _stretch(words: Sequence[str], at: int, *, pair: bool = False) -> Found | None:
    """A period, or two with "to" between them; "and" joins years only behind "between" or "from" (`pair`)."""
    if word_at(words, at) == "between":
        return _stretch(words, at + 1, pair=True)
    one = _single(words, at, pair=pair)
    if one is None or one[0].first is None:
        return one
    first, end = one[0].first, one[1]
    end += word_at(words, end) in ("back", "down", "up") and word_at(words, end + 1) == "to"
    joint = word_at(words, end)
    if joint not in RUN or (joint in AND and not pair):
        return one
    two = _single(words, end + 1)
    short = short_year(word_at(words, end + 1)) if first.is_year and joint in ("-", "/") else None
    if two is None and short is not None:
        return Span("range", first, Period.of_year(short)), end + 2
    then = two[0].first if two is not None else None
    if two is None or then is None or first == then:
        return one
    return _joined(min(first, then), max(first, then), "from-to" if joint in AND else ""), two[1]


def _joined(earlier: Period, later: Period, mark: str) -> Span:
    """All the months from one to the other, or two of the same kind to be held against each other."""
    months = earlier.is_month and later.is_month and earlier.last % 12 != later.last % 12
    if months or (earlier.is_year is not later.is_year and (earlier.is_year or earlier.is_month)):
        return Span("period", Period(earlier.first, later.last), mark=mark if months else "")  # from 1994 to March 2019
    return Span("range", earlier, later)


def _point(words: Sequence[str], at: int) -> Found | None:
    return max(_matches(words, at, "point"), key=lambda found: found[1], default=None)


_READERS: dict[str, Reader] = {
    "stretch": _stretch,
    "pair": partial(_stretch, pair=True),
    "point": _point,
    "of_year": linked_year,
    "month": lambda words, at: (month, at + 1) if (month := MONTHS.get(word_at(words, at))) else None,
    "year": partial(_counted, {"year": 1}, 2),
    "years": partial(_counted, {"year": 1, "years": 1, "decade": 10, "decades": 10}, 2),
    "months": partial(_counted, {"month": 1, "months": 1}, 1),
    "length": _length,
    "days": partial(_counted, {unit + s: 1 for unit in ("day", "week", "month", "quarter") for s in ("", "s")}, 1),
    "ytd": lambda words, at: _phrase(words, at, "ytd"),
    "same": lambda words, at: _phrase(words, at, "same"),
}


def _plain(kind: str, values: dict[str, Any]) -> Span:
    """A kind with its year, or with a count."""
    year = Period.of_year(values["of_year"]) if "of_year" in values else None
    count = next((values[name] for name in ("year", "years", "months") if name in values), None)
    return Span(kind, year, months=None if count is None else (count, count))


def _run(values: dict[str, Any], first: int, last: int, *, point: bool = False, mark: str = "") -> Span | None:
    """Months of the year that is said, counted from its first, or of one that is not."""
    if first > last or (first < 1 and "of_year" not in values):
        return None
    if "of_year" not in values:
        return Span("months", months=(first, last))
    before = values["of_year"] * 12 - 1
    return Span("period", Period(before + first, before + last), point=point, mark=mark)


def _at_end(values: dict[str, Any]) -> Span | None:
    """`at the end of 2023`, `end-March 2023`, `as of Q1 2023`: a point for a stock, the period for a flow."""
    span: Span = values["stretch"]
    return span._replace(point=True) if span.kind in ("period", "months") else None


def _over(values: dict[str, Any]) -> Span | None:
    """`over 2021-2023`; `over 2022` may mean set against it."""
    return values["pair"] if values["pair"].kind == "range" else None


def _from(values: dict[str, Any]) -> Span:
    """`from 2010 to 2015`, `from January to March 2024`."""
    span: Span = values["pair"]
    runs = span.kind == "period" and span.first is not None and span.first.months > 1
    return span._replace(mark="from-to") if runs and "to" in values["words"] else span


def _open(values: dict[str, Any]) -> Span | None:
    """`since 2010`, `until 2016`, `from October 2024 on`; up to a month from January on."""
    span: Span = values["stretch"] if "stretch" in values else values["point"]
    word = values["words"][0]
    if span.kind != "period" or span.first is None or (word == "by" and not span.first.is_month):
        return None
    is_since = word in ("since", "after", "from")
    way = {"after": 1, "before": -1}.get(word, 0)
    if span.first.is_month:
        month = span.first.shift(way)
        return (
            Span("since_month", month)
            if is_since
            else Span("period", Period(month.year * 12, month.last), mark="until")
        )
    return Span("since" if is_since else "until", span.first.shift(12 * way)) if span.first.is_year else span


_MEANINGS: dict[str, Callable[[dict[str, Any]], Span | None]] = {
    "ending": lambda found: _run(found, found["month"] - found["length"] + 1, found["month"]),
    "so far": lambda found: _run(found, 1, found["month"]),
    "middle": lambda found: _run(found, 6, 6, point=True, mark="mid"),
    "rest after": lambda found: _run(found, found["month"] + 1, 12),
    "point": _at_end,
    "over": _over,
    "from": _from,
    "open": _open,
}
"""What the rows of slot `period` mean whose code is no kind of time."""
