"""Long tables, which are columns and meanings alone: a row has both sides, a year, perhaps a product, and one or
several values.

The layouts are tables of content: headings from the publishers' own documentation and from programs that read their
files: Harvard's Atlas (Dataverse), OEC (bulk files and API), FAOSTAT's trade matrix, WTO Stats, UNCTADstat, CEPII's
Gravity, tradestatistics.io, the US Census Bureau's API and its trade by country. `wide` has those whose periods are
columns.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from ..model.codes import WORLD
from ..model.digits import is_digits
from ..model.figure import SCALE_OF_POWER
from . import baci, row_rules, vocabulary
from .areas import aliases, area_column
from .cells import decimals, is_missing, number, tidy
from .layouts import NO_PRODUCT, Layout, Product, Value, layouts
from .money import CurrencyScale, parted
from .periods import period_of
from .product_codes import PRODUCT_FAULT, classifications, code_text, is_code, restored
from .readers.table import Amount, Table
from .rows import Recognition, RowRule, Sorter, looked_up, partition, usual_valuation

_WHOLE_YEAR = ("annual", "yr", "year")
_QUARTERS = ("first quarter", "second quarter", "third quarter", "fourth quarter")
_WORLD = ("", "WORLD", "TOTAL FOR ALL COUNTRIES", "ALL COUNTRIES", "WORLD, NOT SEASONALLY ADJUSTED", WORLD, "0000")
_NO_MONEY = ("is not a unit of money", "write USD, 1000 USD or Million US dollar")
_IN_BRACKETS = r"\(([^()]*)\)$"
_ESTIMATES = ("E", "I", "F", "IM")
"""Flags of FAOSTAT and the WTO for what nobody reported."""
_KILOGRAMS = {"KG": 1.0, "MT": 1000.0, "GR": 0.001}
_CODED = r"^\w+ - (\w+) - .*$"
"""How the WTO writes a code between its classification and its name."""
_ALL_GOODS = ("", "-", "to", "total", "0000", "otot", "allproducts", "totalallproducts", "totalmerchandise", "all")
"""Codes and names of all goods in these layouts, as `table.key_of` gives them."""


def sniff(table: Table) -> Recognition | None:
    """One of the layouts, if the heading has all it needs, its periods in rows or as columns."""
    layout = next((layout for layout in layouts() if layout.fits(table)), None)
    if layout is None:
        return None
    revision, edition = (baci.revision(table), baci.edition(table)) if layout.beside else ("", "")
    title = f"{layout.title} {revision}".strip()
    return Recognition(layout.dataset, title, layout.dataset, 20 + 2 * len(layout.needs), edition=edition)


def _last_month(table: Table, layout: Layout) -> str:
    """The last with any value: those after it, which are 0, were not published yet; "" where no month is told."""
    times = [table.text(*names).alias(name) for name, names in (("time", layout.time), ("month", layout.month))]
    traded = number(tidy(table.text("value"))) != 0
    told = {row for grid, _ in table.stream() for row in grid.cells.filter(traded).select(times).unique().iter_rows()}
    return max((period[1] for row in told if (period := _period(*row)) and period[0] == period[1]), default="")


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the values, those of one column after those of another."""
    layout = next(each for each in layouts() if each.fits(table))
    last = _last_month(table, layout) if table.over else ""
    product = next((p for p in layout.products if p.heading in table.keys), NO_PRODUCT)
    areas, names = dict[str, str](), dict[str, str]()
    if layout.beside:
        product = product._replace(classification=classifications().get(baci.revision(table), product.classification))
        areas, names = dict(baci.dictionary_beside(table)), dict(baci.names_beside(table))
    if layout.codes:
        areas = aliases(layout.codes) | {"TOTAL": WORLD if any("WORLD" in line.upper() for line in table.above) else ""}
    labels = _labels(table, layout, product)
    sides = [name for name in ("reporter0", "partner0") if name in labels]
    parts = _parts(table, layout, product)
    skips = _skips(table, layout, product, sides) | {reason: pl.col(reason) for reason in parts}
    is_whole_year = pl.col("start") != pl.col("end")
    is_open = pl.lit(bool(last)) & (pl.col("end") > last)
    skips["a period that was not over"] = is_open & (is_whole_year | (pl.col("amount") == 0))
    labels |= parts
    plans = [
        (value, at, _tests(layout, table, value, product), _columns(layout, value, product, names))
        for value, at in layout.amounts(table)
    ]

    def meant(cells: pl.DataFrame, value: Value, at: Amount) -> pl.DataFrame:
        rows = cells.select("line", **labels, text=at.column, cell=table.cell(at.heading))
        rows = _with_meanings(rows, layout, value, at, product, areas)
        to_date = pl.lit(layout.open_year) & is_open & is_whole_year & (pl.col("start") <= last)
        return rows.with_columns(end=pl.when(to_date).then(pl.lit(last)).otherwise("end"))

    return lambda cells: [partition(meant(cells, value, at), skips, tests, to) for value, at, tests, to in plans]


