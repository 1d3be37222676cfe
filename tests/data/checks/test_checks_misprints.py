"""Errors put into the bundled tables are noticed exactly where the other figures exclude them, and where they are not
noticed the reason is given."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import inf
from random import Random
from typing import NamedTuple

import pytest
from bundled import BOOK

from cjtrade_data.checks.compilation import Compilation, compilations_of
from cjtrade_data.checks.consistent_subset import Resolution
from cjtrade_data.checks.document_checks import holds, is_tied
from cjtrade_data.checks.identities import relations_of, unknowns_of
from cjtrade_data.checks.network import Component, parts_of
from cjtrade_data.checks.printed_claims import SIGNED, Claim, claims_of
from cjtrade_data.checks.proof import conflict_in, pinned_without
from cjtrade_data.checks.solver import Solver
from cjtrade_data.checks.wording import about, between
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period

SLIPS = ("digits swapped", "sign turned", "thousand for million", "wrong year")
STAGES = {"WITS:Raw materials", "WITS:Intermediate goods", "WITS:Consumer goods", "WITS:Capital goods"}
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
SUMMED = tuple(
    """
    exports imports total_trade trade_balance fdi_inflow fdi_stock approved_investment approved_projects
""".split()
)
LEVELS = (*SUMMED, "trade_deficit", "goods_and_services_balance", "gdp")
Term = dict[tuple[object, ...], Fraction]


def slipped(figure: Figure, kind: str, random: Random) -> Figure | None:
    """The figure with a slip of this kind, or None where it would read the same."""
    if kind == "wrong year":
        return figure._replace(period=figure.period.shift(random.choice((-12, 12))))
    if not figure.value:
        return None
    if kind == "sign turned":
        return figure._replace(value=-figure.value)
    if kind == "thousand for million":
        other = {"thousand": "million", "million": "thousand", "billion": "million", "trillion": "billion"}
        return figure._replace(scale=other[figure.scale]) if figure.scale in other else None
    sign, digits, exponent = figure.value.as_tuple()
    places = [i for i, (a, b) in enumerate(pairwise(digits)) if a != b]
    if not places:
        return None
    at = random.choice(places)
    swapped = (*digits[:at], digits[at + 1], digits[at], *digits[at + 2 :])
    return figure._replace(value=Decimal((sign, swapped, exponent)))


@cache
def tables() -> dict[str, list[str]]:
    """The ids of each table's printed figures."""
    found: dict[str, list[str]] = {}
    for file in sorted((BOOK.folder / "figures").glob("*.csv")):
        for line in file.read_text("utf-8").splitlines()[1:]:
            figure = BOOK.figure(line.partition(",")[0])
            if figure.status != "derived":
                found.setdefault(file.stem, []).append(figure.id)
    return found


def errors(number: int, seed: int) -> Iterator[tuple[str, Figure]]:
    """Slips in figures drawn from all tables alike."""
    random = Random(seed)
    names = sorted(tables())
    while number:
        kind = SLIPS[number % len(SLIPS)]
        figure = BOOK.figure(random.choice(tables()[random.choice(names)]))
        wrong = slipped(figure, kind, random)
        if wrong is not None:
            number -= 1
            yield kind, wrong


@cache
def compilations() -> dict[tuple[str, str, str], Resolution]:
    return {tuple(key): Resolution(compilation) for key, compilation in compilations_of(BOOK).items()}


def compilation_of(figure: Figure) -> Resolution | None:
    source = BOOK.sources[figure.source]
    compiler = figure.source if figure.compiler in ("PRESS", "PPP") else figure.compiler
    return compilations().get((figure.reporter, compiler, figure.source if source.vintage else ""))


class Misprint(NamedTuple):
    """`against` are claims that cannot all hold with the figure as given, the smallest such set found; empty where it
    fits, and then `why` says what the rest allows, or that nothing speaks of it."""

    against: tuple[Claim, ...]
    why: str


