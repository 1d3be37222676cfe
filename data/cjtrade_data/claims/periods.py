"""Timing: the period each number of a sentence is about, and the one it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..language.digits import is_digits
from ..language.period_parser import Span
from ..lookup.query import Item
from ..model.period import Period
from .clause import Sentence
from .number_mentions import NumberMention

_COMPARES = frozenset({"from", "over", "against", "versus", "vs", "than", "with", "to", "on", "above", "below"})
_AGO = frozenset({"same", "year_before"})
_PRESENT = frozenset({"is", "are", "stands", "stand", "now", "currently", "today"})
_LEANS_BACK = frozenset({"was", "were", "had", "been", "stood",
                         "this", "that", "these", "those", "it", "they", "which"})  # fmt: skip
_STRETCHES = frozenset({"range", "since", "until", "past", "ever", "future"})
_NOT_SAID = "no period said: "


@dataclass(frozen=True, slots=True)
class Time:
    """When something was: `period`, and `base`, the one before it that it is compared with (None: a year before).

    `period` None: the sentence does not say, or says it in a way that needs the day it was written.
    """

    period: Period | None
    base: Period | None = None
    note: str = ""


class Calendar:
    """The periods a text has spoken of so far: what is not said again is carried over."""

    def __init__(self) -> None:
        self.period: Period | None = None
        self.year: int | None = None
        self.written: int | None = None

    def date(self, sentence: Sentence) -> None:
        """Note the year of a day that is named: the one "last year" is counted from."""
        for item in sentence.all("span"):
            if isinstance(item.value, Span) and item.value.first is not None and _is_day(sentence, item):
                self.written = item.value.first.year
                self.year = self.year or self.written

    def take(self, sentence: Sentence, numbers: Sequence[NumberMention]) -> None:
        """Note the period that a sentence about figures leaves behind."""
        found = [p for item in _dates(sentence, numbers) if (p := self.resolve(sentence, item)) is not None]
        if found:
            self.period = found[-1]
        if self.period is not None:
            self.year = self.period.year

    def of(self, sentence: Sentence, clause: Sentence, mention: NumberMention, others: Sequence[NumberMention]) -> Time:
        """The time of a number."""
        stretch = next(
            (s for s in (i.value for i in clause.all("span")) if isinstance(s, Span) and s.kind in _STRETCHES), None
        )
        if stretch is not None:
            return (
                Time(stretch.last, stretch.first)
                if mention.kind == "percent" and stretch.last is not None
                else Time(None)
            )
        main, note = self._main(sentence, clause, mention, others)
        then = _then(sentence, mention, others)
        if then is not None and main is not None and (period := self.resolve(sentence, then, main)) is not None:
            return Time(period, None, note)
        base_item = _base_for(sentence, clause, mention, others)
        base = self.resolve(sentence, base_item, main) if base_item is not None else None
        if main is None and base is not None:
            main, note = base.shift(12), f"year worked out from the comparison with {base.label}"
        if _is_aside(sentence, mention.start) and main is not None and main.is_year:
            main = self._same_months(sentence, main, others)
        if base is not None and base.is_year and main is not None and not main.is_year and main.first is not None:
            base = main.shift(12 * (base.year - main.year))
        if not mention.base:
            return Time(main, base if main is not None and base != main.year_before else None, note)
        if base is None and main is not None:
            base, note = main.year_before, note or "what it is compared with read as a year before"
        return Time(base, None, note)

    def _same_months(self, sentence: Sentence, year: Period, numbers: Sequence[NumberMention]) -> Period:
        """ "(2023: 298.06 million)" beside a figure of two months of 2024 is of the same months."""
        found = [p for item in _dates(sentence, numbers) if (p := self.resolve(sentence, item)) is not None]
        around = found[0] if found else self.period
        return year if around is None or around.is_year else around.shift(12 * (year.year - around.year))

    def _main(
        self, sentence: Sentence, clause: Sentence, mention: NumberMention, others: Sequence[NumberMention]
    ) -> tuple[Period | None, str]:
        item = _span_for(sentence, clause, mention, others)
        if item is not None:
            period = self.resolve(sentence, item)
            if period is not None:
                span = item.value
                said = isinstance(span, Span) and span.kind == "period"
                return period, "" if said else f"'{sentence.between(item.start, item.end)}' read as {period.label}"
        compared = self._compared(sentence)
        if compared is not None and (self.period is None or compared != self.period.year_before):
            return compared.shift(12), f"{_NOT_SAID}a year after {compared.label}, which it is compared with"
        if self.period is not None and not _is_of_today(clause, mention):
            return self.period, f"{_NOT_SAID}carried over, {self.period.label}"
        return None, ""

    def _compared(self, sentence: Sentence) -> Period | None:
        """The period that a sentence without a date of its own compares with, where it names it in full."""
        for item in _spans(sentence):
            if isinstance(item.value, Span) and item.value.kind == "period" and _is_base(sentence, item):
                return item.value.first
        return None

    def resolve(self, sentence: Sentence, item: Item, main: Period | None = None) -> Period | None:
        """The period a phrase stands for; `main` is the one it may lean on."""
        span = item.value
        if not isinstance(span, Span):
            return None
        main = main or self.period
        if span.kind == "period" and span.first is not None:
            return span.first
        if span.kind == "months" and span.months is not None:
            year = self._year_of(sentence, item)
            return None if year is None else Period.of_months(year, *span.months)
        if span.kind == "same" and main is not None:
            if span.first is not None:
                return main.shift(12 * (span.first.year - main.year))
            return main.year_before if _is_compared(sentence, item) else main
        if span.kind == "year_before" and main is not None:
            return main.year_before
        if span.kind == "last_year" and self.written is not None and not _is_base(sentence, item):
            return Period.of_year(self.written - 1)
        if span.kind == "last_year" and main is not None:
            return main.year_before if _is_base(sentence, item) else Period.of_year(main.year - 1)
        if span.kind == "early" and span.first is not None:
            return Period.of_months(span.first.year, 1, 2)
        return None

    def _year_of(self, sentence: Sentence, item: Item) -> int | None:
        """The year of months named without one: that of another period of the sentence (before it, for what it is
        compared with), a year after what they are compared with, or carried over."""
        spans = [(i, i.value) for i in _spans(sentence) if isinstance(i.value, Span)]
        for other, span in spans:
            if span.kind == "period" and span.first is not None and not _is_base(sentence, other):
                later = not span.first.is_year and _last_month(item) > span.first.last % 12
                return span.first.year - (later and _is_compared(sentence, item))
        if self.year is not None:
            return self.year
        return next((s.first.year + 1 for _, s in spans if s.kind == "same" and s.first is not None), None)


def _is_of_today(clause: Sentence, mention: NumberMention) -> bool:
    """Whether a number is said of the present, "is 17 million": not of the year another sentence was about."""
    return bool(_PRESENT & set(clause.words[: mention.start])) and not _LEANS_BACK & set(clause.words)


def _last_month(item: Item) -> int:
    """The last of the months a phrase names, January being 0."""
    return item.value.months[1] - 1 if isinstance(item.value, Span) and item.value.months else 0


def _spans(sentence: Sentence) -> list[Item]:
    """The phrases of time that may date a figure: a day is when something was said or done."""
    return [i for i in sentence.all("span") if not _is_day(sentence, i)]


def _is_compared(sentence: Sentence, item: Item) -> bool:
    """Whether words of comparison stand before a phrase of time, in its clause."""
    before = sentence.words[max(0, item.start - 8) : item.end]
    return bool({"from", "compared", "than", "versus", "against", "over", "on"} & set(before))


def _dates(sentence: Sentence, numbers: Sequence[NumberMention]) -> list[Item]:
    """The phrases that date the figures of a sentence, without those of what they are compared with and of asides."""
    compared = [_behind(sentence, _spans(sentence), m, numbers) for m in numbers if m.base]
    return [i for i in _spans(sentence)
            if not _is_base(sentence, i) and i not in compared and not _is_aside(sentence, i.start)]  # fmt: skip


def _is_aside(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in brackets."""
    before = sentence.text[: sentence.tokens[at].start]
    return before.count("(") > before.count(")")


