"""Long tables, which are columns and meanings alone: a row has both sides, a year, perhaps a product, and one or several values.

The layouts are tables of content: headings from the publishers' own documentation and from programs that read their files:
Harvard's Atlas (Dataverse), OEC (bulk files and API), FAOSTAT's trade matrix, WTO Stats, UNCTADstat, CEPII's Gravity,
tradestatistics.io, the US Census Bureau's API and its trade by country. `wide` has those whose periods are columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

import polars as pl

from ..model.codes import WORLD
from ..model.digits import is_digits
from ..model.figure import POWERS, SCALE_OF_POWER
from ..model.period import MONTH_NAMES
from . import content, faults, sdmx_codes
from .areas import area_column
from .cells import is_missing, number, scaled, tidy
from .content import Headings
from .money import CurrencyScale, parted
from .product_codes import PRODUCT_FAULT, code_text, is_code, restored
from .readers.table import Amount, Table
from .rows import Batch, Recognition, RowRule, Sorter, looked_up, partition, usual_valuation

_MONTHS = {key: f"{i:02d}" for i, name in enumerate(MONTH_NAMES, start=1) for key in (name.lower(), name[:3].lower())}
_WHOLE_YEAR = ("annual", "yr")
_QUARTERS = ("first quarter", "second quarter", "third quarter", "fourth quarter")
_WORLD = ("", "WORLD", "TOTAL FOR ALL COUNTRIES", "ALL COUNTRIES", "WORLD, NOT SEASONALLY ADJUSTED", WORLD, "0000")
_NO_MONEY = ("is not a unit of money", "write USD, 1000 USD or Million US dollar")
_IN_BRACKETS = r"\(([^()]*)\)$"
_ESTIMATES = ("E", "I", "F", "IM")
"""Flags of FAOSTAT and the WTO for what nobody reported."""
_CODED = r"^\w+ - (\w+) - .*$"
"""How the WTO writes a code between its classification and its name."""
_ALL_GOODS = ("", "-", "to", "total", "0000", "otot", "allproducts", "totalallproducts", "totalmerchandise", "all")
"""Codes and names of all goods in these layouts, as `table.key_of` gives them."""


class Value(NamedTuple):
    """A column of amounts: the measure it is of, "" where the flow of its row says it; `turned` where the row's partner
    reports it; in so many powers of ten of a dollar, unless its heading or the unit of its row says so, as one has to where
    `power` is None; from January on if `to_date`."""

    heading: str
    measure: str
    power: int | None
    turned: bool
    valuation: str
    source: str
    to_date: bool


class Product(NamedTuple):
    """A column of product codes and the classification they are of; the last `digits` count where more stand there, and a
    classification that is no tree is `flat`: its groups may hold each other and are never added."""

    heading: str
    classification: str
    digits: int
    flat: bool


class Layout(NamedTuple):
    """What a file of a layout has. `needs` are headings of which all must be there; `reporter_is` stands for a column,
    and `groups` is how the publisher's codes of groups of economies look that nobody else has."""

    title: str
    dataset: str
    needs: tuple[Headings, ...]
    reporter: Headings
    partner: Headings
    time: Headings
    month: Headings
    flow: Headings
    unit: Headings
    flag: Headings
    reporter_is: str
    area_prefix: int
    groups: str
    status: str
    values: tuple[Value, ...]
    products: tuple[Product, ...]

    def fits(self, table: Table) -> bool:
        """Whether a heading has all that is needed, and a value."""
        keys = set(table.keys)
        return all(keys & set(needed) for needed in self.needs) and bool(self.amounts(table))

    def amounts(self, table: Table) -> list[tuple[Value, Amount]]:
        """The columns of amounts that a heading has; each is in a unit that we know."""
        found = [(value, table.amount(value.heading)) for value in self.values]
        return [(v, amount) for v, amount in found if amount and (amount.unit or v.power is not None or self.unit)]


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts, those first that need more."""
    return tuple(_layout(row) for row in content.rows("long_layouts"))


def _layout(row: Mapping[str, str]) -> Layout:
    def of(table: str, kind: type[_Row]) -> tuple[_Row, ...]:
        return tuple(_made(kind, each) for each in content.rows(table) if each["layout"] == row["title"])

    return _made(Layout, row, values=of("long_layout_values", Value), products=of("long_layout_products", Product))


_Row = TypeVar("_Row", Value, Product, Layout)
_READ: Mapping[object, Callable[[str], object]] = {
    str: str,
    bool: bool,
    int: lambda text: int(text or 0),
    int | None: lambda text: int(text) if text else None,
    Headings: lambda text: tuple(text.split()),
    tuple[Headings, ...]: lambda text: tuple(tuple(names.split()) for names in text.split("|")),
}


def _made(kind: type[_Row], row: Mapping[str, str], **others: object) -> _Row:
    """What a row of a table is: each field of the column of its name, read as what it is to be."""
    fields = {name: _READ[of](row[name]) for name, of in get_type_hints(kind).items() if name not in others}
    made: Any = kind
    found: _Row = made(**fields, **others)
    return found


_NO_PRODUCT = Product("", "", 0, True)


def sniff(table: Table) -> Recognition | None:
    """One of the layouts, if the heading has all it needs, its periods in rows or as columns."""
    layout = next((layout for layout in layouts() if layout.fits(table)), None)
    return None if layout is None else Recognition("long", layout.title, layout.dataset, 20 + 2 * len(layout.needs))


def _last_month(table: Table) -> str:
    """The last with any value: those after it, which are 0, were not published yet."""
    month = (
        table.text("year").str.slice(0, 4)
        + "-"
        + table.text("month").str.to_lowercase().replace_strict(_MONTHS, default=None)
    )
    traded = number(tidy(table.text("value"))) != 0
    return max(grid.cells.filter(traded).select(month.max()).item() or "" for grid, _ in table.stream())


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the values, those of one column after those of another."""
    last = _last_month(table) if table.over and table.column("month") else ""
    layout = next(each for each in layouts() if each.fits(table))
    product = next((p for p in layout.products if p.heading in table.keys), _NO_PRODUCT)
    labels = _labels(table, layout, product)
    sides = [name for name in ("reporter0", "partner0") if name in labels]
    parts = _parts(table, layout, product)
    skips = _skips(layout, product, sides) | {reason: pl.col(reason) for reason in parts}
    skips["a period that was not over"] = pl.lit(bool(last)) & (pl.col("end") > last)
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
    flow = table.text(*layout.flow).str.strip_chars().str.to_lowercase()
    return sides | {
        "time": table.text(*layout.time),
        "month": table.text(*layout.month),
        "flow": flow,
        "unit": table.text(*layout.unit)
        if table.column(*layout.unit)
        else flow.str.extract(_IN_BRACKETS).fill_null(""),
        "column": table.cell(""),
        "flag": table.text(*layout.flag).str.to_uppercase(),
        "code": table.text(product.heading).str.replace(_CODED, "$1") if product.heading else pl.lit(""),
        "census": table.text("ctycode"),
    }


