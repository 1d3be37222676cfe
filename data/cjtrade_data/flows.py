"""Flows of the pair: exports, imports, total and balance as each side reports them, seen from its first, Cambodia.

`exports` here is always what goes from Cambodia to Japan and `imports` what comes back, whoever reports it:
Japan's imports from Cambodia (CIF) are the mirror of Cambodia's exports (FOB). Rows keep `reporter`,
`compiler` and `valuation`; no function adds or compares across them but `mirror_gap`, which is about that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from .book import Book
from .errors import IncomparableError
from .implied import complete, is_open
from .own import is_imported
from .period import Period
from .reference import HOME, partner_in, seen_from_first

GROUPS = ("article_2024_03", "pair_press", "pair_wits")
FLOWS = ("exports", "imports", "total_trade", "trade_balance")
_SCHEMA: dict[str, Any] = {
    "flow": pl.String, "period": pl.String, "period_start": pl.String, "period_end": pl.String, "months": pl.Int64,
    "reporter": pl.String, "compiler": pl.String, "valuation": pl.String, "amount": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "growth_pct": pl.Float64, "growth_low": pl.Float64, "growth_high": pl.Float64,
    "growth_status": pl.String, "status": pl.String, "formula": pl.String, "inputs": pl.List(pl.String),
    "figure": pl.String, "source": pl.String, "locator": pl.String, "note": pl.String, "others": pl.List(pl.String),
}  # fmt: skip
_KEY = ("flow", "period", "compiler")
_FREQUENCY = {
    "year": pl.col("period").str.len_chars() == 4,
    "month": pl.col("months") == 1,
    "ytd": pl.col("period_start").str.ends_with("-01") & (pl.col("period").str.len_chars() > 4)
    & (pl.col("period_start").str.slice(0, 4) == pl.col("period_end").str.slice(0, 4)),
}  # fmt: skip


def figures(book: Book, reporter: str = "KHM") -> pl.DataFrame:
    """Every figure of the pair's flows by one reporter, with `flow` as seen from Cambodia.

    The columns of `Book.figures_of` and `flow`, in the order: flow, period, compiler, preferred first.
    Preferred is a number over a mere limit, what was reported over what was derived, the finer rounding,
    then the later publication.
    """
    flow = seen_from_first(book.pair, reporter)
    published = book.table("sources").select(
        pl.col("id").alias("source"), pl.coalesce("published", "vintage", pl.lit("")).alias("when")
    )
    return (
        book.figures_of(*book.groups(GROUPS))
        .filter(
            pl.col("reporter") == reporter,
            pl.col("partner") == partner_in(book.pair, reporter),
            pl.col("measure").is_in(list(flow)),
            pl.col("product").is_null(),
        )
        .with_columns(flow=pl.col("measure").replace_strict(flow, return_dtype=pl.String))
        .join(published, on="source", how="left", maintain_order="left")
        .with_columns(rank=pl.col("status").replace_strict({"reported": 0, "derived": 1, "estimated": 2}))
        .with_columns(width=(pl.col("high") - pl.col("low")).round_sig_figs(9))
        .sort(
            "flow", "period", "compiler", pl.col("bound").is_not_null(), "rank", "width", "when", "id",
            descending=[False, False, False, False, False, False, True, False],
        )
        .drop("rank", "width")
    )  # fmt: skip


def pair_totals(book: Book, reporter: str = "KHM", frequency: str | None = None) -> pl.DataFrame:
    """One row for each flow, period and compiler, by the end of the period, newest last.

    Columns: flow, period, period_start, period_end, months, reporter, compiler, valuation; amount, low and
    high in dollars; growth_pct with its bounds and growth_status ("reported" as printed, "derived" from the
    same months a year before); status, formula, inputs (ids it was derived from); figure (null where it was
    derived here), source, locator, note; others (ids of figures that say something else of the same thing).

    What the printed figures imply is derived (see `implied`). `frequency` is "year", "ytd" (from January on, whole years left out
    unless nothing shorter) or "month"; None gives all.
    """
    totals = book.keep(("flows.pair_totals", reporter), lambda: _all_totals(book, reporter))
    return totals if frequency is None else totals.filter(_FREQUENCY[frequency])


def derived_again(book: Book) -> dict[str, dict[str, Any]]:
    """The rows of `pair_totals` that were worked out in place of one a table holds as derived, by the id of that."""
    return book.keep(
        "flows.derived_again",
        lambda: {
            row["figure"]: row
            for reporter in book.pair
            for row in pair_totals(book, reporter).iter_rows(named=True)
            if row["figure"] and row["inputs"]
        },
    )


def figures_for(
    book: Book, flow: str, period: Period, reporter: str = "KHM", compiler: str | None = None
) -> pl.DataFrame:
    """Every print of one thing, the preferred first: the rows of `figures` for a flow and a period.

    Where sources differ (exports of 2023 grew by 2 or by 0.2 per cent) all of them are here. `compiler` None
    takes them all, which are then not to be set against each other.
    """
    rows = figures(book, reporter).filter(pl.col("flow") == flow, pl.col("period") == period.code)
    return rows if compiler is None else rows.filter(pl.col("compiler") == compiler)


def _all_totals(book: Book, reporter: str) -> pl.DataFrame:
    records = complete([_record(group) | {"first": book.pair[0]} for group in _grouped(figures(book, reporter))])
    kept = [{name: record[name] for name in _SCHEMA} for record in records]
    return pl.DataFrame(kept, schema=_SCHEMA, orient="row").sort("period_end", "months", "compiler", "flow")


def _grouped(frame: pl.DataFrame) -> Iterable[list[dict[str, Any]]]:
    for _, group in frame.group_by(*_KEY, maintain_order=True):
        yield list(group.iter_rows(named=True))


def _record(group: list[dict[str, Any]]) -> dict[str, Any]:
    best = group[0]
    others = [r["id"] for r in group[1:] if _says_otherwise(best, r)]
    record = {name: best.get(name) for name in _SCHEMA}
    growth = next((r for r in group if r["growth_pct"] is not None), best)
    for name in ("growth_pct", "growth_low", "growth_high"):
        record[name] = growth[name]
    record |= {
        "figure": best["id"],
        "others": others,
        "inputs": [best["id"]] if best["status"] == "derived" and is_imported(best["compiler"]) else [],
        "growth_status": "reported" if growth["growth_pct"] is not None else None,
        "growth_of": growth,
    }
    return record


def _says_otherwise(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two prints of one thing differ by more than their rounding, in level or growth."""
    apart = a["low"] > b["high"] or b["low"] > a["high"]
    if a["growth_pct"] is not None and b["growth_pct"] is not None:
        apart = apart or a["growth_low"] > b["growth_high"] or b["growth_low"] > a["growth_high"]
    return bool(apart)


