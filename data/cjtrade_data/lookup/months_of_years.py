"""Months of years: the same months of each of several years, "first quarter exports 2022 to 2025"."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from ..language.period_parser import Span
from ..model.period import Period
from .parser import Item
from .query import Query

Months = tuple[int, int]
Latest = tuple[int, int]

PARTS = {"quarters": 3, "halves": 6, "months": 1}
"""Operations that ask for the parts of years, and how many months each part has."""


def in_each_year(question: Query, latest: Latest) -> Query:
    """The question with those months of every year, where months and several years are said; `latest` are the last full
    year that there is, up to which "the last three years" reach, and the last, up to which "since" does."""
    months, years = _of_years(question, latest)
    if months is None or len(years) < 2:
        return question
    dated, at = copy(question), question.all("span")[0]
    each = [Item("span", Span("period", Period.of_months(y, *months)), at.start, at.end) for y in years]
    dated.items = sorted([*(i for i in question.items if i.slot != "span"), *each], key=lambda i: i.start)
    return dated


def without_part_named(question: Query) -> Query:
    """ "Quarterly exports in Q2 2024" without "quarterly", which the period already is."""
    parts = [operation for operation, months in PARTS.items() if all(p.months == months for p in question.periods)]
    return question.without(*parts) if question.periods and question.does(*parts) else question


def _of_years(question: Query, latest: Latest) -> tuple[Months | None, list[int]]:
    spans = [s for s in question.spans if s.kind != "ever" or len(question.spans) < 3]  # "each year since 2022"
    parts = [s for s in spans if s.kind == "months" or (s.kind == "period" and s.first and 0 < s.first.months < 12)]
    others = [s for s in spans if s not in parts]
    if len(spans) == 1 and spans[0].kind == "range" and not _runs_on(question):
        parts, others = [s._replace(kind="period") for s in spans if s.first and 1 < s.first.months < 12], spans
    if len(parts) != 1 or not others or any(s.mark or s.point for s in spans):
        return None, []
    part, years = parts[0], [*_years(others, latest)]
    if part.first is not None and others is not spans:
        years = [part.first.year, *years] if len(others) > 1 else []  # "March 2024 against 2023" is read elsewhere
    return part.months or _months(part.first), list(dict.fromkeys(years))


_MOST_YEARS = 60


def _months(period: Period | None) -> Months | None:
    return None if period is None or period.first is None else (period.first % 12 + 1, period.last % 12 + 1)


def _runs_on(question: Query) -> bool:
    """ "From the first quarter of 2022 to 2025" is all of the time between."""
    start = question.all("span")[0].start
    return "from" in question.words[max(start - 1, 0) : start + 1]


def _years(spans: Iterable[Span], latest: Latest) -> Iterable[int]:
    for span in spans:
        first, last = span.first, span.last or span.first
        if span.kind == "past" and span.months is not None:
            yield from range(latest[0] + 1 - min(span.months[0], _MOST_YEARS), latest[0] + 1)
            return
        if span.kind not in ("period", "range", "since") or first is None or last is None or not last.is_year:
            return
        yield from range(first.year, (latest[1] if span.kind == "since" else last.year) + 1)