def _labels(table: Table, layout: Layout, product: Product) -> dict[str, pl.Expr]:
    flow = table.text(*layout.flow).str.strip_chars().str.to_lowercase().str.replace(r"\.0$", "")
    stated = table.text(*layout.unit) if table.column(*layout.unit) else flow.str.extract(_IN_BRACKETS).fill_null("")
    labels = {
        "time": table.text(*layout.time),
        "month": table.text(*layout.month),
        "flow": flow,
        "unit": stated,
        "flag": table.text(*layout.flag).str.to_uppercase(),
        "code": table.text(product.heading).str.replace(_CODED, "$1") if product.heading else pl.lit(""),
        "census": table.text("ctycode"),
    }
    for side, headings in (("reporter", layout.reporter), ("partner", layout.partner)):
        for i, heading in enumerate(h for h in headings if h in table.keys):
            labels[f"{side}{i}"] = table.text(heading)
    for i, each in enumerate(layout.quantities):
        labels[f"quantity{i}"] = table.text(each.heading)
        labels[f"unit_of{i}"] = table.text(each.unit_in).str.strip_chars() if each.unit_in else pl.lit(each.unit)
    return labels


def _parts(table: Table, layout: Layout, product: Product) -> dict[str, pl.Expr]:
    """By reason: whether a column says that a row is a part; what groups products does where no column has those, and
    so does what has a label beside it and is none of what a layout knows, such as UNCTADstat's series of services."""
    known = {
        **vocabulary.parts("long"),
        **vocabulary.parts(layout.dataset),
        **({} if product.heading else vocabulary.parts("long_without_product")),
    }
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


def _areas(rows: pl.DataFrame, side: str, layout: Layout, known: Mapping[str, str]) -> pl.Series:
    """The areas of a side; `known` are those of codes that nobody else has, all there are where the layout has a
    list."""
    names = [name for name in rows.columns if name.startswith(side)]
    if not names:
        return pl.Series([layout.reporter_is if side == "reporter" else WORLD] * rows.height, dtype=pl.String)
    codes = pl.col(names).str.strip_chars(" '\"").str.slice(layout.area_prefix).str.to_uppercase()
    if layout.codes:
        coded = codes.str.replace(r"\.0$", "").str.replace("^([0-9]{1,2})$", "00$1").str.replace("^0*([0-9]{3})$", "$1")
        return rows.select(coded.replace_strict(known, default=None, return_dtype=pl.String)).to_series()
    return area_column(rows.select(codes.replace(dict.fromkeys(_WORLD, "World"))), names, known)


def _with_meanings(
    rows: pl.DataFrame, layout: Layout, value: Value, at: Amount, product: Product, areas: Mapping[str, str]
) -> pl.DataFrame:
    of_value = None if layout.unit or value.power is None else CurrencyScale(value.currency or "USD", value.power)
    stated = at.unit or of_value
    fixed = stated and (stated.currency, SCALE_OF_POWER[stated.power])
    sides = {side: _areas(rows, side, layout, areas) for side in ("reporter", "partner")}
    mine, theirs = ("partner", "reporter") if value.turned else ("reporter", "partner")
    flows = vocabulary.flows(layout.dataset) or vocabulary.flows("long")
    flow = pl.col("flow").replace_strict(flows, default=None)
    flow = flow.fill_null(pl.col("flow").str.extract("^(?:total )?merchandise (exports|imports)"))
    code = code_text("code")
    if product.digits:
        code = code.str.slice(-product.digits)
    rows = rows.with_columns(
        sides[mine].alias("reporter_area"),
        sides[theirs].alias("partner_area"),
        (pl.lit(value.measure) if value.measure else flow).alias("measure"),
        (pl.lit(False) if product.width else _is_all(code) & (pl.lit(product.flat) | (code != ""))).alias("is_all"),
        tidy("text").alias("value_text"),
        *(tidy(f"quantity{i}").alias(f"quantity{i}_text") for i in range(len(layout.quantities))),
        (code.str.zfill(product.width) if product.width else restored(code, pl.lit(product.classification))).alias(
            "good"
        ),
    )
    rows = looked_up(rows, ("time", "month"), ("start", "end"), _period)
    return looked_up(rows, ("unit",), ("currency", "scale"), lambda text: fixed or _unit(text))


def _unit(text: str) -> tuple[str, str] | None:
    """Currency and scale of a unit that is nothing but money."""
    around, money = parted(text)
    return (money.currency, SCALE_OF_POWER[money.power]) if money and not around else None


def _period(time: str, month: str) -> tuple[str, str] | None:
    """(start, end) of a year, a month (`2023-01`) or a year beside a month by its number or name, or beside a
    quarter."""
    time, month = time.strip(), month.strip().lower()
    year = time[:4]
    if not is_digits(year) or len(year) < 4:
        return None
    if month in _QUARTERS:
        return period_of(f"{year}-Q{_QUARTERS.index(month) + 1}")
    is_whole = month in ("", *_WHOLE_YEAR, time.lower())
    return period_of(time) if is_whole else period_of(year, month.replace("apl", "apr"))


