"""UN Comtrade: the 47 fields of today (CSV, JSON, bulk), the 35 columns before 2023, the 22 of the 2010s, the API of
those years, UNdata's extract, and World Bank WITS (Advanced Query, the page's sheet By-HS6Product). All are the same rows
under other headings, which `tables/headings.csv` lists.

Values are US dollars, of WITS thousands, unless their heading states another unit. Exports are FOB and imports CIF, as the
International Merchandise Trade Statistics define them, unless the row's own FOB and CIF fields say otherwise. A row that
shows a part (by second partner, customs procedure, mode of transport or supply) is skipped: its sum is another row. Gross
flows of WITS and net ones (less re-exports and re-imports) are different figures: the gross ones carry the basis `gross`.
"""

import re

import polars as pl

from ..model.codes import WORLD
from ..model.figure import SCALE_OF_POWER
from . import row_rules, vocabulary
from .areas import area_column
from .cells import decimals, in_dollars, is_missing, number, tidy, whole
from .money import CurrencyScale, parted
from .product_codes import classification, code_text, columns_of, is_of_level, level, name_text, restored
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, Sorter, partition, usual_valuation

_NUMBERS = {"value", "cif", "fob", "quantity", "net_weight"}
_TRUE = ("true", "1", "wahr", "vrai", "verdadero", "vero", "waar")
"""How a spreadsheet writes that something is so, in small letters, in the languages met."""
LINE_DIGITS = 6
"""Digits of a tariff line that are the HS, whatever its country adds."""
_NO_PERIOD = ("is not a year or a month of one", "write it as 2023 or 202302")
_NO_UNIT = ("", "n/a", "-1", "1", "no quantity", "nan")
_KNOWN_BY = frozenset(
    "typecode classification classificationcode pfcode tradeflow rgdesc rgcode commoditycode cmdcode countryorarea".split()
)
_THOUSANDS = CurrencyScale("USD", 3)
_IN_DOLLARS = _KNOWN_BY - {"tradeflow", "commoditycode"} | {"primaryvalue", "tradequantity"}
"""Headings that nobody else has, whose values are dollars without a word."""
_ESTIMATED = {
    "2": "quantity estimated by the UN",
    "4": "net weight estimated by the UN",
    "6": "quantity and net weight estimated by the UN",
}


def sniff(table: Table) -> Recognition | None:
    """UN Comtrade or WITS, if the heading has a flow, a reporter, a product, a time and a value of theirs."""
    keys = set(table.keys)
    has = _fields(table, "wits_query")
    sides = [has & {f"{side}_iso", f"{side}_name"} for side in ("reporter", "partner")]
    if all(sides) and {"value", "year", "product"} <= has and has & {"flow", "flow_name"}:
        title = "World Bank WITS, Advanced Query" if "reporter_iso" in has else "World Bank WITS, table of the web page"
        return Recognition("wits_query", title, "wits", 40)
    has = _fields(table, "comtrade")
    sides = [has & {side, f"{side}_iso", f"{side}_name"} for side in ("reporter", "partner")]
    if not {"value", "product"} <= has or not has & {"period", "year"} or not has & {"flow", "flow_name"}:
        return None
    if not sides[0] or not (sides[1] or "countryorarea" in keys) or not keys & _KNOWN_BY:
        return None
    if not keys & _IN_DOLLARS and not _says_unit(table):
        return None
    return Recognition("comtrade", _title(keys), "comtrade", 10 + len(has))


def _fields(table: Table, format: str) -> set[str]:
    """The fields that a heading has; the values of WITS are known by their unit."""
    known = vocabulary.headings(format)
    has = {name for name, aliases in known.items() if name != "value" and table.column(*aliases)}
    value = table.amount(*known["value"])
    named = value is not None and (format == "comtrade" or value.unit == _THOUSANDS)
    return has | {"value"} if named else has


def _says_unit(table: Table) -> bool:
    """Whether the heading of the values or their cells say of what they are: WITS has thousands under the same words."""
    value = table.amount(*vocabulary.headings("comtrade")["value"])
    if value is None or value.unit or parted(value.heading)[1]:
        return value is not None
    at = int(value.column[1:])
    return any(re.match(r"\s*(?:US)?\$", str(row[at])) for row in table.sample if len(row) > at)


def _title(keys: set[str]) -> str:
    if {"rttitle", "pttitle"} & keys or "pfcode" in keys:
        return "UN Comtrade (the API before 2023)"
    if keys & {"primaryvalue", "fobvalue", "cifvalue"}:
        return "UN Comtrade (fields of 2023 and later)"
    if "countryorarea" in keys:
        return "UN Comtrade through UNdata"
    if "customsproccode" in keys:
        return "UN Comtrade (35 columns, before 2023)"
    return "UN Comtrade (columns of the 2010s)"


def sorter(table: Table, finding: Recognition) -> Sorter:
    return sorter_of(table, finding.format)


