"""Long tables of both sides, year, product and values: see `layouts` for whose."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ..model.digits import is_digits
from . import sdmx_codes
from .areas import aggregates, area_column
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .layouts import ALL_GOODS, FLOWS, LAYOUTS, POWERS, Layout, Product, Value
from .products import PRODUCT_FAULT, code_text, is_code, restored
from .readers.delimited import Grid
from .readers.table import Table, key_of
from .rows import Batch, Recognition, RowRule, partition, with_others

_MONTHS = "january february march april may june july august september october november december".split()
_BETWEEN = "\x1f"
_SCALES = {0: "one", 3: "thousand", 6: "million"}
_WORLD = ("", "WORLD", "TOTAL FOR ALL COUNTRIES", "ALL COUNTRIES", "WLD", "0000")


def sniff(table: Table) -> Recognition | None:
    """One of the layouts, if the heading has all it needs."""
    layout = _layout(table)
    return None if layout is None else Recognition("long", layout.title, layout.dataset, 20 + 2 * len(layout.needs))


def _layout(table: Table) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.fits(table)), None)


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The values, sorted out, as they stream."""
    layout = next(each for each in LAYOUTS if each.fits(table))
    products = [p for p in layout.products if p.heading in table.keys][:1]
    for grid, fraction in table.stream():
        for number_, value in enumerate(v for v in layout.values if v.heading in table.keys):
            rows = _with_meanings(_rows(table, grid, layout, value, products), layout, value, products)
            skips = _skips(layout, products, [name for name in ("reporter0", "partner0") if name in rows.columns])
            batch = partition(
                rows, skips, _tests(layout, table, value, products), _columns(table, layout, value, products), fraction
            )
            beside = {"a blank line": grid.blank, "a remark below the data": grid.notes} if number_ == 0 else {}
            yield with_others(batch, grid.ragged if number_ == 0 else grid.ragged.clear(), beside)


def _rows(table: Table, grid: Grid, layout: Layout, value: Value, products: list[Product]) -> pl.DataFrame:
    def given(*headings: str) -> list[pl.Expr]:
        return [pl.col(at).fill_null("") for h in headings if (at := table.column(h))]

    def first(*headings: str) -> pl.Expr:
        return next(iter(given(*headings)), pl.lit(""))

    return grid.cells.select(
        "line",
        *(e.alias(f"reporter{i}") for i, e in enumerate(given(*layout.reporter))),
        *(e.alias(f"partner{i}") for i, e in enumerate(given(*layout.partner))),
        time=first(*layout.time),
        month=first(*layout.month),
        flow=first(*layout.flow).str.strip_chars().str.to_lowercase(),
        unit=first(*layout.unit),
        code=first(*(p.heading for p in products)).cast(pl.String),
        census=first("ctycode"),
        text=first(value.heading),
    )


def _areas(rows: pl.DataFrame, side: str, layout: Layout) -> pl.Series:
    names = [name for name in rows.columns if name.startswith(side)]
    if not names:
        return pl.Series([layout.reporter_is if side == "reporter" else "WLD"] * rows.height, dtype=pl.String)
    shown = rows.select(
        pl.col(n)
        .str.strip_chars(" '\"")
        .str.slice(layout.area_prefix)
        .str.to_uppercase()
        .replace(dict.fromkeys(_WORLD, "World"))
        for n in names
    )
    return area_column(shown, names)


def _with_meanings(rows: pl.DataFrame, layout: Layout, value: Value, products: list[Product]) -> pl.DataFrame:
    sides = {side: _areas(rows, side, layout) for side in ("reporter", "partner")}
    mine, theirs = ("partner", "reporter") if value.turned else ("reporter", "partner")
    flow = pl.col("flow").replace_strict(FLOWS, default=None)
    flow = flow.fill_null(pl.col("flow").str.extract("^merchandise (exports|imports)"))
    units = {text: POWERS.get(key_of(text)) for text in rows["unit"].unique()}
    power = pl.col("unit").replace_strict(units, return_dtype=pl.Int64) if layout.unit else pl.lit(value.power)
    system = products[0].classification if products else ""
    code = code_text("code")
    if products and products[0].digits:
        code = code.str.slice(-products[0].digits)
    is_all = code.str.to_lowercase().str.replace_all("[^a-z0-9]", "").is_in(ALL_GOODS)
    dated = pl.concat_str("time", "month", separator=_BETWEEN)
    periods = {text: _period(*text.split(_BETWEEN)) for text in rows.select(dated.unique()).to_series()}
    starts, ends = ({text: each[i] if each else None for text, each in periods.items()} for i in (0, 1))
    rows = rows.with_columns(
        dated.replace_strict(starts, return_dtype=pl.String).alias("start"),
        dated.replace_strict(ends, return_dtype=pl.String).alias("end"),
        sides[mine].alias("mine"),
        sides[theirs].alias("theirs"),
        (pl.lit(value.measure) if value.measure else flow).alias("measure"),
        power.alias("power"),
        is_all.alias("is_all"),
        tidy("text").alias("value_text"),
        restored(code, pl.lit(system)).alias("good"),
    )
    amounts = [pl.when(pl.col("power") == p).then(number(pl.col("value_text"), p)) for p in _SCALES]
    return rows.with_columns(pl.coalesce(*amounts).alias("amount"))