def against_year_before(book: Book, period: Period, reporter: str = "KHM", compiler: str = "GDCE") -> pl.DataFrame:
    """A period's flows beside those of the same months a year before, by the same compiler.

    Columns: flow, amount, low, high; before, before_low, before_high, before_status ("reported", or "derived"
    from the printed growth) and before_figure; growth_pct, growth_low, growth_high and growth_status as in
    `pair_totals`; worked_low and worked_high, between which the growth from `before` to `amount` lies. Flows
    whose year before nobody printed or implied have nulls. Dollars and per cent. Raises IncomparableError where the compiler has nothing for the period.
    """
    totals = pair_totals(book, reporter).filter(pl.col("compiler") == compiler)
    now = {r["flow"]: r for r in totals.filter(pl.col("period") == period.code).iter_rows(named=True)}
    if not now:
        raise IncomparableError(f"{compiler} has no figure of {period.label} to set against the year before")
    then = {r["flow"]: r for r in totals.filter(pl.col("period") == period.year_before.code).iter_rows(named=True)}
    records = [_beside(now[flow], then.get(flow)) for flow in FLOWS if flow in now]
    return pl.DataFrame(records, schema=_BESIDE_SCHEMA)


_BESIDE_SCHEMA: dict[str, Any] = {
    "flow": pl.String, "amount": pl.Float64, "low": pl.Float64, "high": pl.Float64, "before": pl.Float64,
    "before_low": pl.Float64, "before_high": pl.Float64, "before_status": pl.String, "before_figure": pl.String,
    "growth_pct": pl.Float64, "growth_low": pl.Float64, "growth_high": pl.Float64, "growth_status": pl.String,
    "worked_low": pl.Float64, "worked_high": pl.Float64,
}  # fmt: skip