def _is_day(sentence: Sentence, item: Item) -> bool:
    words = [w.rstrip("stndrh") for w in sentence.words[item.start : item.end]]
    stock = isinstance(item.value, Span) and item.value.point and sentence.words[item.start] in ("as", "end", "the")
    return not stock and len(words) >= 3 and any(is_digits(w) and int(w) <= 31 for w in words)


def _is_base(sentence: Sentence, item: Item) -> bool:
    """Whether a phrase names what something is compared with: `from 2022`, `than in 2022`, `a year earlier`."""
    span = item.value
    if isinstance(span, Span) and span.kind in _AGO:
        return True
    if sentence.words[item.start] in ("from", "than"):
        return not {"to", "until", "through", "till"} & set(sentence.words[item.start : item.end])
    at = item.start - 1
    while at > 0 and sentence.words[at] in ("the", "that", "those", "of", "in", "figure", "level"):
        at -= 1
    word = sentence.words[at] if at >= 0 else ""
    if word in ("with", "to"):
        return at > 0 and sentence.words[at - 1] in ("compared", "comparison", "relative", "contrast")
    return word in _COMPARES and sentence.item_at(at, "span") is None


def _span_for(
    sentence: Sentence, clause: Sentence, mention: NumberMention, others: Sequence[NumberMention]
) -> Item | None:
    """The phrase of time that dates a number: behind it, in its clause, before it in the sentence, after it."""
    spans = _dates(sentence, others)
    if _is_aside(sentence, mention.start):
        spans = [i for i in _spans(sentence) if _is_aside(sentence, i.start) and not _is_base(sentence, i)] or spans
    nearest = _behind(sentence, spans, mention, others)
    if nearest is not None:
        return nearest
    inside = [i for i in spans if clause.start <= i.start < mention.start]
    before = [i for i in spans if i.start < mention.start]
    behind = [i for i in spans if mention.end <= i.start < clause.end]
    after = [i for i in spans if i.start >= mention.end]
    for found in (inside[::-1], behind, before[::-1], after):
        if found:
            return found[0]
    return None