def _period(time: str, month: str) -> tuple[str, str] | None:
    """(start, end) of a year, a month (`2023-01`) or a year beside a month by its number or name."""
    time, month = time.strip().removesuffix(".0"), month.strip().lower()
    if month in _MONTHS or is_digits(month):
        number_ = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
        time = f"{time[:4]}-{number_:02d}"
    elif month and month not in ("annual", time.lower()):
        return None
    return sdmx_codes.period(time)


def _skips(layout: Layout, products: list[Product], sides: list[str]) -> dict[str, pl.Expr]:
    skips = {"no value": is_missing(pl.col("value_text"))}
    if layout.flow:
        skips["not a value of exports or imports of goods"] = pl.col("measure").is_null()
    if products and not products[0].flat:
        skips["services, or goods that are not classified"] = pl.col("good").str.contains(
            "^(?:[A-Z]+|X+|99+[A-Z]*|0+)$"
        ) & ~pl.col("is_all")
    if layout.groups:
        coded = [pl.col(name).str.strip_chars(" '\"") for name in ("census", *sides)]
        skips["a group of economies of the publisher's own"] = pl.any_horizontal(
            c.str.contains(layout.groups) for c in coded
        )
    skips["trade of a country with itself"] = pl.col("mine") == pl.col("theirs")
    return skips


def _tests(layout: Layout, table: Table, value: Value, products: list[Product]) -> list[RowRule]:
    def heading(*names: str) -> str:
        return next((table.header[int(at[1:])] for n in names if (at := table.column(n))), names[0] if names else "")

    mine, theirs = (layout.partner, layout.reporter) if value.turned else (layout.reporter, layout.partner)
    shown = {
        side: pl.col(f"{side}0") if names else pl.lit("")
        for side, names in (("reporter", layout.reporter), ("partner", layout.partner))
    }
    sides = ("partner", "reporter") if value.turned else ("reporter", "partner")
    has = {
        side: any(table.column(n) for n in names)
        for side, names in (("reporter", layout.reporter), ("partner", layout.partner))
    }
    tests = [
        RowRule(
            pl.col(column).is_null(),
            heading(*names),
            shown[side] if has[side] else pl.lit(""),
            "is not a known area",
            "correct it",
        )
        for column, names, side in (("mine", mine, sides[0]), ("theirs", theirs, sides[1]))
    ]
    tests += [
        RowRule(
            pl.col("end").is_null(),
            heading(*layout.time),
            pl.col("time") + " " + pl.col("month"),
            "is not a year or month",
            "write it as 2021 or 2021-03",
        ),
        RowRule(
            pl.col("power").is_null(),
            heading(*layout.unit),
            pl.col("unit"),
            "is not a unit of dollars",
            "write USD, 1000 USD or Million US dollar",
        ),
        RowRule(~is_number(pl.col("value_text")), heading(value.heading), pl.col("text"), *NOT_A_NUMBER),
        RowRule(pl.col("amount") < 0, heading(value.heading), pl.col("text"), *NEGATIVE),
    ]
    if products and not products[0].flat:
        known = pl.col("is_all") | is_code(pl.col("good"), pl.lit(products[0].classification))
        tests.append(RowRule(~known, heading(products[0].heading), pl.col("code"), *PRODUCT_FAULT))
    return tests


def _columns(table: Table, layout: Layout, value: Value, products: list[Product]) -> dict[str, pl.Expr]:
    is_all, groups = pl.col("is_all"), list(aggregates())
    system, flat = (products[0].classification, products[0].flat) if products else ("", False)
    prefix = "HS" if system.startswith("HS") else "SITC" if system.startswith("SITC") else system
    level = pl.lit(-1) if flat else pl.col("good").str.len_chars().cast(pl.Int64)
    start = pl.col("end").str.slice(0, 4) + "-01" if value.to_date else pl.col("start")
    inward = pl.col("measure") == "imports"
    usual = pl.when(inward).then(pl.lit("CIF")).otherwise(pl.lit("FOB"))
    return {
        "dataset": pl.lit(layout.dataset),
        "measure": pl.col("measure"),
        "reporter": pl.col("mine"),
        "partner": pl.col("theirs"),
        "product": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(f"{prefix}:") + pl.col("good")),
        "classification": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(system)),
        "product_level": pl.when(is_all).then(0).otherwise(level),
        "period_start": start,
        "period_end": pl.col("end"),
        "value": pl.col("amount"),
        "unit": pl.lit("USD"),
        "scale": pl.col("power").replace_strict(_SCALES, default="one"),
        "decimals": decimals(pl.col("value_text")),
        "valuation": pl.lit(value.valuation) if value.valuation or layout.reporter_is else usual,
        "status": pl.lit(layout.status),
        "aggregate": pl.col("mine").is_in(groups) | pl.col("theirs").is_in(groups),
        "source": pl.lit(value.source),
        "file": pl.lit(table.label),
        "cell": pl.lit(value.heading),
    }
