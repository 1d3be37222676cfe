"""Flows of the pair: exports, imports, total and balance as each side reports them, seen from its first, Cambodia.

`exports` here is always what goes from Cambodia to Japan and `imports` what comes back, whoever reports it:
Japan's imports from Cambodia (CIF) are the mirror of Cambodia's exports (FOB). Rows keep `reporter`,
`compiler` and `valuation`; no function adds or compares across them but `mirror_gap`, which is about that. The numbers
are those of `derivation`, as frames of floats in dollars and per cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from ..book.book import Book
from ..book.code_lists import compilers, compilers_of
from ..derivation import comparisons
from ..derivation.exchange_rates import CURRENCIES, amount_behind, in_currency_or_why
from ..derivation.fixpoint import FLOWS
from ..derivation.levels import Series
from ..derivation.prints import is_print
from ..derivation.quantity import Quantity, growth_of, printed
from ..derivation.series import series
from ..errors import IncomparableError
from ..model.figure import Figure
from ..model.own import is_imported
from ..model.period import Period
from ..model.reference import HOME, partner_in, seen_from_first
from ..wording.formula import formula

_SCHEMA: dict[str, Any] = {
    "flow": pl.String, "period": pl.String, "period_start": pl.String, "period_end": pl.String, "months": pl.Int64,
    "reporter": pl.String, "compiler": pl.String, "valuation": pl.String, "amount": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "growth_pct": pl.Float64, "growth_low": pl.Float64, "growth_high": pl.Float64,
    "growth_status": pl.String, "status": pl.String, "formula": pl.String, "inputs": pl.List(pl.String),
    "figure": pl.String, "source": pl.String, "locator": pl.String, "note": pl.String, "others": pl.List(pl.String),
    "no_rate": pl.String,
}  # fmt: skip
_FREQUENCY = {
    "year": pl.col("period").str.len_chars() == 4,
    "month": pl.col("months") == 1,
    "ytd": pl.col("period_start").str.ends_with("-01") & (pl.col("period").str.len_chars() > 4)
    & (pl.col("period_start").str.slice(0, 4) == pl.col("period_end").str.slice(0, 4)),
}  # fmt: skip


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

    `frequency` is "year", "ytd" (from January on, whole years left out unless nothing shorter) or "month"; None gives all.
    """
    totals = book.keep(("flows.pair_totals", reporter, currency), lambda: _all_totals(book, reporter, currency))
    return totals if frequency is None else totals.filter(_FREQUENCY[frequency])


def _all_totals(book: Book, reporter: str, currency: str) -> pl.DataFrame:
    rows = [row for own in pair_series(book, reporter) for row in _rows(book, own, currency)]
    return pl.DataFrame(rows, schema=_SCHEMA).sort("period_end", "months", "compiler", "flow")


def pair_series(book: Book, reporter: str) -> list[Series]:
    """The series of one side with the other, one a compiler. Estimates of third parties are no statistics of the side;
    what the reader imported is shown as what it is, and of another pair than Cambodia and Japan nothing else."""
    ledger, partner = book.ledger, partner_in(book.pair, reporter)
    statuses: dict[str, set[str]] = {}
    for measure in seen_from_first(book.pair, reporter):
        for stamp in ledger.stamps(measure, reporter, partner):
            statuses.setdefault(stamp.compiler, set()).add(stamp.status)
    shown = [c for c, of in statuses.items() if is_imported(c) or ("reported" in of and book.pair == HOME)]
    return [series(ledger, reporter, partner, compiler) for compiler in sorted(shown)]


def _rows(book: Book, own: Series, currency: str) -> Iterator[dict[str, Any]]:
    for measure, flow in seen_from_first(book.pair, own.reporter).items():
        for level in own.levels(measure).values():
            yield _row(book, own, flow, level, currency)


def _row(book: Book, own: Series, flow: str, level: Quantity, currency: str) -> dict[str, Any]:
    growth = None if flow == "trade_balance" else own.growth(level.measure, level.period)
    period, figure = level.period, level.figure
    shown, no_rate = in_currency_or_why(book.ledger, level, currency)
    growth_shown = in_currency_or_why(book.ledger, growth, currency)[0] if growth is not None else None
    return {
        "flow": flow,
        "period": period.code,
        "period_start": period.columns[0],
        "period_end": period.columns[1],
        "months": period.months,
        "reporter": own.reporter,
        "compiler": own.compiler,
        "valuation": _valuation(book, flow, level),
        **bounds(shown),
        **_growth_columns(growth_shown),
        "status": None if shown is None else shown.status,
        "formula": (formula(shown) or None) if shown is not None else None,
        "inputs": [f.id for f in shown.figures] if shown is not None and shown.figure is None else [],
        "figure": figure.id if figure is not None else None,
        "source": " ".join(dict.fromkeys(f.source for f in (shown or level).figures)),
        "locator": (figure.locator or None) if figure is not None and shown is level else None,
        "note": note_of(figure, shown),
        "others": [f.id for f in own.prints(level.measure, period) if _says_otherwise(f, level, growth)],
        "no_rate": no_rate or None,
    }