def misprint(figure: Figure) -> Misprint:
    """Hold a figure against everything else its compiler printed that can hold."""
    resolution = compilation_of(figure)
    if resolution is None:
        return Misprint((), "its compiler printed nothing else that a check uses")
    own = claims_of([figure], resolution.compilation.sources)
    claims = [*(c for c in resolution.claims if c.figure.id != figure.id), *own]
    if not own:
        return Misprint((), "no check uses figures of this measure")
    reasons = []
    for part in parts_of(claims, relations_of(unknowns_of(claims))):
        mine = [i for i, c in enumerate(part.claims) if c in own]
        if not mine:
            continue
        if (is_tied(part) or _is_impossible(own)) and not holds(part):
            conflict = conflict_in(Solver(part.network))
            if conflict is not None:
                return Misprint(tuple(part.claims[i] for i in sorted(conflict)), "")
        reasons += [_allowed(part, i) for i in mine]
    return Misprint((), "; ".join(reasons))


def _is_impossible(claims: list[Claim]) -> bool:
    """Whether a level that cannot be negative is."""
    return any(c.kind == "level" and c.interval.high < 0 and c.measure not in SIGNED for c in claims)


def _allowed(part: Component, number: int) -> str:
    claim = part.claims[number]
    if not is_tied(part):
        return f"nothing else printed is tied to {about(claim)}"
    pinned = pinned_without(part, number)
    allowed = between(pinned.interval, claim.unit) if pinned is not None else "any number"
    return f"the others allow {about(claim)} to be {allowed}"


def rest_of(resolution: Resolution, wrong: Figure) -> list[tuple[Figure, bool, bool]]:
    """What the figure is held against: each other figure, and whether its level and its growth are in good standing."""
    good = {(c.figure.id, c.kind) for c in resolution.claims}
    kept = []
    for figure in resolution.compilation.figures:
        if figure.id != wrong.id and figure.status != "derived":
            is_growth = figure.measure.endswith(("_growth", "_growth_on_month"))
            own_kind = "growth" if is_growth else "share" if figure.measure in SHARES else "level"
            kept.append((figure, (figure.id, own_kind) in good, (figure.id, "growth") in good))
    return [*kept, (wrong, True, True)]