def sorter_of(table: Table, format: str = "comtrade", *, of_lines: bool = False) -> Sorter:
    """Sorts out the rows, or those `of_lines` of a tariff, which are all parts: their `note` says of what."""
    fields, has = vocabulary.headings(format), _fields(table, format)
    value = table.amount(*fields["value"])
    assert value is not None  # else it was not sniffed
    every = vocabulary.headings("comtrade")
    shown = {name: table.heading(*fields[name]) if name in has else name for name in every} | {"value": value.heading}
    unit = value.unit or CurrencyScale("USD", 0)
    tests = _tests(shown, has, format, digits=LINE_DIGITS if of_lines else None)
    columns, skips = _columns(value.heading, unit, format), _skips(of_lines)
    if of_lines:
        names = [pl.when(part).then(pl.lit(name)).otherwise(pl.lit("")) for name, part in _parts().items()]
        columns |= {"note": pl.concat_str(names)}
    texts = {name: table.text(*fields.get(name, ())) for name in every}
    labels = {name: _label(text) for name, text in texts.items() if name not in _NUMBERS}
    numbers = {name: texts[name] for name in _NUMBERS & has} | {"value": pl.col(value.column).fill_null("")}

    def sort(cells: pl.DataFrame) -> list[Batch]:
        rows = _with_meanings(cells.select("line", **labels, **numbers), has, format, unit.power)
        return [partition(rows, skips, tests, columns)]

    return sort


def _tests(shown: dict[str, str], has: set[str], format: str, digits: int | None) -> list[RowRule]:
    """What is wrong with a row; `shown` are the headings of this file, `has` the fields that it has, `digits` those of a code
    that are the HS."""
    publisher = "WITS" if format == "wits_query" else "UN Comtrade"
    flows = ("flow_name", "flow") if format == "wits_query" else ("flow", "flow_name")

    def first(*names: str) -> str:
        return next((shown[name] for name in names if name in has), names[0])

    def area(side: str) -> RowRule:
        names = (side, f"{side}_iso", f"{side}_name")
        return row_rules.area(f"{side}_area", first(*names), _joined(*names), publisher, "correct the code")

    return [
        row_rules.flow(first(*flows), _joined("flow", "flow_name"), "write X, M, RX or RM, or the flow's name"),
        RowRule(pl.col("start").is_null(), first("period", "year"), *_NO_PERIOD, "period_text"),
        area("reporter"),
        area("partner"),
        RowRule(
            pl.col("system").is_null(),
            shown["classification"],
            f"is not a classification known to {publisher}",
            "write H0 to H6, S1 to S4 or B4",
            "classification",
        ),
        row_rules.product(shown["product"], "product", pl.col("system"), digits),
        RowRule(
            ~is_of_level(pl.col("code"), pl.col("system"), pl.col("digits")),
            shown["product"],
            "has another length than its level, so that it lost zeros or is another code",
            "write the code with its zeros",
            pl.col("product") + " of level " + pl.col("level"),
        ),
        *row_rules.value(shown["value"], "value"),
        *row_rules.quantities((name, shown[name]) for name in ("quantity", "net_weight") if name in has),
    ]


def _joined(*names: str) -> pl.Expr:
    return pl.concat_str(names, separator=" ").str.strip_chars()


def _label(text: pl.Expr) -> pl.Expr:
    """A label as text; R and pandas write NA or nan where there is none."""
    text = text.str.strip_chars()
    return pl.when(text.is_in(["NA", "NaN", "nan", "NULL", "None"])).then(pl.lit("")).otherwise(text)


def _with_meanings(rows: pl.DataFrame, has: set[str], format: str, power: int) -> pl.DataFrame:
    def area(side: str) -> pl.Series:
        return area_column(rows, [name for name in (side, f"{side}_iso", f"{side}_name") if name in has])

    partner = area("partner") if has & {"partner", "partner_iso", "partner_name"} else pl.lit(WORLD)
    flow = pl.col("flow" if "flow" in has else "flow_name").str.to_lowercase()
    name = pl.col("flow_name").str.to_lowercase()
    digits = whole("level").cast(pl.Int64, strict=False).fill_null(0)
    rows = rows.with_columns(
        area("reporter").alias("reporter_area"),
        partner.alias("partner_area"),
        _measure(flow, name, format).alias("measure"),
        _measure(flow, name, format, "basis").fill_null("").alias("basis"),
        (classification(pl.col("classification")) if "classification" in has else pl.lit("HS")).alias("system"),
        in_dollars("value").alias("value_text"),
        *(
            (pl.when(~is_missing(tidy(name))).then(tidy(name)) if name in has else pl.lit(None, pl.String)).alias(
                f"{name}_text"
            )
            for name in sorted(_NUMBERS - {"value"})
        ),
        digits.alias("digits"),
        (flow.replace_strict(vocabulary.flows("comtrade"), default=None) == "processing").alias("processing"),
    )
    code = restored(code_text("product"), pl.col("system").fill_null(""), pl.col("digits"))
    return rows.with_columns(code.alias("code"), number(pl.col("value_text"), power).alias("amount"), *_months())


