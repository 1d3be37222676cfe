"""Long tables of both sides, year, product and values: see `layouts` for whose."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

import polars as pl

from ..model.codes import WORLD
from ..model.digits import is_digits
from ..model.figure import POWERS, SCALE_OF_POWER
from . import content, faults, sdmx_codes
from .areas import area_column
from .cells import is_missing, scaled, tidy
from .layouts import ALL_GOODS, Layout, Product, Value, layouts
from .money import CurrencyScale, parted
from .products import PRODUCT_FAULT, code_text, is_code, restored
from .readers.table import Amount, Table
from .rows import Batch, Recognition, RowRule, Sorter, looked_up, partition, usual_valuation

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_QUARTERS = ("first quarter", "second quarter", "third quarter", "fourth quarter")
_WORLD = ("", "WORLD", "TOTAL FOR ALL COUNTRIES", "ALL COUNTRIES", WORLD, "0000")
_NO_MONEY = ("is not a unit of money", "write USD, 1000 USD or Million US dollar")
_NO_PRODUCT = Product("", "", 0, True)


def sniff(table: Table) -> Recognition | None:
    """One of the layouts, if the heading has all it needs."""
    layout = next((layout for layout in layouts() if layout.fits(table)), None)
    return None if layout is None else Recognition("long", layout.title, layout.dataset, 20 + 2 * len(layout.needs))


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the values, those of one column after those of another."""
    layout = next(each for each in layouts() if each.fits(table))
    product = next((p for p in layout.products if p.heading in table.keys), _NO_PRODUCT)
    labels = _labels(table, layout, product)
    sides = [name for name in ("reporter0", "partner0") if name in labels]
    parts = _parts(table, product)
    skips = _skips(layout, product, sides) | {reason: pl.col(reason) for reason in parts}
    labels |= parts
    plans = [
        (value, at, _tests(layout, table, value, at, product), _columns(layout, value, at, product))
        for value, at in layout.amounts(table)
    ]

    def sort(cells: pl.DataFrame) -> list[Batch]:
        return [
            partition(
                _with_meanings(cells.select("line", **labels, text=at.column), layout, each, at, product),
                skips,
                tests,
                to,
            )
            for each, at, tests, to in plans
        ]

    return sort


def _labels(table: Table, layout: Layout, product: Product) -> dict[str, pl.Expr]:
    sides = {
        f"{side}{i}": table.text(heading)
        for side, headings in (("reporter", layout.reporter), ("partner", layout.partner))
        for i, heading in enumerate(h for h in headings if h in table.keys)
    }
    return sides | {
        "time": table.text(*layout.time),
        "month": table.text(*layout.month),
        "flow": table.text(*layout.flow).str.strip_chars().str.to_lowercase(),
        "unit": table.text(*layout.unit),
        "code": table.text(product.heading) if product.heading else pl.lit(""),
        "census": table.text("ctycode"),
    }


def _parts(table: Table, product: Product) -> dict[str, pl.Expr]:
    """By reason: whether a column says that a row is a part; what groups products does where no column has those."""
    known = {**content.parts("long"), **({} if product.heading else content.parts("long_without_product"))}
    found: dict[str, list[pl.Expr]] = {}
    for key, (reason, whole) in known.items():
        if key in table.keys:
            found.setdefault(reason, []).append(~_is_all(table.text(key), whole))
    return {reason: pl.any_horizontal(parts) for reason, parts in found.items()}


def _is_all(code: pl.Expr, others: Iterable[str] = ()) -> pl.Expr:
    """Whether a code or name is that of all goods, or one of `others`."""
    return code.str.to_lowercase().str.replace_all("[^a-z0-9]", "").is_in(ALL_GOODS) | code.is_in(list(others))


def _areas(rows: pl.DataFrame, side: str, layout: Layout) -> pl.Series:
    names = [name for name in rows.columns if name.startswith(side)]
    if not names:
        return pl.Series([layout.reporter_is if side == "reporter" else WORLD] * rows.height, dtype=pl.String)
    codes = pl.col(names).str.strip_chars(" '\"").str.slice(layout.area_prefix).str.to_uppercase()
    return area_column(rows.select(codes.replace(dict.fromkeys(_WORLD, "World"))), names)