class Written:
    """The figures of one compiler as linear constraints, written down once more from what the measures mean: flows as
    sums over the pieces into which all printed runs of months cut time."""

    def __init__(self, figures: list[tuple[Figure, bool, bool]]) -> None:
        self.figures = figures
        self.known: dict[tuple[str, str, str, str, Period], None] = {}
        self.cuts: set[int] = set()
        for figure, level, growth in figures:
            for measure, partner, product, period in self._spoken_of(figure, level, growth):
                self.known[
                    measure, partner, product, figure.unit if level and figure.unit == "KHR" else "USD", period
                ] = None
                if period.first is not None:
                    self.cuts |= {period.first, period.last + 1}

    def places_of(self, figure: Figure) -> Iterator[tuple[str, str, str, str, Period]]:
        for measure, partner, product, period in self._spoken_of(figure, True, True):
            yield measure, partner, product, "KHR" if figure.unit == "KHR" else "USD", period

    def _spoken_of(self, figure: Figure, level: bool, growth: bool) -> Iterator[tuple[str, str, str, Period]]:
        measure, partner, product, period = figure.measure, figure.partner, figure.product, figure.period
        if measure in SHARES and level:
            part, whole = SHARES[measure]
            yield part, partner, product, period
            same = measure.endswith("_of_pair") or measure == "trade_balance_to_gdp"
            yield whole, partner if same else "WLD", product if same else "", period
        elif measure.endswith("_growth_on_month"):
            base = measure.removesuffix("_growth_on_month")
            if growth and base in LEVELS and base not in ("trade_balance", "trade_deficit"):
                yield base, partner, product, period
                yield base, partner, product, period.shift(-1)
        elif measure.endswith("_growth") or figure.growth_pct is not None:
            base = measure.removesuffix("_growth")
            if level and not measure.endswith("_growth"):
                yield base, partner, product, period
            if growth and base in LEVELS and base not in ("trade_balance", "trade_deficit"):
                yield base, partner, product, period
                yield base, partner, product, period.year_before
        elif measure in LEVELS and level:
            yield "trade_balance" if measure == "trade_deficit" else measure, partner, product, period

    def term(self, measure: str, partner: str, product: str, unit: str, period: Period) -> Term:
        unit = "KHR" if unit == "KHR" else "USD"
        if measure == "total_trade":
            return self._added(
                self.term("exports", partner, product, unit, period),
                self.term("imports", partner, product, unit, period),
                1,
            )
        if measure in ("trade_balance", "trade_deficit"):
            sign = 1 if measure == "trade_balance" else -1
            terms = [self.term(m, partner, product, unit, period) for m in ("exports", "imports")]
            return self._added(terms[0], terms[1], -1) if sign > 0 else self._added(terms[1], terms[0], -1)
        if period.first is None or measure not in SUMMED:
            return {(measure, partner, product, unit, period.code): Fraction(1)}
        inside = sorted(c for c in self.cuts if period.first <= c <= period.last + 1)
        return {(measure, partner, product, unit, a, b): Fraction(1) for a, b in pairwise(inside)}

    @staticmethod
    def _added(one: Term, other: Term, factor: Fraction | int) -> Term:
        found = dict(one)
        for name, value in other.items():
            found[name] = found.get(name, Fraction(0)) + factor * value
        return found

    def constraints(self) -> Iterator[tuple[Term, Fraction | float, Fraction | float]]:
        for figure, level, growth in self.figures:
            place = (figure.partner, figure.product)
            if figure.measure in SHARES and level:
                part, whole = SHARES[figure.measure]
                same = figure.measure.endswith("_of_pair") or figure.measure == "trade_balance_to_gdp"
                of = place if same else ("WLD", "")
                one, other = self.term(part, *place, "USD", figure.period), self.term(whole, *of, "USD", figure.period)
                yield from self._ratio(one, other, figure.interval, 0)
            elif figure.measure.endswith("_growth"):
                if growth and figure.measure.removesuffix("_growth") in LEVELS:
                    yield from self._growth(figure.measure.removesuffix("_growth"), figure, figure.interval)
            elif figure.measure.endswith("_growth_on_month"):
                base = figure.measure.removesuffix("_growth_on_month")
                if growth and base in LEVELS and base not in ("trade_balance", "trade_deficit"):
                    yield from self._growth(base, figure, figure.interval, figure.period.shift(-1))
            elif figure.measure in LEVELS:
                if level:
                    yield (
                        self.term(figure.measure, *place, figure.unit, figure.period),
                        figure.interval.low,
                        figure.interval.high,
                    )
                if (
                    growth
                    and figure.growth_interval is not None
                    and "balance" not in figure.measure
                    and "deficit" not in figure.measure
                ):
                    yield from self._growth(figure.measure, figure, figure.growth_interval)
        yield from self._parts()

    def _growth(
        self, measure: str, figure: Figure, growth: Interval, since: Period | None = None
    ) -> Iterator[tuple[Term, Fraction | float, Fraction | float]]:
        place = (measure, figure.partner, figure.product, "USD")
        yield from self._ratio(
            self.term(*place, figure.period), self.term(*place, since or figure.period.year_before), growth, 1
        )

    def _ratio(
        self, one: Term, other: Term, percent: Interval, shift: int
    ) -> Iterator[tuple[Term, Fraction | float, Fraction | float]]:
        for end, low, high in ((percent.low, 0, inf), (percent.high, -inf, 0)):
            if abs(end) != inf:
                yield self._added(one, other, -(Fraction(end) / 100 + shift)), low, high

    def _parts(self) -> Iterator[tuple[Term, Fraction | float, Fraction | float]]:
        for measure, partner, product, unit, period in list(self.known):
            if measure not in SUMMED or measure == "trade_balance":
                continue
            here = [k for k in self.known if (k[0], k[3], k[4]) == (measure, unit, period)]
            whole = self.term(measure, partner, product, unit, period)
            if partner == "WLD":
                parts = [k for k in here if k[1] != "WLD" and k[2] == product]
                yield from self._at_most(whole, parts, complete=any(k[1] == "XOT" for k in parts))
            if not product:
                goods = [k for k in here if k[1] == partner and k[2]]
                zones = [k for k in goods if k[2] == "SECTOR:special-economic-zones"]
                stages = [k for k in goods if k[2] in STAGES]
                rest = [k for k in goods if k not in zones and k not in stages]
                kind = rest[0][2].partition(":")[0] if rest else ""
                yield from self._at_most(whole, zones, complete=False)
                yield from self._at_most(whole, stages, complete=False)
                yield from self._at_most(whole, rest, complete=kind == "SITC" or (kind == "WITS" and len(rest) == 16))

    def _at_most(
        self, whole: Term, parts: Iterable[tuple[str, str, str, str, Period]], *, complete: bool
    ) -> Iterator[tuple[Term, Fraction | float, Fraction | float]]:
        left = whole
        for part in (parts := list(parts)):
            left = self._added(left, self.term(*part), -1)
        if parts:
            yield left, 0, 0 if complete else inf


