"""Evidence: what the dataset has on what a number may claim, printed and derived, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..book.code_lists import compilers, compilers_of, groups_of_pair
from ..derivation import products
from ..derivation.aid import AID, agreements, aid_lines, indicators
from ..derivation.comparisons import average_over, cover_ratio, difference, growth
from ..derivation.editions import described
from ..derivation.exchange_rates import in_currency_or_why
from ..derivation.levels import Series, as_known
from ..derivation.quantity import Quantity, growth_of, negated, printed
from ..derivation.rankings import MEASURES, SHARE, partner_lists
from ..language.articles.reading import Reading
from ..language.articles.words import lexicon
from ..language.phrases import cue
from ..lookup.context import MIRRORED, LookupContext
from ..lookup.direction import TradeDirection, lines
from ..lookup.operations.investment import reported
from ..lookup.operations.investment_asked import LEVEL
from ..lookup.operations.share import pair_shares, world_shares
from ..model.codes import BASES, LEVELS, growth_measure
from ..model.figure import SCALES, Figure
from ..model.imported_compiler import coverage_of, currency_of, is_imported
from ..model.period import Period
from ..model.reference import HOME
from ..wording.sentences import joined, whose
from . import investment_evidence

_OF_GOODS = {"goods": products.SHARE, "market": products.MARKET_SHARE, "apparel": {"imports": products.OF_APPAREL}}
_OFFICIAL = ("customs", "government")
_LASTING = 6
_CARRIES_BOTH = compilers_of("compilation")
"""Compilers that carry each country's own figures: those of its customs."""


def evidence(context: LookupContext, reading: Reading) -> list[Quantity]:
    """Quantities of exactly what is claimed, by the compilers that the text names, in the order of the context.

    Empty where the dataset has nothing of it, or the sentence does not say when. What was imported of some products alone
    is not what is claimed of all goods.
    """
    dated = _of_period(context, reading, reading.period) if reading.period is not None else ()
    found = [q for q in (*dated, *_agreed(context, reading)) if not coverage_of(q.compiler)]
    if reading.claim not in ("level", "growth", "step", "average"):
        return found
    currencies = sorted(reading.currencies or ("USD",), key=lambda c: c != "USD")
    return [q for currency in currencies for q in _in_currency(context, reading, found, currency)]


def _in_currency(context: LookupContext, reading: Reading, found: list[Quantity], currency: str) -> list[Quantity]:
    """What was found, as printed in a currency other than the dollar, or else converted; growth is that of amounts in it."""
    if currency == "USD":
        return [q for q in found if not (is_imported(q.compiler) and currency_of(q.compiler))]
    told = [q for each in found if (q := in_currency_or_why(context.book, each, currency)[0]) is not None]
    if reading.claim == "growth":
        told = [q for q in told if _grew_in(q) == currency]
    return [q for q in told if q.figure is not None] or told


def lacking_words(context: LookupContext, reading: Reading) -> str:
    """Why there is nothing on what is claimed: it was imported of some products alone, or not by the source that is named,
    or not of that time."""
    found = _of_period(context, reading, reading.period) if reading.period is not None else ()
    if parts := dict.fromkeys(filter(None, (coverage_of(q.compiler) for q in found))):
        return f"the dataset has no printed total of this: {'; '.join(parts)}"
    named = any(c != "other" for c in reading.compilers) and evidence(context, reading.but(compilers=()))
    when = f", {reading.period.label}" if reading.period is not None else ""
    if {"group", "elsewhere"} & {reading.reporter, reading.partner} and not reading.bases:
        return "it may be of a country or group that the dataset has no figures of"
    agreed = {(indicators(context.book)[e.measure].called, e.date[:4]) for e in agreements(context.book)}
    if reading.period is not None and (reading.measure, str(reading.period.year)) in agreed:
        return f"the dataset has no sum of this{when}; it has what was agreed in that year, project by project"
    others = _of_subject(context, reading) if reading.measure not in (*LEVELS, "fdi") and not reading.part else []
    if apart := _by_two_compilers(context, reading):
        return apart
    if others:
        known = ", ".join(p.label for p in sorted({f.period for f in others}, reverse=True)[:4])
        return f"the dataset has no figure of this{when}; it has those of {known}"
    part = _part_of_year(context, reading)
    instead = f"; it has that of {part.label}" if part is not None else ""
    return f"the dataset has no figure of this{' by the source that is named' if named else ''}{when}{instead}"