def _behind(
    sentence: Sentence, spans: list[Item], mention: NumberMention, others: Sequence[NumberMention]
) -> Item | None:
    """The phrase right behind a number, no other number and no "and" or comma between."""
    for item in spans:
        if item.start < mention.end:
            continue
        between = sentence.words[mention.end : item.start]
        crossed = any(mention.end <= o.start < item.start for o in others)
        return None if crossed or {"and", ",", "while", "but"} & set(between) else item
    return None


def _then(sentence: Sentence, mention: NumberMention, others: Sequence[NumberMention]) -> Item | None:
    """ "It had been 113.24 million dollars a year earlier": the number itself is of that time."""
    if mention.kind not in ("money", "rank", "count") or mention.base:
        return None
    ago = [i for i in _spans(sentence) if isinstance(i.value, Span) and i.value.kind in _AGO]
    item = _behind(sentence, ago, mention, others)
    if item is None or {"compared", "from", "than", "versus", "against"} & set(
        sentence.words[mention.end : item.start]
    ):
        return None
    return item if item.start - mention.end <= 3 else None


def _base_for(
    sentence: Sentence, clause: Sentence, mention: NumberMention, others: Sequence[NumberMention]
) -> Item | None:
    """The phrase that says what a number is compared with, up to the next number that is no base itself."""
    spans = _spans(sentence)
    if mention.base:
        found = _behind(sentence, spans, mention, others)
        if found is not None:
            return found
    bases = [i for i in spans if _is_base(sentence, i)]
    stop = next((o.start for o in others if o.start > mention.start and not o.base), len(sentence.words))
    for item in bases:
        if mention.end <= item.start < stop or clause.start <= item.start < clause.end:
            return item
    return None