def _with_meanings(rows: pl.DataFrame, layout: Layout, value: Value, at: Amount, product: Product) -> pl.DataFrame:
    stated = at.unit or (None if layout.unit or value.power is None else CurrencyScale("USD", value.power))
    fixed = stated and (stated.currency, SCALE_OF_POWER[stated.power])
    sides = {side: _areas(rows, side, layout) for side in ("reporter", "partner")}
    mine, theirs = ("partner", "reporter") if value.turned else ("reporter", "partner")
    flow = pl.col("flow").replace_strict(content.flows("long"), default=None)
    flow = flow.fill_null(pl.col("flow").str.extract("^merchandise (exports|imports)"))
    code = code_text("code")
    if product.digits:
        code = code.str.slice(-product.digits)
    rows = rows.with_columns(
        sides[mine].alias("mine"),
        sides[theirs].alias("theirs"),
        (pl.lit(value.measure) if value.measure else flow).alias("measure"),
        _is_all(code).alias("is_all"),
        tidy("text").alias("value_text"),
        restored(code, pl.lit(product.classification)).alias("good"),
    )
    rows = looked_up(rows, ("time", "month"), ("start", "end"), _period)
    rows = looked_up(rows, ("unit",), ("currency", "scale"), lambda text: fixed or _unit(text))
    return rows.with_columns(scaled(pl.col("value_text"), "scale", POWERS).alias("amount"))


def _unit(text: str) -> tuple[str, str] | None:
    """Currency and scale of a unit that is nothing but money."""
    around, money = parted(text)
    return (money.currency, SCALE_OF_POWER[money.power]) if money and not around else None


def _period(time: str, month: str) -> tuple[str, str] | None:
    """(start, end) of a year, a month (`2023-01`) or a year beside a month by its number or name, or beside a quarter."""
    time, month = time.strip().removesuffix(".0"), month.strip().lower()
    if month in _QUARTERS:
        time = f"{time[:4]}-Q{_QUARTERS.index(month) + 1}"
    elif month in _MONTHS or is_digits(month):
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
        time = f"{time[:4]}-{number:02d}"
    elif month and month not in ("annual", time.lower()):
        return None
    return sdmx_codes.period(time)


def _skips(layout: Layout, product: Product, sides: Iterable[str]) -> dict[str, pl.Expr]:
    skips = {"no value": is_missing(pl.col("value_text"))}
    if layout.flow:
        skips["not a value of exports or imports of goods"] = pl.col("measure").is_null()
    if not product.flat:
        unclassified = pl.col("good").str.contains("^(?:[A-Z]+|X+|99+[A-Z]*|0+)$") & ~pl.col("is_all")
        skips["services, or goods that are not classified"] = unclassified
    if layout.groups:
        coded = [pl.col(name).str.strip_chars(" '\"").str.contains(layout.groups) for name in ("census", *sides)]
        skips["a group of economies of the publisher's own"] = pl.any_horizontal(coded)
    return skips | {"trade of a country with itself": pl.col("mine") == pl.col("theirs")}


def _tests(layout: Layout, table: Table, value: Value, at: Amount, product: Product) -> list[RowRule]:
    def area(column: str, side: str, names: tuple[str, ...]) -> RowRule:
        return faults.area(column, table.heading(*names), f"{side}0" if table.column(*names) else pl.lit(""))

    both = [("reporter", layout.reporter), ("partner", layout.partner)]
    sides = both[::-1] if value.turned else both
    tests = [
        *(area(column, *side) for column, side in zip(("mine", "theirs"), sides, strict=True)),
        faults.period(
            table.heading(*layout.time), pl.col("time") + " " + pl.col("month"), "write it as 2021 or 2021-03"
        ),
        RowRule(pl.col("currency").is_null(), table.heading(*layout.unit), *_NO_MONEY, "unit"),
        *faults.value(at.heading, "text"),
    ]
    if not product.flat:
        known = pl.col("is_all") | is_code(pl.col("good"), pl.lit(product.classification))
        tests.append(RowRule(~known, table.heading(product.heading), *PRODUCT_FAULT, "code"))
    return tests


def _columns(layout: Layout, value: Value, at: Amount, product: Product) -> dict[str, pl.Expr]:
    is_all, system = pl.col("is_all"), product.classification
    prefix = next((name for name in ("HS", "SITC") if system.startswith(name)), system)
    level = pl.lit(-1) if product.flat else pl.col("good").str.len_chars().cast(pl.Int64)
    return {
        "reporter": pl.col("mine"),
        "partner": pl.col("theirs"),
        "product": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(f"{prefix}:") + pl.col("good")),
        "classification": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(system)),
        "product_level": pl.when(is_all).then(0).otherwise(level),
        "period_start": pl.col("end").str.slice(0, 4) + "-01" if value.to_date else pl.col("start"),
        "unit": pl.col("currency"),
        "scale": pl.col("scale"),
        "valuation": pl.lit(value.valuation) if value.valuation or layout.reporter_is else usual_valuation(),
        "status": pl.lit(layout.status),
        "source": pl.lit(value.source),
        "cell": pl.lit(at.heading),
    }