def _part_of_year(context: LookupContext, reading: Reading) -> Period | None:
    """The longest part from January on, of a year that there is nothing of, that there is something of."""
    if reading.period is None or not reading.period.is_year:
        return None
    parts = (Period.of_months(reading.period.year, 1, month) for month in range(11, 0, -1))
    return next((p for p in parts if any(q.period == p for q in _of_period(context, reading, p))), None)


def _by_two_compilers(context: LookupContext, reading: Reading) -> str:
    """Why nothing can be said of growth whose two ends have no compiler in common; "" where one has both, or none has one."""
    if reading.claim not in ("growth", "step") or reading.measure not in LEVELS or reading.period is None:
        return ""
    ends, found = sorted((reading.period, reading.base or reading.period.year_before)), trade_lines(context, reading)
    each = [[whose(line.compiler, line.reporter) for line, own in found if line.level(own, end)] for end in ends]
    if not all(each) or {*each[0]} & {*each[1]}:
        return ""
    told = "; ".join(f"{end.label}: {joined(names)}" for end, names in zip(ends, each, strict=True))
    return f"no one compiler has both ends of this ({told}), and two compilers' figures are not compared"


def _grew_in(growth: Quantity) -> str:
    return growth.derivation.inputs[0].unit if growth.figure is None and growth.derivation else growth.figures[0].unit


