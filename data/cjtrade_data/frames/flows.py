"""Flows of the pair: exports, imports, total and balance as each side reports them, seen from its first, Cambodia.

`exports` here is always what goes from Cambodia to Japan and `imports` what comes back, whoever reports it:
Japan's imports from Cambodia (CIF) are the mirror of Cambodia's exports (FOB). Rows keep `reporter`,
`compiler` and `valuation`; no function adds or compares across them but `mirror_gap`, which is about that. The numbers
are those of `derivation`, as frames of floats in dollars and per cent.
"""

from typing import Any

import polars as pl

from ..book.book import Book
from ..book.caching import cached
from ..derivation import pair
from ..derivation.mirror import mirrors
from ..derivation.pair import PairFlow, pair_flows
from ..model.period import Period
from ..model.reference import HOME
from ..model.selection import FREQUENCIES
from ..wording.formula import formula
from .columns import columns, floats

_SCHEMA = columns("""
    flow period period_start period_end months:int reporter compiler valuation amount:float low:float high:float
    growth_pct:float growth_low:float growth_high:float growth_status status formula inputs:texts figure source locator note
    others:texts no_rate
""")


@cached
def pair_totals(
    book: Book, reporter: str = HOME[0], frequency: str | None = None, currency: str = "USD"
) -> pl.DataFrame:
    """One row for each flow, period and compiler, by the end of the period, newest last.

    Columns: flow, period, period_start, period_end, months, reporter, compiler, valuation; amount, low and
    high in dollars; growth_pct with its bounds and growth_status ("reported" as printed, "derived" from the
    same months a year before); status, formula, inputs (ids it was derived from); figure (null where it was
    derived), source (several ids, a blank between them, where it was derived from several), locator, note; others (ids
    of figures that say something else of the same thing); no_rate (why an amount is missing in another currency).

    In another `currency` than dollars amounts are converted, each at the rate of its period, and growth is worked out
    from converted amounts: see `derivation.exchange_rates`. `figure` stays the print that was converted.

    `frequency` is "year", "ytd" (from January on, whole years left out) or "month"; None gives all.
    Raises KeyError for another.
    """
    if frequency not in (None, *FREQUENCIES):
        raise KeyError(frequency)
    return pl.DataFrame(list(map(_row, pair_flows(book, reporter, frequency or "", currency))), schema=_SCHEMA)


def _row(each: PairFlow) -> dict[str, Any]:
    shown = each.shown
    own, quantity = shown.own, shown.quantity
    return {
        "flow": each.flow,
        "period": own.period.code,
        "period_start": own.period.columns[0],
        "period_end": own.period.columns[1],
        "months": own.period.months,
        "reporter": own.reporter,
        "compiler": own.compiler,
        "valuation": shown.valuation,
        **dict(zip(("amount", "low", "high"), floats(quantity), strict=True)),
        **dict(zip(("growth_pct", "growth_low", "growth_high"), floats(shown.growth), strict=True)),
        "growth_status": shown.growth_status or None,
        "status": None if quantity is None else quantity.status,
        "formula": (formula(quantity) or None) if quantity is not None else None,
        "inputs": [f.id for f in quantity.figures] if quantity is not None and quantity.figure is None else [],
        "figure": shown.figure.id if shown.figure is not None else None,
        "source": " ".join(shown.sources),
        "locator": shown.locator or None,
        "note": shown.note or None,
        "others": [f.id for f in shown.others],
        "no_rate": shown.no_rate or None,
    }


def cover_ratio(book: Book, reporter: str = HOME[0], frequency: str | None = None) -> pl.DataFrame:
    """Exports for each dollar of imports: period, compiler, ratio, low, high; derived, never across compilers."""
    lines = pair_totals(book, reporter, frequency).select("period", "compiler").unique(maintain_order=True)
    rows = []
    for code, compiler in lines.iter_rows():
        ratio = pair.cover_ratio(book, Period.parse(code), reporter, compiler)
        if ratio is not None:
            rows.append((code, compiler, *floats(ratio)))
    schema = columns("period compiler ratio:float low:float high:float")
    return pl.DataFrame(rows, schema=schema, orient="row").sort("period", "compiler")


def mirror_gap(book: Book, frequency: str = "year") -> pl.DataFrame:
    """One flow and period as both sides report it: what the importer counts (CIF) less what the exporter does (FOB).

    Columns: flow, period, khm_compiler, jpn_compiler, khm, jpn (dollars); gap, gap_low, gap_high; ratio (importer over
    exporter), ratio_low, ratio_high. Freight and insurance are among what the gap is made of.
    Compilers of one compilation are paired (WITS with WITS, customs with customs), others where neither has both sides; a
    period may have several pairs.
    """
    rows = []
    for found in mirrors(book, frequency):
        mine, theirs = (found.sold, found.bought) if found.flow == "exports" else (found.bought, found.sold)
        levels = (floats(side)[0] for side in (mine, theirs))
        whose = (mine.compiler, theirs.compiler)
        rows.append((found.flow, found.period.code, *whose, *levels, *floats(found.gap), *floats(found.ratio)))
    return pl.DataFrame(rows, schema=_MIRROR_SCHEMA, orient="row").sort("flow", "period", "khm_compiler")


_MIRROR_SCHEMA = columns("""
    flow period khm_compiler jpn_compiler khm:float jpn:float gap:float gap_low:float gap_high:float ratio:float
    ratio_low:float ratio_high:float
""")