def tied_to(wrong: Figure, written: Written) -> list[tuple[Term, Fraction | float, Fraction | float]]:
    """The constraints that reach a figure's unknowns, over others or at once."""
    waiting = list(written.constraints())
    names = {name for place in written.places_of(wrong) for name in written.term(*place)}
    reached: list[tuple[Term, Fraction | float, Fraction | float]] = []
    while True:
        fresh = [c for c in waiting if names & c[0].keys()]
        if not fresh:
            return reached
        reached += fresh
        waiting = [c for c in waiting if not names & c[0].keys()]
        names.update(name for c in fresh for name in c[0])


def excluded_by_hand(resolution: Resolution, wrong: Figure, can_all_hold: Callable[..., bool]) -> bool:
    figures = rest_of(resolution, wrong)
    if resolution.compilation.key.edition:
        # A database prints years that nothing ties together.
        figures = [f for f in figures if f[0].period == wrong.period]
    return not can_all_hold(tied_to(wrong, Written(figures)), lambda name: name[0] == "goods_and_services_balance")


def run(number: int, seed: int, can_all_hold: Callable[..., bool]) -> Counter[tuple[str, bool]]:
    seen: Counter[tuple[str, bool]] = Counter()
    for kind, wrong in errors(number, seed):
        found = misprint(wrong)
        resolution = compilation_of(wrong)
        excluded = resolution is not None and excluded_by_hand(resolution, wrong, can_all_hold)
        assert bool(found.against) == excluded, (kind, wrong.id, wrong.value, wrong.period.code, found)
        if found.against:
            assert wrong.id in {c.figure.id for c in found.against}
        else:
            assert found.why
        seen[kind, bool(found.against)] += 1
    return seen


@pytest.mark.slow
def test_a_slip_is_noticed_exactly_where_the_other_figures_exclude_it(can_all_hold: Callable[..., bool]) -> None:
    seen = run(24, 5, can_all_hold)
    assert sum(seen.values()) == 24
    assert sum(n for (_, noticed), n in seen.items() if noticed) >= 6


@pytest.mark.slow
def test_two_hundred_slips_are_noticed_in_the_share_that_theory_allows(can_all_hold: Callable[..., bool]) -> None:
    seen = run(200, 11, can_all_hold)
    assert all(any(seen[kind, noticed] for noticed in (True, False)) for kind in SLIPS)
    assert sum(n for (_, noticed), n in seen.items() if noticed) >= 50


def _why(id: str, value: str) -> str:
    return misprint(BOOK.figure(id)._replace(value=Decimal(value))).why


def test_what_goes_unnoticed_is_explained() -> None:
    assert _why("wits22-khm-trade-to-gdp-2018", "53") == "no check uses figures of this measure"
    assert "nothing else printed is tied" in _why("wits-khm-exports-are-2010", "9284.3")


@pytest.mark.slow
def test_what_goes_unnoticed_is_explained_by_what_the_others_allow() -> None:
    why = _why("article-r10", "8.121")
    assert "8.108 to 8.133 billion" not in why
    assert "the others allow total trade, Jan-Feb 2024, world to be" in why


@pytest.mark.slow
def test_a_figure_taken_away_lies_in_what_the_others_determine() -> None:
    random = Random(3)
    determined = 0
    for resolution in compilations().values():
        parts = [p for p in resolution.parts if is_tied(p)]
        for part in random.sample(parts, min(6, len(parts))):
            number = random.randrange(len(part.claims))
            claim = part.claims[number]
            pinned = pinned_without(part, number)
            assert pinned is not None
            assert pinned.interval.meets(claim.interval), claim
            assert number not in pinned.claims
            determined += pinned.interval.width < inf
    assert determined >= 20


def test_a_compilation_is_read_the_same_alone_and_with_the_others() -> None:
    (alone,) = compilations_of(BOOK, "GDCE").values()
    together = compilations_of(BOOK)[alone.key]
    assert isinstance(together, Compilation)
    assert [c.figure.id for c in alone.claims] == [c.figure.id for c in together.claims]
