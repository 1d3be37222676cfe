"""Exchange rates: riel and yen for a dollar, as printed or implied."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isclose

from ...book.code_lists import compilers_of
from ...derivation.comparisons import growth
from ...derivation.exchange_rates import CURRENCIES, ONE, cross_rate, implied, known, rate
from ...derivation.quantity import Quantity, printed
from ...errors import NoRateError
from ...language.period_parser import Span
from ...model.figure import Figure
from ...model.period import Period
from ...wording.formula import kind_of
from ...wording.sentences import amount, growth_words, joined, period_words, spoken, whose
from ..answer import Answer, carries_out, of_quantity
from ..context import LookupContext
from ..period_resolver import when
from ..query import Query
from .investment import level_answer


@carries_out("average yearly")
def answer_rate(context: LookupContext, question: Query) -> list[Answer]:
    """Riel, or yen, for a dollar: the rate a source used without printing it, or the official annual average."""
    both_ways = _printed_both_ways(context, question)
    if both_ways:
        return both_ways
    currency, base = [*question.rate_of, "USD"][:2] if question.rate_of else ("KHR", "USD")
    used = list(_implied(context)) if (currency, base) == ("KHR", "USD") else []
    official = _official(context, question, currency, base)
    if question.does("peak", "trough"):
        return _extreme(context, question, currency, base)
    if question.does("growth", "difference"):
        return _moved(context, question, currency, base, official)
    names = question.values("compiler")
    converted = [a for o in official for a in _amount_converted(question, o)]
    if converted:
        return converted + official
    if (
        question.does("used")
        or any(n.value != 1 for n in question.numbers)
        or set(names) & {*compilers_of("central bank"), *context.book.aliases}
    ):
        return [_implied_answer(context, question, q) for q in _in_time(context, question, used)] + (
            official if not names else []
        )
    if set(compilers_of("indicators")) & set(names):
        return official
    return official + [_implied_answer(context, question, q) for q in _in_time(context, question, used)]


@carries_out("convert growth")  # "change 2.8 billion dollars into riel"
def _printed_both_ways(context: LookupContext, question: Query) -> list[Answer]:
    """An amount of the question in the other currency, as the source that prints it gives it."""
    answers: list[Answer] = []
    amounts = [n for n in question.numbers if n.scale > 1]
    if len(amounts) != 1 or question.says("rate"):
        return answers
    for number in amounts:
        for both in _pairs(context):
            for figure, other in ((both["KHR"], both["USD"]), (both["USD"], both["KHR"])):
                if isclose(float(figure.amount), number.value, rel_tol=1e-12):
                    note = f"{amount(printed(figure).value, figure.unit, None, figure)} as the source gives it in {CURRENCIES[other.unit]}"
                    answers.append(level_answer(context, question, printed(other), note))
    return answers


def _amount_converted(question: Query, official: Answer) -> list[Answer]:
    """The amount of a question, which is no figure of a source, at an official rate; the interval is that of the rate."""
    rate = official.quantity
    units = {u.start: str(u.value) for u in question.all("unit")}
    amounts = [i for i in question.all("number") if i.value.scale > 1 or (i.value.value != 1 and i.end in units)]  # type: ignore[union-attr]
    if rate is None or len(amounts) != 1:
        return []
    currency, _, base = rate.unit.partition(" per ")
    unit = units.get(amounts[0].end, "USD")
    asked = Fraction(amounts[0].value.value)  # type: ignore[union-attr]
    if unit not in (base, currency):
        return []
    into, average = currency if unit == base else base, "official average" if base == "USD" else "average"
    low, value, high = (
        asked * r if unit == base else asked / r for r in (rate.interval.low, rate.value, rate.interval.high)
    )
    low, high = min(low, high), max(low, high)
    text = (
        f"{amount(asked, unit)} were about {amount(value, into)} at the {average} of {rate.period.label}, "
        f"{spoken(rate)}, as {whose(rate.compiler, rate.reporter)} gives it."
    )
    made = f"{amount(asked, unit)} {'x' if unit == base else '/'} {spoken(rate)}"
    return [
        official._replace(
            text=text,
            value=float(value),
            low=float(low),
            high=float(high),
            unit=into,
            status="converted",
            formula=made,
            figure=None,
            measure="amount",
            quantity=None,
        )
    ]


def _pairs(context: LookupContext) -> list[dict[str, Figure]]:
    """Every amount a source prints both in riel and in dollars."""
    amounts: dict[tuple[object, ...], dict[str, Figure]] = {}
    keys = [
        k for k in context.book.index.keys(of_goods=False) if k[0] in ("fdi_stock", "fdi_inflow", "approved_investment")
    ]
    for figure in (f for k in keys for f in context.figures(*k)):
        if figure.unit in ("KHR", "USD"):
            key = (figure.measure, figure.reporter, figure.partner, figure.product, figure.period, figure.source)
            amounts.setdefault(key, {})[figure.unit] = figure
    return [both for both in amounts.values() if len(both) == 2]


def _implied(context: LookupContext) -> Iterator[Quantity]:
    """The rate behind every amount a source prints both in riel and in dollars, the latest first."""
    for both in sorted(_pairs(context), key=lambda b: b["KHR"].period, reverse=True):
        riel, dollars = printed(both["KHR"]), printed(both["USD"])
        used = implied(riel, dollars)
        if used is not None:
            yield used


def _in_time(context: LookupContext, question: Query, rates: list[Quantity]) -> list[Quantity]:
    """Those of the period asked for; all of them where none is, those of the source of the highest priority first."""
    spans = [s.first for s in question.spans if s.first is not None]
    found = [
        q
        for q in rates
        if not spans or any(q.period.last == p.last or (q.period.year == p.year and p.is_year) for p in spans)
    ]
    return sorted(found, key=lambda q: -context.book.priority(q.figures[0]))


def _implied_answer(context: LookupContext, question: Query, q: Quantity) -> Answer:
    riel, dollars = q.figures
    text = (
        f"{whose(q.compiler, context.home)} reckoned with {spoken(q)} {period_words(q.period)}: "
        f"{amount(printed(riel).value, riel.unit, None, riel)} is printed as {amount(printed(dollars).value, dollars.unit, None, dollars)}."
    )
    made = f"riel for a dollar implied by two prints of one amount, {q.period.label}"
    how = question.read_as(made, f"whose: {q.compiler}")
    return of_quantity(context.book, q._replace(partner=""), text, how)


def _rate_or_none(context: LookupContext, currency: str, base: str, period: Period) -> Quantity | None:
    """The rate of a period, None where nothing gives it."""
    try:
        if base != "USD":
            return cross_rate(context.book, currency, base, period)
        return rate(context.book, currency, period)
    except NoRateError:
        return None


def _official(context: LookupContext, question: Query, currency: str, base: str) -> list[Answer]:
    """The rates of the periods asked for: years, or the months there are; the latest year where none is."""
    times = [s for s in question.spans if s.kind == "period" and s.first is not None]
    years_said = [s.first.year for s in times if s.first is not None]
    of_year = (s.months for s in question.spans if s.kind == "months" and s.months is not None and years_said)
    times += [Span("period", Period.of_months(years_said[0], *m)) for m in of_year]  # "January vs February 2024"
    spans = [Period(s.first.last, s.first.last) if s.point else s.first for s in times if s.first is not None]
    if any(not p.is_year for p in spans):
        rates = [(p, _rate_or_none(context, currency, base, p)) for p in spans if not p.is_year]
        return [_official_answer(context, question, q, "", _stands_for(q, p)) for p, q in rates if q is not None]
    all_years = sorted({Period.of_year(p.year) for p in known(context.book, currency)})
    years = {p: q for p in all_years if (q := _rate_or_none(context, currency, base, p)) is not None}
    time = when(question, list(years))
    periods = time.periods
    if time.kind == "range":
        periods = tuple(p for p in reversed(years) if time.periods[0] <= p <= time.periods[1])
    return [_official_answer(context, question, years[p], time.note) for p in periods if p in years]


@carries_out("growth difference over_years")
def _moved(context: LookupContext, question: Query, currency: str, base: str, official: list[Answer]) -> list[Answer]:
    """How much the rate moved between the first and the last of some years, or on the year before, and what that is for the
    currency."""
    rates = sorted((a.quantity for a in official if a.quantity is not None), key=lambda q: q.period)
    before = _rate_or_none(context, currency, base, rates[0].period.year_before) if len(rates) == 1 else None
    rates = [before, *rates] if before is not None else rates
    q = growth(rates[-1], rates[0]) if len(rates) > 1 else None
    if q is None:
        return []
    name, then, now = CURRENCIES[currency], rates[0], rates[-1]
    value = "kept its" if 0 in q.interval else "lost" if q.value > 0 else "gained"
    text = (
        f"A {ONE[base]} bought {plain(now)} on average {period_words(now.period)} against {plain(then)} {period_words(then.period)}, "
        f"{growth_words(q.value, amount(q.value, 'percent', q.interval))}: the {name} {value} value, by {whose(now.compiler, '')}."
    )
    how = question.read_as(
        f"{name} for a {ONE[base]}, {now.period.label} against {then.period.label}", f"whose: {now.compiler}"
    )
    return [of_quantity(context.book, q, text, how)]


@carries_out("peak trough when over_years yearly difference")
def _extreme(context: LookupContext, question: Query, currency: str, base: str) -> list[Answer]:
    """The year, or of one year the month, with the most riel or yen for a dollar, or the fewest; a currency is weakest when
    they are most."""
    highest = question.does("peak") is not question.says("worth")
    years = [s.first for s in question.spans if s.kind == "period" and s.first is not None and s.first.is_year]
    if question.says("month") and not years:
        years = sorted({Period.of_year(p.year) for p in known(context.book, currency)})
    else:
        years = years[:1]
    months = [Span("period", Period.of_months(p.year, m, m)) for p in years for m in range(1, 13)]
    times = months or [s for s in question.spans if s.kind != "latest"] or [Span("ever")]
    told = [a for t in times for a in _official(context, question.at(t), currency, base)]
    rates = [a.quantity for a in told if a.quantity is not None]
    rates = [q for q in rates if q.period.is_year is not bool(months)]
    best = (max if highest else min)(rates, key=lambda q: q.value, default=None)
    if best is None:
        return []
    first = _official_answer(context, question, best, "")
    among = f"the {'highest' if highest else 'lowest'} {'month' if months else 'year'} of the {len(rates)} known"
    equal = sum(q.value == best.value for q in rates) - 1
    among += f", with {equal} others as {'high' if highest else 'low'}" if equal else ""
    return [first._replace(text=f"{first.text.removesuffix('.')}, {among}.")]


def _stands_for(q: Quantity, period: Period) -> str:
    return f" The dataset has annual averages only: {q.period.label} for {period.label}." if q.period.is_year else ""


def _official_answer(context: LookupContext, question: Query, q: Quantity, note: str, stands: str = "") -> Answer:
    (currency, _, base), name = q.unit.partition(" per "), whose(q.compiler, "")
    as_given = f"the official rate as {name} gives it" if q.period.is_year and q.figure else f"as {name} gives it"
    kind = kind_of(q)
    if base != "USD" and q.derivation is not None:
        kind = as_given = (
            f"worked out from what a dollar bought of both, {joined([plain(r) for r in q.derivation.inputs])}"
        )
    elif q.figure is None:
        as_given = f"{kind} that {name} gives"
    text = f"A {ONE[base]} bought {plain(q)} on average {period_words(q.period)}, {as_given}.{stands}"
    how = question.read_as(f"{CURRENCIES[currency]} for a {ONE[base]}, {kind}", f"whose: {q.compiler}", note)
    return of_quantity(context.book, q, text, how)


def plain(q: Quantity) -> str:
    return amount(q.value, q.unit, q.interval, q.figure).partition(" for a ")[0]