def _parts(table: Table, layout: Layout, product: Product) -> dict[str, pl.Expr]:
    """By reason: whether a column says that a row is a part; what groups products does where no column has those, and so does
    what has a label beside it and is none of what a layout knows, such as UNCTADstat's series of services."""
    known = {**content.parts("long"), **({} if product.heading else content.parts("long_without_product"))}
    found: dict[str, list[pl.Expr]] = {}
    for key, (reason, whole) in known.items():
        if key in table.keys:
            found.setdefault(reason, []).append(~_is_all(table.text(key), whole))
    taken = {*layout.reporter, *layout.partner, *layout.time, *layout.month, *layout.flow, product.heading, *known}
    for key in {name.removesuffix("label") for name in table.keys if name.endswith("label")} & {*table.keys} - taken:
        found.setdefault(f"a part by {key}", []).append(~_is_all(table.text(f"{key}label")))
    return {reason: pl.any_horizontal(parts) for reason, parts in found.items()}


def _is_all(code: pl.Expr, others: Iterable[str] = ()) -> pl.Expr:
    """Whether a code or name is that of all goods, or one of `others`."""
    return code.str.to_lowercase().str.replace_all("[^a-z0-9]", "").is_in(_ALL_GOODS) | code.is_in(list(others))


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
    flow = flow.fill_null(pl.col("flow").str.extract("^(?:total )?merchandise (exports|imports)"))
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
        time = f"{time[:4]}-{_MONTHS.get(month, month):0>2}"
    elif month and month not in (*_WHOLE_YEAR, time.lower()):
        return None
    return sdmx_codes.period(time)


def _skips(layout: Layout, product: Product, sides: Iterable[str]) -> dict[str, pl.Expr]:
    skips = {"no value": is_missing(pl.col("value_text"))}
    if layout.flow:
        skips["not a value of exports or imports of goods"] = pl.col("measure").is_null()
        skips["seasonally adjusted"] = pl.col("flow").str.contains("seasonally adjusted") & ~pl.col(
            "flow"
        ).str.contains("not seas")
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
        *faults.value(_cell(at), "text"),
    ]
    if not product.flat:
        known = pl.col("is_all") | is_code(pl.col("good"), pl.lit(product.classification))
        tests.append(RowRule(~known, table.heading(product.heading), *PRODUCT_FAULT, "code"))
    return tests


def _columns(layout: Layout, value: Value, at: Amount, product: Product) -> dict[str, pl.Expr]:
    is_all, system = pl.col("is_all"), product.classification
    is_estimate = pl.col("flag").is_in(_ESTIMATES) | pl.col("flow").str.contains("estimate")
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
        "status": pl.when(is_estimate).then(pl.lit("estimated")).otherwise(pl.lit(layout.status)),
        "source": pl.lit(value.source),
        "cell": _cell(at),
    }


def _cell(at: Amount) -> pl.Expr:
    """The heading over a value in the file."""
    return pl.when(pl.col("column") != "").then("column").otherwise(pl.lit(at.heading))
