"""Periods asked for: those a question is about, out of what it says and what the book holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import NamedTuple

from ..language.period_parser import Span
from ..model.period import Period
from ..model.reference import HOME
from .direction import sides
from .query import Query

Known = Callable[[Period], bool]


class When(NamedTuple):
    """`periods` in the order asked; `kind` is "one", "several", "range" or "default"; `note` says how it was read.

    A range has its first and last period; "default" offers the latest period, then the last full year. `whole` is the
    longest stretch known as one number that begins in the year asked from, and ends in the year asked to if one is; of
    what is asked up to a year, the last that ends by then.
    """

    periods: tuple[Period, ...]
    kind: str
    note: str = ""
    whole: Period | None = None


def when(question: Query, known: Iterable[Period], has: Known = lambda _: False) -> When:
    """The periods asked for. `known` are those there are figures for; `has` tests any other."""
    known = sorted(set(known))
    return _when(question, known, has)._replace(whole=_whole(question.spans, known))


def _whole(spans: Sequence[Span], known: Sequence[Period]) -> Period | None:
    for span in spans:
        if span.mark == "until" and span.first is not None:
            return max((p for p in known if p.months > 12 and p.last == span.first.last), default=None)
        if span.kind == "until" and span.first is not None:
            sums = [(p.first, p) for p in known if p.months > 12 and p.first is not None and p.year <= span.first.year]
            earliest = min((first for first, _ in sums), default=0) + ABOUT_AS_LONG
            return max((p for first, p in sums if first <= earliest), key=lambda p: p.last, default=None)
        if span.kind in ("since", "range") and span.first is not None:
            begun = [p for p in known if p.months > 12 and p.first is not None and p.first // 12 == span.first.year]
            found = [p for p in begun if span.last is None or p.year == span.last.year]
            if found:
                return max(found, key=lambda p: p.last)
    return None


ABOUT_AS_LONG = 36
"""Months by which the beginnings of sums "since the beginning" may differ."""


def _when(question: Query, known: Sequence[Period], has: Known) -> When:
    spans = _of_its_year(question.spans)
    if question.says("the one before"):
        spans = _month_before(spans)
    if not spans:
        return _latest(known, has)
    if {s.kind for s in spans} == {"latest"} and question.says("by the year"):
        return _latest_of(Span("last_year"), [], known, has) or When((), "one")
    definite = [s for s in spans if s.kind == "period" and s.first is not None]
    joined = _joined(spans, known, has)
    if joined is not None:
        return joined
    found: list[Period] = []
    notes: list[str] = []
    for span in spans:
        when = _of_span(span, definite, known, has)
        if when is None:
            continue
        if when.kind == "range":
            return when
        found += [p for p in when.periods if p not in found]
        notes += [when.note] if when.note else []
    if not found:
        return _latest(known, has) if any(s.kind == "latest" for s in spans) else When((), "one")
    found = _same_months(question, found)
    return When(tuple(found), "several" if len(found) > 1 else "one", "; ".join(notes))


def _latest(known: Sequence[Period], has: Known) -> When:
    if not known:
        return When((), "default")
    years = [p for p in known if p.is_year]
    periods = dict.fromkeys([known[-1], *years[-1:]])
    return When(tuple(periods), "default", f"no period said: the latest there is, {known[-1].label}")


def _of_its_year(spans: list[Span]) -> list[Span]:
    """ "YTD 2024": the year said apart belongs to the year to date."""
    others = [s for s in spans if s.kind != "ever"]
    spans = others if others else spans  # "every year since 2012"
    years = [s for s in spans if s.kind == "period" and s.first is not None and s.first.is_year]
    months = [s.first for s in spans if s.kind == "period" and s.first is not None and s.first.is_month]
    spans = _in_year_behind(spans) if len(spans) > 2 else spans
    if len(spans) == 2 and len(months) == 1 and any(s.kind == "ytd" for s in spans):
        return [Span("period", Period(months[0].year * 12, months[0].last))]  # "March 2024 year to date"
    if len(years) != 1 or all(s.kind != "ytd" or s.first is not None for s in spans):
        return spans
    return [s._replace(first=years[0].first) if s.kind == "ytd" else s for s in spans if s != years[0]]


def _month_before(spans: list[Span]) -> list[Span]:
    """ "The month before March 2024", "March 2024 and the month before": counted from the month that is said."""
    months = [s.first for s in spans if s.kind == "period" and s.first is not None and s.first.is_month]
    if len(spans) != 2 or len(months) != 1 or all(s.kind != "last_month" for s in spans):
        return spans
    before = Span("period", months[0].shift(-1))
    return [before] if spans[0].kind == "last_month" else [spans[0], before]


def _in_year_behind(spans: list[Span]) -> list[Span]:
    """ "First-half exports 2025 against the first half of 2023": months of the year that is said next."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        year = span.first.year if span.kind == "period" and span.first is not None and span.first.is_year else None
        if year is not None and before is not None and before.kind == "months" and before.months is not None:
            found[-1] = Span("period", Period.of_months(year, *before.months))
        else:
            found.append(span)
    return found