def _of_period(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    if reading.claim == "rank":
        return _ranks(context, reading, period)
    if reading.claim == "share":
        return _shares(context, reading, period)
    if reading.measure == "fdi":
        return investment_evidence.amounts(context, reading, period)
    if reading.measure not in LEVELS:
        return _others(context, reading, period)
    if reading.sector:
        return _goods(context, reading, period)
    of_line = _levels if reading.claim == "level" else _derived
    near = [(line, own) for line, own in trade_lines(context, reading) if _reaches(line, period)]
    return (q for line, own in near for q in of_line(line, own, period, reading))


def trade_lines(context: LookupContext, reading: Reading) -> list[tuple[Series, str]]:
    """The series of the two sides, each with the measure from its own side; only those of the compilers named."""
    if not reading.reporter or not reading.partner or (reading.sector and reading.measure in LEVELS):
        return []
    found = lines(context, TradeDirection(reading.measure, reading.reporter, reading.partner))
    named, when = named_compilers(reading), reading.period
    own = [(line, measure) for line, measure in found if not named or line.compiler in named]
    if not named or (when is not None and any(line.level(measure, when) is not None for line, measure in own)):
        return own
    carried = {(code, side) for side in _sides_named(reading) for code in _CARRIES_BOTH}
    return own + [(line, measure) for line, measure in found if (line.compiler, line.reporter) in carried]


def named_compilers(reading: Reading) -> frozenset[str]:
    """Whose figures of trade a text says that it has; a ministry's are those of its customs. Empty for anybody's."""
    known, sides = compilers(), _sides_named(reading)
    named = [known[c] for c in reading.compilers if c in known and known[c].trade_by]
    official = {c.code for c in known.values() if c.kind in _OFFICIAL and (c.side or HOME[0]) in sides}
    return frozenset(official | {c.trade_by for c in named if c.kind not in _OFFICIAL})


def _sides_named(reading: Reading) -> set[str]:
    """The countries whose customs or ministries a text says that it has the figures of."""
    named = [c for c in map(compilers().get, reading.compilers) if c is not None and c.trade_by]
    return {c.side or HOME[0] for c in named if c.kind in _OFFICIAL}


def _reaches(line: Series, period: Period) -> bool:
    """Whether a series has anything within a year of a period; from further away no level follows."""
    return any(abs(p.year - period.year) <= 1 for measure in LEVELS for p in line.known(measure))


def _levels(line: Series, measure: str, period: Period, reading: Reading) -> Iterator[Quantity]:
    """Every print, the identities beside them, or else what can be worked out, as the card of it has it."""
    prints = [as_known(line.book, f) for f in line.prints(measure, period)]
    twin = {"trade_balance": "trade_deficit", "trade_deficit": "trade_balance"}.get(measure, "")
    prints += [negated(printed(f), measure) for f in line.prints(twin, period)] if twin else []
    prints.sort(key=lambda q: q.status == "derived")
    yield from prints
    if measure == "trade_deficit":
        yield from (negated(q, measure) for q in line.identities("trade_balance", period))
    elif measure in LEVELS and prints:
        yield from line.identities(measure, period)
    level = line.level(measure, period)
    if level is not None and level.figure is None:
        yield level
    yield from (q for q in _in_lists(line, measure, period) if level is None or not q.interval.meets(level.interval))


def _in_lists(line: Series, measure: str, period: Period) -> Iterator[Quantity]:
    """What each edition of a compiler has of a partner, where it has several."""
    if measure not in MEASURES or sum(e.compiler == line.compiler for e in line.book.editions.values()) < 2:
        return
    found = partner_lists(line.book, line.reporter)
    for edition in found.editions(period):
        size = found.size(period, edition, measure, line.partner)
        if size is not None and described(line.book, edition).compiler == line.compiler:
            yield size


def _derived(line: Series, measure: str, period: Period, reading: Reading) -> Iterator[Quantity]:
    """Growth, a step, a monthly average, or exports over imports (the other way round where these were named first)."""
    level = partial(line.level, measure)
    now, then = level(period), level(reading.base or period.year_before)
    made: Quantity | None = None
    if reading.claim == "growth":
        yield from line.growths(measure, period, reading.base)
        made = line.recomputed_growth(measure, period, reading.base)
    elif reading.claim == "step" and now is not None and then is not None:
        made = difference(now, then, f"{measure}_change")
    elif reading.claim == "average" and now is not None and period.months > 1:
        made = average_over(now, period.months)
    elif reading.claim == "ratio" and now is not None and measure in ("exports", "imports"):
        under = line.level("imports" if measure == "exports" else "exports", period)
        made = cover_ratio(now, under) if under is not None else None
    if made is not None:
        yield made


def _shares(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    if reading.part == "fdi":
        yield from investment_evidence.shares(context, reading, period)
        return
    if reading.part in _OF_GOODS:
        yield from _of_goods(context, reading, period)
        return
    own = [line for line, _ in trade_lines(context, reading) if line.reporter == reading.reporter]
    for line in own:
        if reading.part == "pair":
            yield from pair_shares(line, reading.measure, f"{reading.measure}_share_of_pair", period)
        elif reading.measure in SHARE:
            yield from world_shares(context, [line], reading.measure, SHARE[reading.measure], period)


def _of_goods(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """The part of some goods in a flow of the pair, as either side has it, or of the partner in the reporter's flow of them."""
    names, seen = _OF_GOODS[reading.part], _sides(reading)[: 1 if reading.part == "market" else 2]
    splits = [flow for flows in products.bundled_splits().values() for flow in flows if flow[:3] in seen]
    for group in _groups(reading):
        for measure, reporter, partner in (flow for flow in seen if flow[0] in names):
            prints = context.figures(names[measure], reporter, partner, group)
            yield from (printed(f) for f in prints if f.period == period)
        own = (flow for flow in splits if group.startswith(f"{flow.system}:") and reading.part != "apparel")
        found = (products.split(context.book, f).measures[names[f.measure]](group, period) for f in own)
        yield from (q for q in found if q is not None)


def _sides(reading: Reading) -> list[tuple[str, str, str]]:
    """A flow as its two sides call it."""
    measure, reporter, partner = reading.measure, reading.reporter, reading.partner
    return [(measure, reporter, partner), (MIRRORED[measure], partner, reporter)]


def _groups(reading: Reading) -> list[str]:
    """The product groups by which some goods are printed, the closest first."""
    return (groups_of_pair(reading.sector) if " " in reading.sector else []) or reading.sector.split()


def _goods(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """The trade of the pair in some goods as either side has it, or its growth, as printed or worked out of two levels."""
    base, named = reading.base or period.year_before, named_compilers(reading)
    for group in _groups(reading):
        for key in _sides(reading):
            prints = [f for f in context.figures(*key, group) if not named or f.compiler in named]
            now = [f for f in prints if f.period == period]
            if reading.claim == "level":
                yield from map(printed, now)
            elif reading.claim == "growth":
                rates = [growth_of(f) for f in now if base == period.year_before]
                then = [f for f in prints if f.period == base]
                rates += [growth(printed(a), printed(b)) for a in now for b in then if a.compiler == b.compiler]
                yield from (q for q in rates if q is not None)


def _ranks(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    measure, partner = reading.measure, reading.partner
    if measure == "fdi":
        yield from investment_evidence.ranks(context, reading, period)
        return
    yield from (printed(f) for f in context.figures(f"{measure}_rank", context.home, partner) if f.period == period)
    found = partner_lists(context.book, context.home)
    for edition in found.editions(period):
        rank = found.rank(period, edition, measure, partner)
        if rank is not None:
            yield rank


def latest_ranks(context: LookupContext, reading: Reading) -> list[Quantity]:
    """The last rank printed of a country, and the last over half a year or more: few months say little of a place today."""
    bases = [b for b in reading.bases or ("stock", "inflow") if b in LEVEL]
    names = [LEVEL[b] for b in bases] if reading.measure == "fdi" else [reading.measure]
    found = [f for name in names for f in context.figures(f"{name}_rank", context.home, reading.partner)]
    found.sort(key=lambda f: f.period, reverse=True)
    lasting = [f for f in found if f.period.is_point or f.period.months >= _LASTING]
    return [*map(printed, dict.fromkeys((*found[:1], *lasting[:1])))]


def _others(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """Figures of any other measure of the dataset: of the country named, counted in the period or at its end."""
    if reading.claim not in ("level", "growth", "step"):
        return
    then = [printed(f) for f in _of_subject(context, reading) if f.period == (reading.base or period.year_before)]
    prints = [f for f in _of_subject(context, reading) if _counted_in(f, reading, period)]
    if reading.claim == "level":
        yield from (printed(f) for f in prints)
    elif reading.claim == "step":
        pairs = ((printed(f), q) for f in prints for q in then if (f.measure, f.compiler) == (q.measure, q.compiler))
        yield from (d for now, q in pairs if (d := difference(now, q, f"{now.measure}_change")) is not None)
    elif reading.base in (None, period.year_before):
        yield from (q for f in prints if (q := growth_of(f)) is not None)
        named = {reading.reporter, reading.partner} - {""}
        aid = [line for line in aid_lines(context.book) if line.period == period and named <= {*context.pair}]
        yield from (q for line in aid for q in line.numbers.values() if q.measure == growth_measure(reading.measure))


def _of_subject(context: LookupContext, reading: Reading) -> list[Figure]:
    """The figures of what is no trade, of the countries that are named, by whoever counted them and how."""
    alike = {m: i for m, i in indicators(context.book).items() if i.called == reading.measure}
    keys = [k for k in context.book.index.keys(of_goods=False) if k[0] in (alike or [reading.measure]) and not k[3]]
    is_aid = any(i.subject == AID for i in alike.values())
    subjects = {i.subject for i in alike.values()} & lexicon(context.book).subjects
    keys = keys if subjects <= {*reading.bases} else []
    named = [k for k in keys if subjects or _is_named(reading, *k[1:3], is_aid=is_aid)]
    return [f for k in named for f in context.figures(*k)]


def _is_named(reading: Reading, place: str, whose: str, *, is_aid: bool) -> bool:
    """Whether a figure is of the place and of those of whom a text speaks; of aid either may be said first."""
    said = {reading.reporter, reading.partner} - {""}
    if not whose:
        return place == (reading.reporter or reading.partner or place)
    if is_aid:
        return place in said and said <= {place, whose}
    return reading.partner == whose and reading.reporter in ("", place)


def _agreed(context: LookupContext, reading: Reading) -> Iterator[Quantity]:
    """The amount of a loan or grant as it was agreed, of a project that the sentence names, in the year it speaks of."""
    said = set(re.findall("[a-z]{3,}", reading.sentence.lower()))
    named = {cue.code for cue in lexicon(context.book).tagged(reading.sentence).all("area")}
    for each in agreements(context.book) if reading.claim == "level" and named <= {*context.pair} else ():
        names = set(re.findall("[a-z]{3,}", each.title.lower())) - cue("in project names")
        known = len(names & said) > 1 and 2 * len(names & said) >= len(names)
        dated = reading.period is None or str(reading.period.year) == each.date[:4]
        if known and dated and reading.measure == indicators(context.book)[each.measure].called:
            yield from [q for q in each.amounts.values() if q.unit == reading.number.unit] or each.amounts.values()


def _counted_in(figure: Figure, reading: Reading, period: Period) -> bool:
    """Whether a figure is of a period or its end; what was counted within a year may say yes to a number of that year."""
    by_fiscal_year = period.first is not None and "fiscal" in reading.sentence.lower()
    fiscal = [Period(period.first + 3, period.last + 3)] if by_fiscal_year and period.first is not None else []
    if figure.period in (period, Period(None, period.last), *fiscal):
        return True
    dated = period.is_year or reading.number.base
    within = figure.period.is_point and dated and figure.period.year == period.year
    return within and figure.interval.meets(reading.number.interval)


def printed_elsewhere(context: LookupContext, reading: Reading) -> Iterator[tuple[str, Quantity]]:
    """What the number might be meant for, as (what differs, quantity): a speaker's own, another period, the other flow."""
    period = reading.period
    for f in context.figures(f"{reading.measure}_spoken", reading.reporter, reading.partner):
        if f.period == period:
            speakers = (context.book.people[s.person].name for s in context.book.statements if f.id in s.figure_ids)
            yield f"a speaker ({joined([*speakers])}) and of nobody who counts", printed(f)
    if reading.measure == "fdi" and period is None:
        measures = [LEVEL[b] for b in reading.bases or BASES if b in LEVEL]
        counted = [f for m in measures for f in reported(context, m, reading.partner, reading.product)]
        yield from ((f.period.label, printed(f)) for f in counted)
    for line, own in trade_lines(context, reading) if reading.measure in LEVELS else ():
        for measure in (own, *(m for m in MEASURES if m != own)):
            for other in sorted(line.known(measure, derived=False), reverse=True):
                alike = period is None or (other.months == period.months and (other.last - period.last) % 12 == 0)
                same = (measure == own) is (other == period) or (measure != own and period not in (None, other))
                if same or not alike:
                    continue
                prints = map(printed, line.prints(measure, other)) if reading.claim == "level" else iter(())
                found = line.growths(measure, other) if reading.claim == "growth" else prints
                yield from ((other.label if measure == own else measure.replace("_", " "), q) for q in found)


def printed_alike(context: LookupContext, reading: Reading) -> Quantity | None:
    """The one figure of the pair that is printed with the very digits of a number of three or more, whatever it is of."""
    number = reading.number
    if number.digits < 3 or number.hedge or number.kind not in ("money", "percent"):
        return None
    unit = "percent" if number.kind == "percent" else number.unit or "USD"
    found = [
        context.book.figure(id)
        for scale in SCALES.values()
        for id in context.book.index.printed_as(float(number.value / scale))
    ]
    own = [
        q
        for f in found
        if f.partner in context.pair and f.unit == unit and (q := printed(f)).value == abs(number.value)
    ]
    return own[0] if len({(q.measure, q.reporter, q.period) for q in own}) == 1 else None