def note_of(figure: Figure | None, shown: Quantity | None) -> str | None:
    """What a table says of a print; where that was converted, as said of the print, since growth in it is in dollars."""
    if figure is None or not figure.note:
        return None
    converted = shown is not None and shown.is_converted
    return f"Of the figure in {CURRENCIES[figure.unit]}: {figure.note}" if converted else figure.note


def bounds(quantity: Quantity | None) -> dict[str, float | None]:
    """A quantity in the columns amount, low and high; nulls where there is none."""
    if quantity is None:
        return dict.fromkeys(("amount", "low", "high"))
    numbers = (quantity.value, quantity.interval.low, quantity.interval.high)
    return dict(zip(("amount", "low", "high"), map(float, numbers), strict=True))


def _growth_columns(growth: Quantity | None) -> dict[str, Any]:
    if growth is None:
        return dict.fromkeys(("growth_pct", "growth_low", "growth_high", "growth_status"))
    return {
        "growth_pct": float(growth.value),
        "growth_low": float(growth.interval.low),
        "growth_high": float(growth.interval.high),
        "growth_status": "derived" if growth.figure is None else "reported",
    }


def _valuation(book: Book, flow: str, level: Quantity) -> str:
    """As printed; of what was derived, FOB for what the reporter sells and CIF for what it buys, both in a total or
    balance; reconciled data has but one."""
    stated = {f.valuation for f in level.figures}
    if level.figure is not None:
        return level.figure.valuation
    if stated == {"reconciled"}:
        return "reconciled"
    if flow not in ("exports", "imports"):
        return "FOB/CIF"
    return "FOB" if (flow == "exports") == (level.reporter == book.pair[0]) else "CIF"


def _says_otherwise(figure: Figure, level: Quantity, growth: Quantity | None) -> bool:
    """Whether a print differs from what is shown by more than rounding, in level or growth."""
    if not is_print(figure) or figure in level.figures[:1]:
        return False
    own = growth_of(figure)
    apart = (
        own is not None and growth is not None and growth.figure is not None and not own.interval.meets(growth.interval)
    )
    return apart or not printed(figure).interval.meets(level.interval)


def figures_for(
    book: Book, flow: str, period: Period, reporter: str = HOME[0], compiler: str | None = None
) -> pl.DataFrame:
    """Every print of one thing, the preferred first: the columns of `Book.figures_of`, for a flow and a period.

    Where sources differ (exports of 2023 grew by 2 or by 0.2 per cent) all of them are here. `compiler` None
    takes them all, which are then not to be set against each other.
    """
    measures = {flow: measure for measure, flow in seen_from_first(book.pair, reporter).items()}
    ids = [
        figure.id
        for own in pair_series(book, reporter)
        if compiler in (None, own.compiler)
        for figure in own.prints(measures[flow], period)
    ]
    rows = [book.figure_row(id) for id in ids]
    return pl.DataFrame(rows) if rows else book.figures.clear()


def quantity(book: Book, flow: str, period: Period, reporter: str, compiler: str) -> Quantity | None:
    """A level of the pair as the engine has it: exact, with its account. Flows are seen from the pair's first."""
    measures = {flow: measure for measure, flow in seen_from_first(book.pair, reporter).items()}
    return series(book.ledger, reporter, partner_in(book.pair, reporter), compiler).level(measures[flow], period)


def coverage_ratio(book: Book, period: Period, reporter: str, compiler: str) -> Quantity | None:
    """What goes from the pair's first to its second over what comes back, by one compiler."""
    sold, bought = (quantity(book, flow, period, reporter, compiler) for flow in ("exports", "imports"))
    return None if sold is None or bought is None else comparisons.coverage_ratio(sold, bought)


def gap(book: Book, flow: str, period: Period, compilers: Mapping[str, str]) -> Quantity | None:
    """The mirror gap of a flow, importer less exporter; `compilers` names whose figures of each reporter."""
    mine, theirs = (quantity(book, flow, period, reporter, compilers[reporter]) for reporter in book.pair)
    return None if mine is None or theirs is None else comparisons.mirror_gap(mine, theirs, f"{flow}_mirror_gap")


def against_year_before(
    book: Book, period: Period, reporter: str = HOME[0], compiler: str = "", currency: str = "USD"
) -> pl.DataFrame:
    """A period's flows beside those of the same months a year before, by the same compiler, the customs by default.

    Columns: flow, amount, low, high; before, before_low, before_high, before_status ("reported", or "derived"
    from the printed growth) and before_figure; growth_pct, growth_low, growth_high and growth_status as in
    `pair_totals`; worked_low and worked_high, between which the growth from `before` to `amount` lies. Flows
    whose year before nobody printed or implied have nulls. Amounts are in `currency`, those of each year at its own
    rate. Raises IncomparableError where the compiler has nothing for the period.
    """
    compiler = compiler or next(c for c in compilers_of("customs") if compilers()[c].side == reporter)
    totals = pair_totals(book, reporter, currency=currency).filter(pl.col("compiler") == compiler)
    now = {r["flow"]: r for r in totals.filter(pl.col("period") == period.code).iter_rows(named=True)}
    if not now:
        raise IncomparableError(f"{compiler} has no figure of {period.label} to set against the year before")
    records = [_beside(book, now[flow], period, compiler, currency) for flow in FLOWS if flow in now]
    return pl.DataFrame(records, schema=_BESIDE_SCHEMA)


