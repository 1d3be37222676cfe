"""Rates: riel and yen for a dollar, official or implied, and amounts turned into another currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import isclose

from ..derivation.comparisons import ratio
from ..derivation.quantity import Quantity, printed
from ..figure import Figure
from ..interval import Interval
from ..period import Period
from ..wording.formula import expression
from .answer import Answer, cited, of_quantity, view
from .desk import Desk
from .investment import level_answer
from .question import Question
from .sentence import CURRENCIES, amount, period_words, spoken, whose
from .when import when

_REPORTER = {"KHR": "KHM", "JPY": "JPN"}


def answer_rate(desk: Desk, question: Question) -> list[Answer]:
    """Riel, or yen, for a dollar: the rate a source used without printing it, or the official annual average."""
    both_ways = _printed_both_ways(desk, question)
    if both_ways:
        return both_ways
    currency = "JPY" if question.has("yen", "jpy", "¥") else "KHR"
    implied = list(_implied(desk)) if currency == "KHR" else []
    official = _official(desk, question, currency)
    names = question.values("compiler")
    if question.does("used") or question.numbers or "NBC" in names or "article" in names:
        return [_implied_answer(desk, question, q) for q in _in_time(question, implied)] + (
            official if not names else []
        )
    if {"WB"} & set(names):
        return official
    return official + [_implied_answer(desk, question, q) for q in _in_time(question, implied)]


def _printed_both_ways(desk: Desk, question: Question) -> list[Answer]:
    """An amount of the question in the other currency, as the source that prints it gives it."""
    answers: list[Answer] = []
    amounts = [n for n in question.numbers if n.scale > 1]
    if len(amounts) != 1 or question.has("rate", "rates"):
        return answers
    for number in amounts:
        for both in _pairs(desk):
            for figure, other in ((both["KHR"], both["USD"]), (both["USD"], both["KHR"])):
                if isclose(float(figure.amount), number.value, rel_tol=1e-12):
                    note = f"{amount(printed(figure).value, figure.unit, None, figure)} as the source gives it in {CURRENCIES[other.unit]}"
                    answers.append(level_answer(desk, question, printed(other), note))
    return answers


def _pairs(desk: Desk) -> list[dict[str, Figure]]:
    """Every amount a source prints both in riel and in dollars."""
    amounts: dict[tuple[object, ...], dict[str, Figure]] = {}
    keys = [
        k for k in desk.ledger.keys(of_products=False) if k[0] in ("fdi_stock", "fdi_inflow", "approved_investment")
    ]
    for figure in (f for k in keys for f in desk.figures(*k)):
        if figure.unit in ("KHR", "USD"):
            key = (figure.measure, figure.reporter, figure.partner, figure.product, figure.period, figure.source)
            amounts.setdefault(key, {})[figure.unit] = figure
    return [both for both in amounts.values() if len(both) == 2]


def _implied(desk: Desk) -> Iterator[Quantity]:
    """The rate behind every amount a source prints both in riel and in dollars, the latest first."""
    for both in sorted(_pairs(desk), key=lambda b: b["KHR"].period, reverse=True):
        riel, dollars = printed(both["KHR"]), printed(both["USD"])
        rate = ratio(riel, dollars, "exchange_rate", "KHR per USD")
        if rate is not None:
            yield rate


def _in_time(question: Question, rates: list[Quantity]) -> list[Quantity]:
    """Those of the period asked for; all of them where none is, the article's first."""
    spans = [s.first for s in question.spans if s.first is not None]
    found = [
        q
        for q in rates
        if not spans or any(q.period.last == p.last or (q.period.year == p.year and p.is_year) for p in spans)
    ]
    return sorted(found, key=lambda q: not q.figures[0].id.startswith("article"))


def _implied_answer(desk: Desk, question: Question, q: Quantity) -> Answer:
    riel, dollars = q.figures
    text = (
        f"{whose(q.compiler, 'KHM')} reckoned with {spoken(q)} {period_words(q.period)}: "
        f"{amount(printed(riel).value, riel.unit, None, riel)} is printed as {amount(printed(dollars).value, dollars.unit, None, dollars)}."
    )
    how = "; ".join(
        [
            f"riel for a dollar implied by two prints of one amount, {q.period.label}",
            f"whose: {q.compiler}",
            *question.notes,
        ]
    )
    return of_quantity(desk.ledger, q._replace(partner=""), text, how, view("investment", period=q.period))


