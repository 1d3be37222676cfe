"""In made-up worlds where every true value is known, nothing printed of them is ever called a contradiction, and every
bound holds the truth."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from cjtrade_data.checks.check import FAILS
from cjtrade_data.checks.compilation import Compilation, Key
from cjtrade_data.checks.consistent_subset import Resolution
from cjtrade_data.checks.document_checks import contradictions
from cjtrade_data.checks.inference import Inference
from cjtrade_data.checks.printed_claims import Variable
from cjtrade_data.checks.proof import pinned_without
from cjtrade_data.checks.single_checks import identities, ranks, ratios, repeated_prints
from cjtrade_data.model.figure import SCALES, Figure
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Source

FIRST, MONTHS = 2022 * 12, 24
FLOWS = ("exports", "imports", "total_trade", "trade_balance")
PAGES = {
    "early": Source("early", "Post", "GDCE", "", "", "2023-02", "", "", "", "", "nearest", ""),
    "late": Source("late", "Times", "GDCE", "", "", "2024-02", "", "", "", "", "nearest", ""),
    "cut": Source("cut", "Customs", "GDCE", "", "", "2024-03", "", "", "", "", "down", ""),
}


class Print(NamedTuple):
    """What a page prints: a level with or without its growth, or a share."""

    page: str
    kind: str
    measure: str
    partner: str
    start: int
    months: int
    decimals: int
    scale: str
    growth_decimals: int | None


class World(NamedTuple):
    """Dollars a month: exports and imports with Japan, and with everybody else."""

    months: tuple[tuple[int, int, int, int], ...]

    def truth(self, measure: str, partner: str, period: Period) -> Fraction:
        assert period.first is not None
        sums = [
            sum(column) for column in zip(*self.months[period.first - FIRST : period.last - FIRST + 1], strict=True)
        ]
        sold, bought = (sums[0], sums[1]) if partner == "JPN" else (sums[0] + sums[2], sums[1] + sums[3])
        return Fraction(dict(zip(FLOWS, (sold, bought, sold + bought, sold - bought), strict=True))[measure])


dollars = st.one_of(st.integers(1, 10**9), st.just(0))
worlds = st.lists(st.tuples(dollars, dollars, dollars, dollars), min_size=MONTHS, max_size=MONTHS).map(
    lambda rows: World(tuple(rows))
)
prints = st.lists(
    st.builds(
        Print,
        page=st.sampled_from(sorted(PAGES)),
        kind=st.sampled_from(("level", "level", "level", "share_of_world", "share_of_pair")),
        measure=st.sampled_from(FLOWS),
        partner=st.sampled_from(("JPN", "JPN", "WLD")),
        start=st.sampled_from((0, 0, 12, 12, 12, 3, 13, 17)),
        months=st.sampled_from((1, 2, 3, 6, 12)),
        decimals=st.integers(0, 3),
        scale=st.sampled_from(("million", "billion", "thousand")),
        growth_decimals=st.sampled_from((None, 0, 1, 2)),
    ),
    min_size=3,
    max_size=16,
)


def rounded(value: Fraction, decimals: int, rounding: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    step = Decimal(1).scaleb(-decimals)
    return exact.quantize(step, ROUND_DOWN if rounding == "down" else ROUND_HALF_EVEN)


def printed(world: World, what: Print, number: int) -> Figure | None:
    """The figure a source would print, or None where there would be none."""
    period = Period(FIRST + what.start, FIRST + min(what.start + what.months, MONTHS) - 1)
    source = PAGES[what.page]
    value = world.truth(what.measure, what.partner, period)
    common = {"id": f"f{number}", "reporter": "KHM", "period": period, "source": source.id, "compiler": "GDCE"}
    if what.kind != "level":
        measure, whole = share_of(world, what, period)
        if not measure or not whole:
            return None
        share = rounded(world.truth(what.measure, "JPN", period) / whole * 100, what.decimals, source.rounding)
        return Figure(
            **common,
            measure=measure,
            partner="JPN",
            value=share,
            unit="percent",
            decimals=what.decimals,
            rounding=source.rounding,
        )
    growth = None
    if what.growth_decimals is not None and period.first >= FIRST + 12 and what.measure != "trade_balance":  # type: ignore[operator]
        before = world.truth(what.measure, what.partner, period.year_before)
        growth = rounded((value / before - 1) * 100, what.growth_decimals, "nearest") if before else None
    return Figure(
        **common,
        measure=what.measure,
        partner=what.partner,
        unit="USD",
        scale=what.scale,
        decimals=what.decimals,
        value=rounded(value / SCALES[what.scale], what.decimals, source.rounding),
        rounding=source.rounding,
        growth_pct=growth,
        growth_decimals=None if growth is None else what.growth_decimals,
    )


def share_of(world: World, what: Print, period: Period) -> tuple[str, Fraction]:
    if what.kind == "share_of_pair":
        if what.measure not in ("exports", "imports"):
            return "", Fraction(0)
        return f"{what.measure}_share_of_pair", world.truth("total_trade", "JPN", period)
    names = {
        "exports": "share_of_world_exports",
        "imports": "share_of_world_imports",
        "total_trade": "share_of_world_trade",
    }
    return names.get(what.measure, ""), world.truth(what.measure, "WLD", period)


def compilation_of(world: World, list_of_prints: list[Print]) -> Compilation:
    found = [printed(world, p, n) for n, p in enumerate(list_of_prints)]
    return Compilation(Key("KHM", "GDCE", ""), [f for f in found if f is not None], PAGES)


FEW = settings(
    max_examples=min(40, settings.default.max_examples),
    # A world of 24 months takes minutes to shrink.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
STEADY = World(tuple((10**8 + 7 * m, 5 * 10**7, 10**9, 2 * 10**9) for m in range(MONTHS)))
TYPICAL = [
    Print("late", "level", m, "JPN", start, months, 2, "million", 1)
    for m in FLOWS
    for start, months in ((0, 12), (12, 12), (12, 2), (12, 1))
]


@FEW
@given(worlds, prints)
@example(STEADY, TYPICAL)
def test_what_a_source_rounds_from_the_truth_is_never_called_a_contradiction(world: World, what: list[Print]) -> None:
    compilation = compilation_of(world, what)
    for check in (*identities(compilation), *ratios(compilation), *repeated_prints(compilation), *ranks(compilation)):
        assert check.verdict != FAILS, check.arithmetic
    assert not contradictions(compilation)
    resolution = Resolution(compilation)
    assert not resolution.clashes
    assert len(resolution.claims) == len(compilation.claims)


@pytest.mark.slow
@FEW
@given(worlds, prints)
@example(STEADY, TYPICAL)
def test_the_truth_lies_inside_every_bound_that_is_inferred(world: World, what: list[Print]) -> None:
    inference = Inference(Resolution(compilation_of(world, what)))
    for part in inference.resolution.parts:
        for unknown in part.unknowns:
            found = inference.of(unknown)
            if found is not None and unknown.period.first >= FIRST and unknown.period.last < FIRST + MONTHS:  # type: ignore[operator]
                truth = world.truth(unknown.measure, unknown.line.partner, unknown.period)
                for way in found.ways:
                    assert truth in way.interval, way.sentence
                widths = [way.interval.width for way in found.ways]
                assert widths == sorted(widths, reverse=True)
                assert [len(w.figures) for w in found.ways] == sorted(len(w.figures) for w in found.ways)


@FEW
@given(worlds, prints, st.randoms())
@example(STEADY, TYPICAL, None)
def test_leaving_out_a_print_the_others_never_exclude_it(world: World, what: list[Print], random: object) -> None:
    resolution = Resolution(compilation_of(world, what))
    for part in resolution.parts:
        number = 0 if random is None else random.randrange(len(part.claims))  # type: ignore[attr-defined]
        claim = part.claims[number]
        pinned = pinned_without(part, number)
        assert pinned is not None
        assert pinned.interval.meets(claim.interval)
        assert number not in pinned.claims
        if claim.kind == "level":
            assert world.truth(claim.measure, claim.line.partner, claim.period) in pinned.interval


def test_a_month_is_what_is_left_of_a_longer_run() -> None:
    inference = Inference(Resolution(compilation_of(STEADY, TYPICAL)))
    line = next(iter(inference.resolution.compilation.claims)).line
    february = inference.of(Variable(line, "exports", Period.parse("2023-02")))
    assert february is not None
    assert february.interval.width <= 20_000
    assert STEADY.truth("exports", "JPN", Period.parse("2023-02")) in february.interval


def test_a_balance_cut_off_to_nothing_may_have_been_either_side_of_it() -> None:
    world = World(((0, 300_000, 0, 0),) * MONTHS)
    what = [Print("cut", "level", "trade_balance", "JPN", 0, 1, 0, "million", None)]
    (claim,) = compilation_of(world, what).claims
    assert world.truth("trade_balance", "JPN", claim.period) in claim.interval