_BESIDE_SCHEMA: dict[str, Any] = {
    "flow": pl.String, "amount": pl.Float64, "low": pl.Float64, "high": pl.Float64, "before": pl.Float64,
    "before_low": pl.Float64, "before_high": pl.Float64, "before_status": pl.String, "before_figure": pl.String,
    "growth_pct": pl.Float64, "growth_low": pl.Float64, "growth_high": pl.Float64, "growth_status": pl.String,
    "worked_low": pl.Float64, "worked_high": pl.Float64,
}  # fmt: skip


def _beside(book: Book, row: Mapping[str, Any], period: Period, compiler: str, currency: str) -> dict[str, Any]:
    record = {name: row.get(name) for name in _BESIDE_SCHEMA}
    now, then = (
        in_currency_or_why(book.ledger, q, currency)[0] if q is not None else None
        for q in (quantity(book, row["flow"], p, row["reporter"], compiler) for p in (period, period.year_before))
    )
    if then is None:
        return record
    record |= {
        "before": float(then.value), "before_low": float(then.interval.low), "before_high": float(then.interval.high),
        "before_status": then.status, "before_figure": f.id if (f := amount_behind(then).figure) is not None else None,
    }  # fmt: skip
    worked = comparisons.growth(now, then) if now is not None and then.value > 0 else None
    if worked is not None:
        record |= {"worked_low": float(worked.interval.low), "worked_high": float(worked.interval.high)}
    return record


def cover_ratio(book: Book, reporter: str = HOME[0], frequency: str | None = None) -> pl.DataFrame:
    """Exports for each dollar of imports: period, compiler, ratio, low, high; derived, never across compilers."""
    lines = pair_totals(book, reporter, frequency).select("period", "compiler").unique(maintain_order=True)
    rows = []
    for code, compiler in lines.iter_rows():
        ratio = coverage_ratio(book, Period.parse(code), reporter, compiler)
        if ratio is not None:
            rows.append((code, compiler, *map(float, (ratio.value, ratio.interval.low, ratio.interval.high))))
    schema = {"period": pl.String, "compiler": pl.String, "ratio": pl.Float64, "low": pl.Float64, "high": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("period", "compiler")


def family(compiler: str) -> str:
    """What may be set against each other as mirror data: WITS with WITS, an imported edition with itself, customs."""
    return compiler if compiler in compilers_of("compilation") or is_imported(compiler) else "customs"


def mirror_gap(book: Book, frequency: str = "year") -> pl.DataFrame:
    """One flow and period as both sides report it: what the importer counts (CIF) less what the exporter does (FOB).

    Columns: flow, period, khm_compiler, jpn_compiler, khm, jpn (dollars); gap, gap_low, gap_high; ratio (importer over
    exporter), ratio_low, ratio_high. Freight and insurance are among what the gap is made of.
    Compilers of one family are paired (WITS with WITS, customs with customs); a period may have both.
    """
    ours, theirs = (
        pair_totals(book, reporter, frequency).filter(
            pl.col("flow").is_in(["exports", "imports"]), pl.col("valuation") != "reconciled"
        )
        for reporter in HOME
    )
    rows = []
    for flow, code, own in ours.select("flow", "period", "compiler").iter_rows():
        same = theirs.filter(pl.col("flow") == flow, pl.col("period") == code)
        for other in (c for c in same["compiler"] if family(c) == family(own)):
            found = _mirrored(book, flow, Period.parse(code), {HOME[0]: own, HOME[1]: other})
            rows += [(flow, code, own, other, *found)] if found else []
    return pl.DataFrame(rows, schema=_MIRROR_SCHEMA, orient="row").sort("flow", "period", "khm_compiler")


_MIRROR_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("flow", "period", "khm_compiler", "jpn_compiler"), pl.String),
    **dict.fromkeys(("khm", "jpn", "gap", "gap_low", "gap_high", "ratio", "ratio_low", "ratio_high"), pl.Float64),
}


def _mirrored(book: Book, flow: str, period: Period, compilers: Mapping[str, str]) -> tuple[float, ...]:
    mine, theirs = (quantity(book, flow, period, reporter, compilers[reporter]) for reporter in HOME)
    found = gap(book, flow, period, compilers)
    if mine is None or theirs is None or found is None or found.derivation is None:
        return ()
    importer, exporter = found.derivation.inputs
    ratio = comparisons.ratio(importer, exporter, "mirror_ratio")
    bounds = () if ratio is None else (ratio.value, ratio.interval.low, ratio.interval.high)
    return tuple(map(float, (mine.value, theirs.value, found.value, found.interval.low, found.interval.high, *bounds)))