_RELATIVE_YEARS = ("last_year", "this_year", "years_ago")


def _joined(spans: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """ "in 2024, January to February", "March of last year": a year and months said apart."""
    months = [s.months for s in spans if s.kind == "months" and s.months]
    years = [s for s in spans if s.kind == "period" and s.first is not None and s.first.is_year]
    relative = [s for s in spans if s.kind in _RELATIVE_YEARS]
    if len(spans) != 2 or len(months) != 1:
        return None
    if years and years[0].first is not None:
        return When((Period.of_months(years[0].first.year, *months[0]),), "one")
    found = _of_span(relative[0], [], known, has) if relative else None
    if found is None:
        return None
    return found._replace(periods=(Period.of_months(found.periods[0].year, *months[0]),))


def _same_months(question: Query, found: list[Period]) -> list[Period]:
    """ "Jan-Feb 2024 against 2023" means the same months of 2023, unless the whole year is asked for."""
    if len(found) != 2 or question.says("whole"):
        return found
    one, other = found
    if other.is_year and not one.is_year and one.first is not None and other.year != one.year:
        return [one, one.shift(12 * (other.year - one.year))]
    if one.is_year and not other.is_year and other.first is not None and other.year != one.year:
        return [other.shift(12 * (one.year - other.year)), other]
    return found


def _of_span(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    if span.kind == "period" and span.first is not None:
        return When((span.first,), "one")
    if span.kind == "range" and span.first is not None and span.last is not None:
        return When((span.first, span.last), "range")
    reader = _READERS.get(span.kind)
    return reader(span, definite, known, has) if reader is not None else None


def _one(period: Period | None, note: str) -> When | None:
    return None if period is None else When((period,), "one", note)


def _months(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """Months of a year not said: the year said elsewhere, else the latest that has them."""
    assert span.months is not None
    years = [s.first.year for s in definite if s.first is not None]
    if years:
        return When((Period.of_months(years[0], *span.months),), "one")
    last = known[-1].year if known else 0
    for year in range(last, last - 70, -1):
        period = Period.of_months(year, *span.months)
        if has(period) or period in known:
            return When((period,), "one", f"no year said: the latest there is, {period.label}")
    return None


def _early(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    assert span.first is not None
    for last in (2, 3, 1):
        period = Period.of_months(span.first.year, 1, last)
        if has(period):
            return When((period,), "one", f"'early {span.first.year}' read as {period.label}")
    return When((Period.of_months(span.first.year, 1, 2),), "one")


def _rest(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """What is left of a year after its first two months, or after its longest run from January."""
    assert span.first is not None
    year = span.first.year
    for last in (2, *range(11, 0, -1)):
        run, rest = Period.of_months(year, 1, last), Period.of_months(year, last + 1, 12)
        if run in known and has(rest):
            return When((rest,), "one", f"the rest of {year} read as {rest.label}, what follows {run.label}")
    return When((Period.of_months(year, 3, 12),), "one")


def _year_before(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    if definite and definite[0].first is not None:
        return When((definite[0].first.year_before,), "one")
    return _latest_of(span, definite, known, has)


def _years_ago(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """Years counted back from the period that is named, else from the one after the last full year."""
    if span.kind == "years_before" and definite and definite[0].first is not None and span.months is not None:
        return When((definite[0].first.shift(-12 * span.months[0]),), "one")
    years = [p for p in known if p.is_year]
    if not years or span.months is None:
        return None
    period = Period.of_year(years[-1].year + 1 - span.months[0])
    note = f"'{span.months[0]} years ago' read as {period.label}, the last full year being {years[-1].label}"
    return _one(period, note)


def _since_month(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """From a month on, as far as there is anything."""
    assert span.first is not None and span.first.first is not None
    last = max((p.last for p in known), default=span.first.last)
    if last < span.first.last:
        return When((span.first,), "one")
    period = Period(span.first.first, last)
    return When((period,), "one", f"read as {period.label}, the last there is")


def _past_months(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    if not known or span.months is None:
        return None
    last = known[-1].last
    period = Period(last - span.months[0] + 1, last)
    return When((period,), "one", f"the last {span.months[0]} months read as {period.label}")


def _same(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    if span.first is None or not definite or definite[0].first is None:
        return None
    period = definite[0].first
    return When((period.shift(12 * (span.first.year - period.year)),), "one")


_LAST_FULL_YEAR = ("is_year", "'last year' read as {}, the last full year there is")
_LATEST = {
    "last_year": _LAST_FULL_YEAR,
    "year_before": _LAST_FULL_YEAR,
    "ytd": ("is_year_to_date", "year to date read as {}, the latest there is"),
    "this_year": ("is_year_to_date", "'this year' read as {}, the latest there is"),
    "last_month": ("is_month", "read as {}, the latest month there is"),
}
"""Which periods a word means the latest of, and how that is said."""


def _latest_of(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    is_of_kind, note = _LATEST[span.kind]
    found = [p for p in known if getattr(p, is_of_kind) and (span.first is None or p.year == span.first.year)]
    return _one(found[-1], note.format(found[-1].label)) if found else None


def _last_quarter(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    last = known[-1].last if known else 0
    for end in range(last, last - 60, -1):
        quarter = Period(end - 2, end)
        if quarter.is_quarter and (quarter in known or has(quarter)):
            return When((quarter,), "one", f"read as {quarter.label}, the latest quarter there is")
    return None


def _latest_span(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    if definite or not known:
        return None
    return When((known[-1],), "one", f"the latest there is: {known[-1].label}")


def _years(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    """Since, until, the last five years, ever: the first and last full year there is, of a stock the first and last moment."""
    years = [p for p in known if p.is_year] or [p for p in known if p.is_point]
    if span.kind == "since" and span.first is not None:
        years = [p for p in years if p.year >= span.first.year]
    elif span.kind == "until" and span.first is not None:
        years = [p for p in years if p.year <= span.first.year]
    elif span.kind == "past" and span.months is not None:
        years = [p for p in years if p.year > years[-1].year - span.months[0]]
    if len(years) < 2:
        return None
    return When((years[0], years[-1]), "range", f"read as {years[0].label} to {years[-1].label}, what there is")


def _future(span: Span, definite: list[Span], known: Sequence[Period], has: Known) -> When | None:
    return _one(Period.of_year(known[-1].year + 1), "") if known else None


_READERS = {
    "months": _months,
    "early": _early,
    "rest": _rest,
    "last_year": _latest_of,
    "year_before": _year_before,
    "same": _same,
    "ytd": _latest_of,
    "this_year": _latest_of,
    "last_month": _latest_of,
    "last_quarter": _last_quarter,
    "latest": _latest_span,
    "since": _years,
    "until": _years,
    "past": _years,
    "ever": _years,
    "future": _future,
    "years_ago": _years_ago,
    "years_before": _years_ago,
    "past_months": _past_months,
    "since_month": _since_month,
}


def lacking_year(question: Query, told: Period) -> str:
    """What is said where months that are not the year alone are told of the one year asked for; "" elsewhere."""
    year = question.first_period if len(question.periods) == 1 else None
    if year is None or not year.is_year or told.is_point or told == year or told.months > year.months:
        return ""
    return f" Of the year {year.label} itself there is no such figure."


def at_point(period: Period) -> Period:
    """The moment a stock asked of a period is counted at: its end."""
    return period if period.is_point else Period(None, period.last)


_FISCAL = re.compile(r"(j?)fy(?:[0-9]{4})?|fiscal|financial")


def in_fiscal_years(question: Query) -> Query:
    """The question with Japan's fiscal years as the months they are, April to March; Cambodia's are calendar years.

    A year is Japan's where that is said, of Japanese aid, and of what Japan reports.
    """
    words = question.words
    of_time = {k for i in question.all("span") for k in range(i.start - 2 * (words[i.start - 1] == "years"), i.end)}
    found = ((k, m[1]) for k, w in enumerate(words) if k in of_time and (m := _FISCAL.fullmatch(w)))
    at, kept = next(found, (None, ""))
    if at is None:
        return question
    japan = HOME[1]
    said = kept or any(p.code == japan and p.end == at and p.role == "own" for p in question.places)
    of_aid = any(m.startswith("aid") for m in question.measures)
    if not said and not of_aid and sides(question, (question.trade_measures or ["exports"])[0]).reporter != japan:
        question.remarks.append(
            "Cambodia's fiscal year is the calendar year; Japan's, from April to March, is another."
        )
        return question
    dated = copy(question)
    dated.items = [i._replace(value=_from_april(i.value)) if isinstance(i.value, Span) else i for i in question.items]
    again = {p.code for p in question.places if p.end != at}
    dated.places = [
        p for p in question.places if p.end != at or p.code not in again
    ]  # "to Japan in Japanese fiscal 2023"
    dated.remarks = [*question.remarks, "A fiscal year of Japan is from April to March."]
    return dated


def _from_april(span: Span) -> Span:
    if span.first is None or not span.first.is_year:
        return span
    first, last = (p.shift(3) for p in (span.first, span.last or span.first))
    if span.kind == "until":
        return Span("period", first, point=True, mark="until")
    return (
        span._replace(kind="period", first=Period(first.first, last.last), last=None)
        if span.kind in ("period", "range")
        else span
    )