def _skips(table: Table, layout: Layout, product: Product, sides: Iterable[str]) -> dict[str, pl.Expr]:
    skips = {
        "the heading again": pl.col("time") == table.heading(*layout.time),
        "no value": is_missing(pl.col("value_text")),
    }
    if layout.flow and not vocabulary.flows(layout.dataset):
        skips["not a value of exports or imports of goods"] = pl.col("measure").is_null()
        skips["seasonally adjusted"] = pl.col("flow").str.contains("seasonally adjusted") & ~pl.col(
            "flow"
        ).str.contains("not seas")
    if not (product.flat or product.width):
        unclassified = pl.col("good").str.contains("^(?:[A-Z]+|X+|99+[A-Z]*|0+)$") & ~pl.col("is_all")
        skips["services, or goods that are not classified"] = unclassified
    if layout.groups:
        coded = [pl.col(name).str.strip_chars(" '\"").str.contains(layout.groups) for name in ("census", *sides)]
        skips["a group of economies of the publisher's own"] = pl.any_horizontal(coded)
    skips["the total of a region, not of a country"] = pl.col("partner_area") == ""
    return skips | {"trade of a country with itself": pl.col("reporter_area") == pl.col("partner_area")}


def _tests(layout: Layout, table: Table, value: Value, product: Product) -> list[RowRule]:
    def area(column: str, side: str, names: tuple[str, ...]) -> RowRule:
        shown = f"{side}0" if table.column(*names) else pl.lit("")
        return row_rules.area(column, table.heading(*names), shown, mend=layout.area_mend)

    both = [("reporter", layout.reporter), ("partner", layout.partner)]
    sides = both[::-1] if value.turned else both
    tests = [
        *(area(column, *side) for column, side in zip(("reporter_area", "partner_area"), sides, strict=True)),
        row_rules.period(
            table.heading(*layout.time),
            (pl.col("time") + " " + pl.col("month")).str.strip_chars(),
            "write it as 2021 or 2021-03",
        ),
        RowRule(pl.col("currency").is_null(), table.heading(*layout.unit), *_NO_MONEY, "unit"),
        *row_rules.value(pl.col("cell"), "text"),
        *row_rules.quantities(
            (f"quantity{i}", table.heading(each.heading)) for i, each in enumerate(layout.quantities)
        ),
    ]
    if words := vocabulary.flows(layout.dataset):
        mend = f"write {', '.join(f'{word} for {measure}' for word, measure in words.items())}"
        tests.append(row_rules.flow(table.heading(*layout.flow), "flow", mend))
    if not product.flat:
        known = pl.col("is_all") | is_code(pl.col("good"), pl.lit(product.classification))
        if product.width:
            lengths = code_text("code").str.len_chars().is_between(product.width - 1, product.width)
            known = pl.col("good").str.contains("^[0-9]+$") & lengths
        tests.append(RowRule(~known, table.heading(product.heading), *PRODUCT_FAULT, "code"))
    return tests


def _columns(layout: Layout, value: Value, product: Product, names: Mapping[str, str]) -> dict[str, pl.Expr]:
    is_all, system = pl.col("is_all"), product.classification
    numbers = [(number(pl.col(f"quantity{i}_text")), pl.col(f"unit_of{i}")) for i in range(len(layout.quantities))]
    given = [(quantity, unit, quantity.is_not_null() & (unit != "")) for quantity, unit in numbers]
    kilograms = [
        q * u.str.to_uppercase().replace_strict(_KILOGRAMS, default=None, return_dtype=pl.Float64) for q, u in numbers
    ]
    nothing = pl.lit(None, pl.Float64)
    is_estimate = pl.col("flag").is_in(_ESTIMATES) | pl.col("flow").str.contains("estimate")
    prefix = next((name for name in ("HS", "SITC") if name in system), system)
    level = pl.lit(-1) if product.flat else pl.col("good").str.len_chars().cast(pl.Int64)
    return {
        "product": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(f"{prefix}:") + pl.col("good")),
        "classification": pl.when(is_all).then(pl.lit("")).otherwise(pl.lit(system)),
        "product_level": pl.when(is_all).then(0).otherwise(level),
        "period_start": pl.col("end").str.slice(0, 4) + "-01" if value.to_date else pl.col("start"),
        "unit": pl.col("currency"),
        "decimals": pl.max_horizontal(pl.lit(value.decimals or None, pl.Int8), decimals(pl.col("value_text"))),
        "rounding": pl.lit(layout.rounding),
        "valuation": pl.lit(value.valuation.removeprefix("none")) if value.valuation else usual_valuation(),
        "quantity": pl.coalesce(*(pl.when(there).then(quantity) for quantity, _, there in given), nothing),
        "quantity_unit": pl.coalesce(*(pl.when(there).then(unit) for _, unit, there in given), pl.lit("")),
        "net_weight": pl.coalesce(*kilograms, nothing),
        "status": pl.when(is_estimate).then(pl.lit("estimated")).otherwise(pl.lit(layout.status)),
        "source": pl.lit(value.source),
        "title": pl.col("good").replace_strict(names, default="", return_dtype=pl.String).str.slice(0, 200)
        if names
        else pl.lit(""),
    }
