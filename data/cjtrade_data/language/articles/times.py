"""Times of numbers: the period each number of a sentence is of, and the one it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...model.codes import LEVELS
from ...model.period import Period
from ..period_parser import Span
from .number import Numeral
from .time_words import (
    base_of,
    date_behind,
    date_of,
    date_owning,
    dating,
    is_aside,
    is_base,
    is_compared,
    is_day,
    main_dates,
    told_of_then,
)
from .words import Cue, Tagged, word_class

_SHIFTS = {"month_before": -1, "on_month": -1, "month_after": 1, "year_after": 12}
_PARTS = {"that_half": 6, "that_quarter": 3}
"""How many months the part of a year has that is meant."""
_OWN = ("period", "months")
_UNTIL = frozenset({"by", "until", "till", "to", "through"})
_AGAINST = ("against", "versus", "vs")
_MORE = ("more", "less")
_STRETCHES = frozenset({"range", "since"})
_WHEN = 9
"""Within so many words ahead of an amount "when" tells that it is of the time just said."""
_WHOLE = word_class("whole")
_PRESENT = word_class("present")
_PAST = word_class("past")
_REFERS = frozenset({"it", "they", "this", "these", "which"})


class Time(NamedTuple):
    """When a number was counted; `base` what it is compared with, None for a year before. `sure` tells whether the words
    say so outright; `note` how it was taken where they do not; `months` are those of a year that is not said; `at_end` that a
    year's last day is meant; `carried` that the period is that of an earlier sentence, to which nothing refers;
    `stretch` are several years together; `mixed` that the earlier sentence spoke of several times."""

    period: Period | None
    base: Period | None = None
    sure: bool = True
    note: str = ""
    months: tuple[int, int] | None = None
    at_end: bool = False
    carried: bool = False
    stretch: Period | None = None
    mixed: bool = False


class Calendar:
    """The periods a text has spoken of so far; what is not said again is carried over, and not sure."""

    def __init__(self, written: Period | None = None) -> None:
        self.written = written
        self.given = written is not None
        self.period: Period | None = None
        self.recalled: Period | None = None
        """The last time told of, which "in that year" is, though the text may go on with a later one."""
        self.stretch: Span | None = None
        self.mixed = False
        self.partial = False
        """Whether months were named of a year that is not said, which a year told later may be."""
        self.told: dict[Period, None] = {}
        self._compared: list[Cue] = []
        self._levels: list[tuple[Numeral, Cue]] = []

    def date(self, sentence: Tagged) -> None:
        """Note a day that is named: the one "this year" and "last year" are counted from, unless it was given."""
        for cue in sentence.all("time"):
            if is_day(sentence, cue) and cue.span is not None and cue.span.first is not None and not self.given:
                self.written = cue.span.first

    def leave(self, sentence: Tagged, numbers: Sequence[Numeral]) -> None:
        """Note the period that a sentence about figures leaves behind; none where it speaks of one that is not known, or
        recalls an earlier one: "The 2019 figure had been higher"."""
        dates = main_dates(sentence, numbers)
        known = [(c, self.resolve(sentence, c)) for c in dates]
        if self.period is not None and self.period.is_year:
            known = [(c, self._latest(p) if p is not None and c.code == "months" else p) for c, p in known]
        if any(p is None or not p.is_year for _, p in known):
            self.partial = any(p is None and c.code == "months" for c, p in known)
        found = [p for c, p in known if not (c.code == "same" and self.period and p and p < self.period)]
        earlier = found and found[-1] is not None and self.period is not None and found[-1] < self.period
        self.recalled = next((p for p in found[::-1] if p is not None), self.recalled)
        if found and not (earlier and "had" in sentence.words):
            based = [self.resolve(sentence, c) for c in self._compared if c.code == "period"]
            self.stretch = _stretch([*based, *found])
            self.period = found[-1]
            self.told |= {p: None for p in found if p is not None}

    def of(self, sentence: Tagged, number: Numeral, numbers: Sequence[Numeral]) -> list[Time]:
        """The times a number may be of, the likeliest first."""
        spans = dating(sentence)
        told = [(m, c) for m in numbers if m.base and (c := date_behind(sentence, spans, m, numbers)) is not None]
        self._compared = [c for _, c in told]
        self._levels = [(m, c) for m, c in told if m.kind == "money"]
        stretch = next((c for c in sentence.all("time") if c.code in _STRETCHES and c.span is not None), None)
        if date_owning(sentence, number) is None and stretch is not None and stretch.span is not None:
            return self._in_stretch(sentence, number, stretch.span, numbers)
        if self.stretch is not None and self._is_of_the_same_stretch(spans, numbers):
            return self._in_stretch(sentence, number, self.stretch, numbers)
        mains = self._mains_of(sentence, number, numbers)
        made = [self._with_base(sentence, number, numbers, main) for main in mains]
        if number.base and sentence.word(number.start - 1) in _AGAINST:
            made += mains  # "exports of 1.408 billion dollars against 752.8 million of imports"
        since = self._since_first_told(sentence, number, numbers, made[0])
        return [*since, *made, *self._on_a_base(sentence, number, made[0])]

    def _on_a_base(self, sentence: Tagged, number: Numeral, time: Time) -> Iterator[Time]:
        """ "28 per cent more than in November, while imports fell 0.75 per cent": they may have fallen on November too."""
        if number.kind == "percent" and time.base is None and time.period is not None:
            named = (c for c in dating(sentence) if is_base(sentence, c) and c.end <= number.start)
            bases = dict.fromkeys(self.resolve(sentence, c, time.period) for c in named)
            yield from (time._replace(base=b) for b in bases if b not in (None, time.period, time.period.year_before))

    @staticmethod
    def _is_of_the_same_stretch(spans: Sequence[Cue], numbers: Sequence[Numeral]) -> bool:
        """Whether a sentence goes "from 640 to 956 million over the same period", of which the one before named both ends."""
        alone = len(spans) == 1 and spans[0].code == "same" and (spans[0].span is None or spans[0].span.first is None)
        return alone and any(n.base for n in numbers)

    def _since_first_told(
        self, sentence: Tagged, number: Numeral, numbers: Sequence[Numeral], time: Time
    ) -> list[Time]:
        """ "1.093 billion in 2021 and 1.57 billion in 2025, up 40 per cent": the rate may be over all that time."""
        if number.kind not in ("percent", "part", "multiple") or time.base is not None or time.period is None:
            return []
        own = [c for c in main_dates(sentence, numbers) if c.code == "period" and c.end <= number.start]
        told = _stretch([self.resolve(sentence, c) for c in own])
        if told is None or told.last != time.period or told.first == time.period.year_before:
            return []
        return [time._replace(base=told.first)]

    def _in_stretch(self, sentence: Tagged, number: Numeral, span: Span, numbers: Sequence[Numeral]) -> list[Time]:
        first, last = span.first, span.last
        mains = main_dates(sentence, numbers)
        if last is None and mains:
            last = self.resolve(sentence, next((c for c in mains[::-1] if c.code in _OWN), mains[-1]))
        whole = Period(first.first, last.last) if first is not None and last is not None else None
        if number.kind in ("money", "count") and (end := self._end_of_stretch(sentence, number, span, numbers, last)):
            return [end]
        if number.kind == "money" and span.kind == "range" and not any(n.base for n in numbers):
            return [Time(None, None, False, "it is of several years", stretch=whole)]
        together = whole if span.kind == "since" and number.kind in ("money", "count") and not number.by else None
        return [Time(last, first, last is not None, stretch=together)]

    def _end_of_stretch(
        self, sentence: Tagged, number: Numeral, span: Span, numbers: Sequence[Numeral], last: Period | None
    ) -> Time | None:
        """The end of a stretch that an amount is told of, or the date of its own within it."""
        own = date_behind(sentence, dating(sentence), number, numbers)
        told = self.resolve(sentence, own) if own is not None and own.code in ("period", "months") else None
        if told is not None and not number.by:
            return Time(told, None)  # "between 2015 and 2019 to 827 million dollars in 2016 and 1,140 million in 2019"
        if "when" in sentence.words[max(0, number.first - _WHEN) : number.first]:
            return Time(last if span.kind == "range" else span.first, None)  # "since 2015, when they were 571 million"
        if last is not None and sentence.word(number.first - 1) == "to":
            return Time(last, span.first)  # "doubled between 2015 and 2025, to 1.57 billion dollars"
        return Time(span.first, None) if number.base else None

    def _with_base(self, sentence: Tagged, number: Numeral, numbers: Sequence[Numeral], main: Time) -> Time:
        then = told_of_then(sentence, number, numbers)
        if then is not None and main.period is not None:
            dates = (c for c in main_dates(sentence, numbers)[::-1] if c.end <= then.start and c.code in _OWN)
            lean = next((self.resolve(sentence, c) for c in dates), self.period) if then.end <= number.start else None
            if (own := self.resolve(sentence, then, lean or main.period)) is not None:
                return Time(own, None, main.sure, main.note)
        cue = base_of(sentence, number, numbers)
        more = sentence.word(number.end) in _MORE  # "1.57 billion against 1.17 billion in 2023, 400 million more"
        more = more or (
            not number.base and sentence.word(number.start - 1) == "to"
        )  # "rose to 753 million from 775 in 2022"
        if cue is None and (more or number.kind in ("percent", "part", "multiple")):
            levels = [each for each in self._levels if each[0].first > number.first] or self._levels
            cue = next((c for _, c in levels if c.code in _OWN), None)  # doubled from 411 million in 2013
        base = self.resolve(sentence, cue, main.period) if cue is not None else None
        period = main.period
        said = cue is not None and cue.code == "period"
        if base is not None and said and not number.base and (period is None or not main.sure):
            bases = [p for c in self._compared if c.code == "period" and (p := self.resolve(sentence, c)) is not None]
            first = min((base, *bases))
            later = (first if base < first.shift(12) else base).shift(12)
            if period is None or base != period.year_before:
                main = _after(base, later)
                period = later
        whole = cue is not None and bool(_WHOLE & set(sentence.words[max(0, cue.start - 2) : cue.end]))
        dated = period is not None and not period.is_year and period.first is not None
        if base is not None and base.is_year and period is not None and dated and not whole:
            base = period.shift(12 * (base.year - period.year))
        if not number.base:
            if base is not None and base == period and not main.sure:
                return main._replace(
                    period=period.shift(12), base=None
                )  # "of August, 9 per cent less than in August 2022"
            changed = base if period is not None and base not in (period, period.year_before) else None
            return main._replace(base=changed)
        if base is None and cue is not None:
            return Time(None, None, False, main.note)
        if base is None and period is not None:
            return Time(period.year_before, None, False, main.note or "compared with the year before, as it seems")
        return Time(base, None, base is not None and (main.sure or said), main.note)

    def _mains_of(self, sentence: Tagged, number: Numeral, numbers: Sequence[Numeral]) -> list[Time]:
        behind = date_behind(sentence, dating(sentence), number, numbers)
        if behind is not None and behind.code == "no_today" and number.kind == "money":
            return [Time(None, None, False, "it is of a time that is not said")]
        cue = date_of(sentence, number, numbers)
        if cue is not None:
            earlier = [
                p
                for c in main_dates(sentence, numbers)
                if c.end <= cue.start and c.code in ("period", "months") and (p := self.resolve(sentence, c))
            ]
            period = self.resolve(sentence, cue, earlier[-1] if earlier else None)
            if period is not None:
                return self._said(sentence, cue, period, number, numbers)
            if cue.code in ("this_year", "last_year") and (then := self._year_before(sentence, number)) is not None:
                return [_after(then, then.shift(12))]
            if cue.code in ("this_year", "last_year", "last_month", "ytd", "months") or self.period is None:
                named = [c.span for c in main_dates(sentence, numbers) if c.code == "months" and c.span is not None]
                months = named[0].months if named else None
                return [Time(None, None, False, "it does not say of which year", months)]
        then = self._year_before(sentence, number)
        if then is not None and (self.period is None or then != self.period.year_before):
            return [_after(then, then.shift(12))]
        if self.period is not None and (number.kind == "rank" or not self._is_of_today(sentence, number)):
            note = f"no period given: {self.period.label} carried over"
            refers = self._refers(sentence, number)
            return [Time(self.period, None, False, note, carried=not refers, mixed=self.mixed)]
        return [Time(None, None, False)]

    @staticmethod
    def _year_before(sentence: Tagged, number: Numeral) -> Period | None:
        """The time that a sentence compares a number with."""
        spans = (c.span for c in dating(sentence) if c.code == "period" and is_base(sentence, c))
        return next((s.first for s in spans if s is not None and s.first), None) if not number.base else None

    @staticmethod
    def _refers(sentence: Tagged, number: Numeral) -> bool:
        """Whether a rate is said of what an earlier sentence is about: "they rose 5 per cent"."""
        return number.kind == "percent" and bool(_REFERS & set(sentence.words[: number.start]))

    def _said(
        self, sentence: Tagged, cue: Cue, period: Period, number: Numeral, numbers: Sequence[Numeral]
    ) -> list[Time]:
        own_year = is_aside(sentence, number.first) and period.is_year and is_aside(sentence, cue.start)
        around = [p for c in main_dates(sentence, numbers) if (p := self.resolve(sentence, c)) is not None] + [
            self.period
        ]
        if own_year and around[0] is not None and not around[0].is_year:
            months = around[0].shift(12 * (period.year - around[0].year))
            return [Time(months, mixed=len({*around[:-1]}) > 1)]  # "(2023: 298.06 million)" beside two months
        heading = self._heading(sentence, cue, numbers) if cue.code == "period" and period.is_year else None
        if heading is not None:
            months = Period.of_months(period.year, *heading)
            return [Time(months, None, False, f"read as {months.label}")]
        sure = (
            cue.code in ("period", "months", "year_after", "month_after", "that_year", "recalled")
            or self.written is not None
        )
        behind = is_aside(sentence, number.first) or sentence.words[number.end : cue.start] == ["("]
        sure = sure and (behind or not is_aside(sentence, cue.start))  # "(2024)" elsewhere in the sentence
        sure = sure and not (period.is_year and self.partial)
        note = "" if cue.code == "period" else f"'{sentence.written(cue.start, cue.end)}' read as {period.label}"
        at_end = "end" in sentence.words[cue.start : cue.end]
        found = [Time(period, None, sure, note, at_end=at_end)]
        if period.is_month and (at_end or sentence.word(cue.start - 1) in _UNTIL):
            so_far = Period.of_months(period.year, 1, period.last % 12 + 1)
            found.append(Time(so_far, None, False, f"read as {so_far.label}"))  # "by the end of March it had reached"
        traded = any(c.code in LEVELS for c in sentence.all("measure", "verb"))
        if traded and sentence.words[cue.start] == "by" and period.months > 1:
            month = Period(period.last, period.last)  # "by December monthly imports had slipped"
            found = [found[0]._replace(sure=False), Time(month, None, False, f"read as {month.label}")]
        other = None
        if cue.code == "last_year" and self.written is None and self.period is not None:
            other = Period.of_year(self.period.year)
        elif cue.code == "months" and len(dating(sentence)) == 1:
            latest = self._latest(period)
            if period < latest:
                other, found = latest, [found[0]._replace(sure=False)]  # the year is that of another sentence
        if other is not None:
            found.append(Time(other, None, False, note.replace(period.label, other.label)))
        return found

    @staticmethod
    def _heading(sentence: Tagged, year: Cue, numbers: Sequence[Numeral]) -> tuple[int, int] | None:
        """The months that stand above years: "January exports: 2022 93.6 million dollars, 2023 104.6 million"."""
        for cue, then in pairwise(dating(sentence)):
            crossed = any(cue.end <= n.first < then.start for n in numbers)
            if cue.code == "months" and cue.span is not None and cue.end <= year.start and not crossed:
                return cue.span.months
        return None

    def _latest(self, period: Period) -> Period:
        """The same months of the year in which the text was written, where they were over by then."""
        if not self.given or self.written is None:
            return period
        latest = period.shift(12 * (self.written.year - period.year))
        return latest if latest.last <= self.written.last else period

    def _is_of_today(self, sentence: Tagged, number: Numeral) -> bool:
        """Whether a number is said of the present, "is 17 million": not of the year another sentence was about."""
        before = sentence.words[: number.start]
        return bool(_PRESENT & set(before[-6:])) and not _PAST & set(sentence.words)

    def resolve(self, sentence: Tagged, cue: Cue, main: Period | None = None) -> Period | None:
        """The period that words of time stand for; `main` is the one they may lean on."""
        span, kind = cue.span, cue.code
        main = main or (self.recalled if kind == "recalled" else None) or self.period
        if kind == "period" and span is not None:
            return span.first
        if kind == "months" and span is not None and span.months is not None:
            year = self._year_of(sentence, cue, main)
            period = None if year is None else Period.of_months(year, *span.months)
            ahead = period is not None and self.given and self.written is not None and period.last > self.written.last
            return period.year_before if ahead and period is not None else period
        if kind == "same" and main is not None:
            if span is not None and span.first is not None:
                return main.shift(12 * (span.first.year - main.year))
            return main.year_before if is_compared(sentence, cue) else main
        if kind in ("that_period", "recalled"):
            return main
        if kind == "that_year" and main is not None:
            return Period.of_year(main.year)
        if kind in _PARTS and main is not None:
            size = _PARTS[kind]
            first = main.last % 12 // size * size
            return Period.of_months(main.year, first + 1, first + size) if main.months <= size else None
        if kind in ("years_ago", "years_before") and main is not None and span is not None and span.months is not None:
            return main.shift(-12 * span.months[0])
        if kind in ("year_before", "on_year") and main is not None:
            return main.year_before
        if kind in _SHIFTS and main is not None:
            if kind != "year_after" and not main.is_month:
                return None
            return main.shift(_SHIFTS[kind])
        if kind == "last_year":
            if main is not None and is_base(sentence, cue):
                return main.year_before
            if self.written is not None:
                return Period.of_year(self.written.year - 1)
            return Period.of_year(main.year - 1) if main is not None else None
        if kind == "last_month" and self.written is not None and self.given:
            return Period(self.written.last - 1, self.written.last - 1)
        if kind == "early" and span is not None and span.first is not None:
            return Period.of_months(span.first.year, 1, 2)
        return None

    def _year_of(self, sentence: Tagged, cue: Cue, main: Period | None) -> int | None:
        """The year of months named without one: said elsewhere in the sentence, by "this year", or carried over."""
        months = cue.span.months if cue.span is not None else None
        if main is not None and main.is_month and months == 2 * ((main.last - 1) % 12 + 1,) and is_base(sentence, cue):
            return (main.last - 1) // 12  # "above November's", of December
        others = [c for c in dating(sentence) if c is not cue]
        if self.written is not None and any(c.code == "this_year" for c in others):
            return self.written.year
        if any(c.code == "last_year" and not is_base(sentence, c) for c in others):
            return self.written.year - 1 if self.written is not None else None
        if any(c.code == "this_year" for c in others):
            return None
        for other in others:
            first = other.span.first if other.span is not None and other.code == "period" else None
            if first is None or (is_base(sentence, other) and not is_base(sentence, cue)):
                continue
            assert cue.span is not None and cue.span.months is not None
            if other in self._compared and cue not in self._compared:
                return first.year + (first.is_year or cue.span.months[1] - 1 <= first.last % 12)
            later = not first.is_year and cue.span.months[1] - 1 > first.last % 12
            return first.year - (later and is_compared(sentence, cue))
        if main is not None:
            return main.year
        if self.written is not None:
            return self.written.year
        same = next((c for c in others if c.code in ("same", "period") and c.span is not None and c.span.first), None)
        return same.span.first.year + 1 if same is not None and same.span is not None and same.span.first else None


def _after(base: Period, period: Period) -> Time:
    """The time of a number that only says what it is compared with."""
    return Time(period, None, False, f"no period given; after {base.label}, which it is compared with")


def _stretch(periods: Sequence[Period | None]) -> Span | None:
    """From the first to the last of some periods of the same months, None where they are not such."""
    known = [p for p in periods if p is not None]
    if len(known) < 2 or known[0].year >= known[-1].year:
        return None
    first, last = known[0], known[-1]
    return Span("range", first, last) if first.shift(12 * (last.year - first.year)) == last else None
