"""Claims: what each printed figure asserts, about which unknown, within which interval."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..book.code_lists import compilers_of
from ..model.codes import FLOWS, WORLD, rate_of
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.interval import Interval
from ..model.period import Period
from ..model.records import Source

SHARES = {
    "exports_share_of_pair": ("exports", "total_trade"),
    "imports_share_of_pair": ("imports", "total_trade"),
    "share_of_world_exports": ("exports", "exports"),
    "share_of_world_imports": ("imports", "imports"),
    "share_of_world_trade": ("total_trade", "total_trade"),
    "product_share_of_exports": ("exports", "exports"),
    "product_share_of_imports": ("imports", "imports"),
    "fdi_stock_share": ("fdi_stock", "fdi_stock"),
    "fdi_inflow_share": ("fdi_inflow", "fdi_inflow"),
    "trade_balance_to_gdp": ("goods_and_services_balance", "gdp"),
}
"""Each share as (measure of the part, measure of the whole)."""
_OF_ALL_GOODS = ("product_share_of_exports", "product_share_of_imports")
_SAME_LINE = ("exports_share_of_pair", "imports_share_of_pair", "trade_balance_to_gdp")
ADDITIVE = (*FLOWS, "fdi_inflow", "fdi_stock", "approved_investment", "approved_projects")
"""Measures that add up over partners or sectors and, stocks apart, over months."""
SIGNED = ("trade_balance", "goods_and_services_balance")
"""Measures that may be below zero."""
_LEVELS = (*ADDITIVE, "trade_deficit", "goods_and_services_balance", "gdp")


class SeriesKey(NamedTuple):
    """What may be added, subtracted and divided: one reporter, partner, product and concept of one compiler.

    `edition` is a database's vintage; what the press prints after a compiler is one running series, "".
    """

    reporter: str
    partner: str
    product: str
    basis: str
    unit: str
    compiler: str
    edition: str


class Variable(NamedTuple):
    """A true value nobody knows: a measure of a line in a period, in base units (dollars)."""

    line: SeriesKey
    measure: str
    period: Period


class Claim(NamedTuple):
    """What a figure asserts: that a level, a growth or a share (per cent) lies in `interval`.

    `measure` is the measure it is about (`exports`, for a growth of exports too), `of` the line and measure of the
    whole for a share, `back` how many months before a growth is measured against. Levels are in base units.
    """

    figure: Figure
    kind: str
    measure: str
    line: SeriesKey
    period: Period
    interval: Interval
    of: tuple[SeriesKey, str] | None = None
    back: int = 12

    @property
    def about(self) -> Variable:
        """The level it states, or whose growth or share it states."""
        return Variable(self.line, self.measure, self.period)

    @property
    def against(self) -> Variable | None:
        """What a growth or a share is measured against: the level before, the whole."""
        if self.kind == "growth":
            return Variable(self.line, self.measure, self.period.shift(-self.back))
        return Variable(self.of[0], self.of[1], self.period) if self.of is not None else None

    @property
    def against_what(self) -> str:
        """What a growth is against, where that is not the year before: ` on the month`."""
        return "" if self.back > 1 else " on the month"

    @property
    def is_beside(self) -> bool:
        """Whether it is the growth printed beside a level, and not what its figure is of."""
        return self.kind == "growth" and rate_of(self.figure.measure) is None

    @property
    def unknowns(self) -> tuple[Variable, ...]:
        """The level it is about, and the one that is measured against."""
        return tuple(filter(None, (self.about, self.against)))

    @property
    def stated(self) -> tuple[str, Variable, Variable | None]:
        """What of which numbers it states, whatever its own number is."""
        return self.kind, self.about, self.against

    @property
    def unit(self) -> str:
        """The unit of what it states: that of its level, or per cent."""
        return self.line.unit if self.kind == "level" else "percent"

    @property
    def document(self) -> str:
        return self.figure.source


def claims_of(figures: Iterable[Figure], sources: Mapping[str, Source]) -> list[Claim]:
    """Every claim of figures that sources print; what somebody derived from them asserts nothing of its own."""
    found: list[Claim] = []
    for figure in figures:
        if figure.status != "derived":
            found += _claims(figure, series_key_of(figure, sources))
    return _once(found)


def series_key_of(figure: Figure, sources: Mapping[str, Source]) -> SeriesKey:
    """The line a figure belongs to."""
    # The press stands for whoever it asked: each page is a compiler of its own.
    compiler = figure.source if figure.compiler in compilers_of("press", "unnamed press") else figure.compiler
    edition = figure.source if sources[figure.source].vintage else ""
    return SeriesKey(figure.reporter, figure.partner, figure.product, figure.basis, figure.unit, compiler, edition)


def _claims(figure: Figure, line: SeriesKey) -> list[Claim]:
    measure = figure.measure
    if measure in SHARES:
        return _share(figure, line)
    if (rate := rate_of(measure)) is not None:
        of, back = rate
        whole = of in _LEVELS and of not in (*SIGNED, "trade_deficit")
        return [Claim(figure, "growth", of, _money(line), figure.period, figure.interval, back=back)] if whole else []
    if measure not in _LEVELS:
        return []
    interval = figure.interval
    if measure in (*SIGNED, "trade_deficit") and figure.rounding == "down" and not figure.value:
        # Cut off to nothing, from either side of it.
        interval = Interval(-interval.high, interval.high)
    if measure == "trade_deficit":
        measure, interval = "trade_balance", -interval
    found = [Claim(figure, "level", measure, line, figure.period, interval)]
    growth = figure.growth_interval
    if growth is not None and measure not in SIGNED:
        found.append(Claim(figure, "growth", measure, line, figure.period, growth))
    return found


def _share(figure: Figure, line: SeriesKey) -> list[Claim]:
    part, whole = SHARES[figure.measure]
    own = _money(line)
    if figure.measure in _SAME_LINE:
        of = own
    else:
        of = own._replace(product="", partner=own.partner if figure.measure in _OF_ALL_GOODS else WORLD)
    return [Claim(figure, "share", part, own, figure.period, figure.interval, (of, whole))]


def _money(line: SeriesKey) -> SeriesKey:
    """The line whose levels a growth or a share of `line` is about: dollars, as far as a per cent can tell."""
    return line._replace(unit="USD")


def _once(claims: list[Claim]) -> list[Claim]:
    """Without the growth beside a level where the same page has the growth as a figure of its own."""
    apart = {
        (c.measure, c.line, c.period, c.back, c.document, c.interval)
        for c in claims
        if c.kind == "growth" and not c.is_beside
    }
    return [
        c
        for c in claims
        if not c.is_beside
        or (c.measure, c.line._replace(unit="USD"), c.period, c.back, c.document, c.interval) not in apart
    ]


def current(claims: Iterable[Claim], sources: Mapping[str, Source]) -> list[Claim]:
    """The claims as they stand today: a level that the same compiler has printed anew, otherwise, is left out,
    and with it every growth that was printed on the old one."""
    claims = list(claims)
    levels = grouped((claim.about, claim) for claim in claims if claim.kind == "level")
    dates = {id: source.date for id, source in sources.items()}
    latest = {key: max(reversed(prints), key=lambda c: dates[c.document]) for key, prints in levels.items()}
    old = grouped(
        (key, each)
        for key, prints in levels.items()
        for each in prints
        if dates[each.document] < dates[latest[key].document] and not each.interval.meets(latest[key].interval)
    )
    gone = {id(c) for prints in old.values() for c in prints}
    return [c for c in claims if id(c) not in gone and not _stands_on_old(c, old, dates)]


def _stands_on_old(claim: Claim, old: Mapping[Variable, list[Claim]], dates: Mapping[str, str]) -> bool:
    if claim.kind != "growth" or claim.against is None:
        return False
    own, before = old.get(claim.about, ()), old.get(claim.against, ())
    return any(c.document == claim.document for c in own) or any(
        dates[c.document] <= dates[claim.document] for c in before
    )