def _beside(now: Mapping[str, Any], then: Mapping[str, Any] | None) -> dict[str, Any]:
    record = {name: now.get(name) for name in _BESIDE_SCHEMA}
    if then is not None:
        record |= {
            "before": then["amount"], "before_low": then["low"], "before_high": then["high"],
            "before_status": then["status"], "before_figure": then["figure"],
        }  # fmt: skip
        if then["low"] > 0 and now["low"] > 0 and not is_open(then) and not is_open(now):
            record["worked_low"] = (now["low"] / then["high"] - 1) * 100
            record["worked_high"] = (now["high"] / then["low"] - 1) * 100
    return record


def cover_ratio(book: Book, reporter: str = "KHM", frequency: str | None = None) -> pl.DataFrame:
    """Exports for each dollar of imports: period, compiler, ratio, low, high; derived, never across compilers."""
    wide = (
        pair_totals(book, reporter, frequency)
        .filter(pl.col("flow").is_in(["exports", "imports"]), pl.col("low") > 0)
        .pivot("flow", index=["period", "period_end", "compiler"], values=["amount", "low", "high"])
        .drop_nulls()
    )
    return wide.select(
        "period",
        "compiler",
        ratio=pl.col("amount_exports") / pl.col("amount_imports"),
        low=pl.col("low_exports") / pl.col("high_imports"),
        high=pl.col("high_exports") / pl.col("low_imports"),
    ).sort("period", "compiler")


def family(compiler: str) -> str:
    """What may be set against each other as mirror data: WITS with WITS, an imported edition with itself, customs."""
    return compiler if compiler == "WITS" or is_imported(compiler) else "customs"


def mirror_gap(book: Book, frequency: str = "year") -> pl.DataFrame:
    """What the partner reports less what Cambodia reports, for the same flow and period.

    Columns: flow, period, khm_compiler, jpn_compiler, khm, jpn, gap, gap_low, gap_high; ratio (jpn / khm), ratio_low, ratio_high.
    Dollars; FOB on one side and CIF on the other, which is what the gap is made of among other things.
    Compilers of one family are paired (WITS with WITS, customs with customs); a period may have both.
    """
    sides = [
        pair_totals(book, reporter, frequency)
        .filter(pl.col("flow").is_in(["exports", "imports"]), pl.col("valuation") != "reconciled")
        .with_columns(family=pl.col("compiler").map_elements(family, pl.String))
        .select("flow", "period", "family", "compiler", "amount", "low", "high", "figure")
        for reporter in HOME
    ]
    return (
        sides[0]
        .join(sides[1], on=["flow", "period", "family"], suffix="_jpn")
        .select(
            "flow", "period", pl.col("compiler").alias("khm_compiler"), pl.col("compiler_jpn").alias("jpn_compiler"),
            pl.col("amount").alias("khm"), pl.col("amount_jpn").alias("jpn"),
            (pl.col("amount_jpn") - pl.col("amount")).alias("gap"),
            (pl.col("low_jpn") - pl.col("high")).alias("gap_low"),
            (pl.col("high_jpn") - pl.col("low")).alias("gap_high"),
            (pl.col("amount_jpn") / pl.col("amount")).alias("ratio"),
            (pl.col("low_jpn") / pl.col("high")).alias("ratio_low"),
            (pl.col("high_jpn") / pl.col("low")).alias("ratio_high"),
        )
        .sort("flow", "period", "khm_compiler")
    )  # fmt: skip