def _measure(coded: pl.Expr, named: pl.Expr, format: str, column: str = "measure") -> pl.Expr:
    """What a flow's code or name means; null where neither is known, or they contradict each other in UN Comtrade: of WITS
    the code alone says whether it is gross."""
    flows = vocabulary.flows(format, column)
    by_code, by_name = (flow.replace_strict(flows, default=None) for flow in (coded, named))
    agree = by_code.is_null() | by_name.is_null() | (by_code == by_name)
    return pl.when(agree | pl.lit(format == "wits_query")).then(pl.coalesce(by_name, by_code))


def _months() -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """`period_text`, `start` and `end`: of `period` (2023, 202302), else of year and month (52 is the whole year)."""
    period, year, month = whole("period"), whole("year"), whole("month")
    dated = year + pl.when(month.is_in(["", "52", "0"])).then(pl.lit("")).otherwise(month.str.zfill(2))
    text = pl.when(period == "").then(dated).otherwise(period)
    agrees = ((year == "") | (text.str.slice(0, 4) == year)) & (
        month.is_in(["", "0"])
        | (pl.when(month == "52").then(text.str.len_chars() == 4).otherwise(text.str.slice(4) == month.str.zfill(2)))
    )
    is_year = text.str.contains(r"^(1[89]|20)[0-9][0-9]$") & agrees
    is_month = text.str.contains(r"^(1[89]|20)[0-9][0-9](0[1-9]|1[0-2])$") & agrees
    month_code = text.str.slice(0, 4) + "-" + text.str.slice(4, 2)
    start = pl.when(is_year).then(text + "-01").when(is_month).then(month_code)
    end = pl.when(is_year).then(text + "-12").when(is_month).then(month_code)
    shown = pl.when(agrees).then(text).otherwise(text + " of year " + year + ", month " + month)
    return shown.alias("period_text"), start.alias("start"), end.alias("end")


def _parts() -> dict[str, pl.Expr]:
    """Reason to expression: whether a row is a part of a figure."""
    return {reason: ~whole(name).is_in(of_all) for name, (reason, of_all) in vocabulary.parts("comtrade").items()}


def _skips(of_lines: bool) -> dict[str, pl.Expr]:
    heading = pl.col("product").str.to_lowercase().is_in(["cmdcode", "commodity code", "comm. code", "productcode"])
    return {
        "the heading again": heading,
        "services, not goods": pl.col("type").str.to_uppercase() == "S",
        **({"not a tariff line": level(pl.col("code")) < LINE_DIGITS} if of_lines else _parts()),
        "trade for processing, a part of the flow": pl.col("processing"),
        "no value": is_missing(pl.col("value_text")),
    }


def _columns(value: str, money: CurrencyScale, format: str) -> dict[str, pl.Expr]:
    is_summed, is_reported = (pl.col(name).str.to_lowercase().is_in(_TRUE) for name in ("aggregate", "reported"))
    summed = is_summed & ~is_reported
    digits = decimals(pl.col("value_text"))
    unit = pl.col("quantity_unit")
    known = unit.str.to_lowercase().str.replace(r"^([0-9]+)\.0$", "$1")
    quantity = pl.when(~known.is_in(_NO_UNIT)).then(number(pl.col("quantity_text")))
    unit = known.replace_strict(vocabulary.units("comtrade"), default=unit)
    weight = number(pl.col("net_weight_text"))
    return {
        **columns_of(pl.col("system")),
        "unit": pl.lit(money.currency),
        "scale": pl.lit(SCALE_OF_POWER[money.power]),
        "decimals": pl.max_horizontal(pl.lit(3), digits) if format == "wits_query" else digits,
        "basis": pl.col("basis"),
        "valuation": _valuation(),
        "quantity": quantity,
        "quantity_unit": pl.when(quantity.is_not_null()).then(unit).otherwise(pl.lit("")),
        "net_weight": pl.when(weight > 0).then(weight),  # 0 stands for one that is not known
        "status": pl.when(summed).then(pl.lit("derived")).otherwise(pl.lit("reported")),
        "formula": pl.when(summed).then(pl.lit("sum of parts by UN Comtrade")).otherwise(pl.lit("")),
        "title": pl.when(level(pl.col("code")) > 0).then(name_text("product_name")).otherwise(pl.lit("")),
        "note": whole("estimated").replace_strict(_ESTIMATED, default="", return_dtype=pl.String),
        "cell": pl.lit(value),
    }


def _valuation() -> pl.Expr:
    """CIF or FOB as the row's own fields say, else what the flow's definition says."""
    usual, amount = usual_valuation(), number(pl.col("value_text"))
    is_cif, is_fob = ((number(pl.col(f"{name}_text")) == amount).fill_null(False) for name in ("cif", "fob"))
    return (
        pl.when(is_cif & (is_fob.not_() | (usual == "CIF")))
        .then(pl.lit("CIF"))
        .when(is_fob)
        .then(pl.lit("FOB"))
        .otherwise(usual)
    )