def official_rates(desk: Desk, currency: str) -> dict[Period, Figure]:
    """Annual average rates by year, World Bank WDI."""
    return {f.period: f for f in desk.figures("exchange_rate", _REPORTER[currency], "")}


def _official(desk: Desk, question: Question, currency: str) -> list[Answer]:
    rates = official_rates(desk, currency)
    spans = [s.first for s in question.spans if s.kind == "period" and s.first is not None]
    shorter = [p for p in spans if not p.is_year]
    if shorter:
        years = [Period.of_year(p.year) for p in shorter if Period.of_year(p.year) in rates]
        note = f"the book has annual averages only: {years[0].label} for {shorter[0].label}" if years else ""
        periods: tuple[Period, ...] = tuple(years)
    else:
        time = when(question, sorted(rates), lambda p: False)
        periods, note = (
            time.periods
            if time.kind != "range"
            else tuple(p for p in sorted(rates, reverse=True) if time.periods[0] <= p <= time.periods[1]),
            time.note,
        )
    answers = []
    for period in periods:
        if period in rates:
            q = printed(rates[period])
            text = f"A dollar bought {plain(q)} on average {period_words(period)}, the official rate as {whose(q.compiler, '')} gives it."
            how = "; ".join(
                p
                for p in [
                    f"{CURRENCIES[currency]} for a dollar, annual average, {period.label}",
                    f"whose: {q.compiler}",
                    note,
                    *question.notes,
                ]
                if p
            )
            answers.append(of_quantity(desk.ledger, q, text, how))
    return answers


def plain(q: Quantity) -> str:
    return amount(q.value, q.unit, q.interval, q.figure).removesuffix(" for a dollar")


def in_currency(desk: Desk, answers: list[Answer], currency: str) -> list[Answer]:
    """The answers in another currency, at the official average of their year; what has no dated rate is left out.

    An amount printed in that currency stays as it is.
    """
    found = []
    for answer in answers:
        if answer.unit == currency:
            found.append(answer)
        elif answer.unit in (*CURRENCIES,) and answer.value is not None:
            converted = _converted(desk, answer, currency)
            found += [converted] if converted is not None else []
    own = [a for a in found if a.figure is not None]
    return own + [a for a in found if a.figure is None]


def _converted(desk: Desk, answer: Answer, currency: str) -> Answer | None:
    period = Period.parse(answer.period)
    if period.first is not None and period.first // 12 != period.year:
        return None
    rates, names = [], []
    for unit in (answer.unit, currency):
        if unit == "USD":
            continue
        rate = official_rates(desk, unit).get(Period.of_year(period.year))
        if rate is None:
            return None
        rates.append((printed(rate), unit == currency))
        names.append(rate)
    assert answer.value is not None
    value, formula = Fraction(answer.value), amount(Fraction(answer.value), answer.unit)
    low = Fraction(answer.low) if answer.low is not None else value
    high = Fraction(answer.high) if answer.high is not None else value
    interval = Interval(low, high)
    for dated, times in rates:
        value, interval = (
            (value * dated.value, interval * dated.interval)
            if times
            else (value / dated.value, interval / dated.interval)
        )
        formula += f" {'x' if times else '/'} {expression(dated)}"
    said = amount(value, currency, interval)
    sentence, note, remark = answer.text.partition(" Note: ")
    text = f"{sentence.rstrip('.')}; at the average rate of {period.year} that is about {said}.{note}{remark}"
    source = " ".join(dict.fromkeys([*answer.source.split(), *(r.source for r in names)]))
    return replace(
        answer, text=text, value=float(value), low=float(interval.low), high=float(interval.high), unit=currency, status="derived",
        formula=formula, source=source, citation=f"{answer.citation} {cited(desk.ledger, names)}", figure=None,
        figures=(*answer.figures, *(r.id for r in names)),
        reading=f"{answer.reading}; in {CURRENCIES[currency]} at the official annual average of {period.year}",
    )  # fmt: skip
