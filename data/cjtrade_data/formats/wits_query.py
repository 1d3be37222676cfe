"""World Bank WITS, a row a figure: Advanced Query (CSV) and the web page's Excel file (sheet By-HS6Product).

Values are thousand US dollars. Gross flows and net ones (less re-exports and re-imports) are different figures of the same
trade: the gross ones carry the basis `gross`.
"""

from __future__ import annotations

import polars as pl

from . import content, faults
from .areas import area_column
from .cells import decimals, is_missing, number, tidy, whole
from .products import classification, code_text, columns_of, restored
from .readers.table import Table
from .rows import Recognition, RowRule, Sorter, of_year, partition, usual_valuation


def sniff(table: Table) -> Recognition | None:
    """WITS, if the heading has a value in thousand dollars, a flow, a year, a product and both sides."""
    has = _fields(table)
    both = has & {"reporter_iso", "reporter_name"} and has & {"partner_iso", "partner_name"}
    if not both or not {"value", "year", "product"} <= has or not has & {"flow", "flow_code"}:
        return None
    title = "World Bank WITS, Advanced Query" if "reporter_iso" in has else "World Bank WITS, table of the web page"
    return Recognition("wits_query", title, "wits", 40)


def _fields(table: Table) -> set[str]:
    return {name for name, aliases in content.headings("wits_query").items() if table.column(*aliases)}


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the rows."""
    fields, has = content.headings("wits_query"), _fields(table)
    shown = {name: table.heading(*fields[name]) if name in has else name for name in fields}
    texts = {name: table.text(*fields[name]) for name in fields}
    tests, columns = _tests(shown, has), _columns(shown["value"])
    skips = {
        "the heading again": pl.col("year").str.to_lowercase() == "year",
        "no value": is_missing(pl.col("value_text")),
    }
    return lambda cells: [partition(_with_meanings(cells.select("line", **texts), has), skips, tests, columns)]


def _with_meanings(rows: pl.DataFrame, has: set[str]) -> pl.DataFrame:
    def flow(column: str) -> pl.Expr:
        # Where both are given the name says it: the code alone tells gross from net.
        texts = (pl.col("flow").str.strip_chars().str.to_lowercase(), whole("flow_code"))
        return pl.coalesce(t.replace_strict(content.flows("wits_query", column), default=None) for t in texts)

    system = classification(pl.col("nomenclature")) if "nomenclature" in has else pl.lit("HS")
    rows = rows.with_columns(
        *(
            area_column(rows, [n for n in (f"{side}_iso", f"{side}_name") if n in has]).alias(f"{side}_area")
            for side in ("reporter", "partner")
        ),
        whole("year").alias("year_text"),
        *(tidy(n).alias(f"{n}_text") for n in ("value", "quantity", "net_weight")),
        system.alias("system"),
        measure=flow("measure"),
        basis=flow("basis"),
    )
    code = restored(code_text("product"), pl.col("system").fill_null(""))
    return rows.with_columns(code.alias("code"), number(pl.col("value_text"), 3).alias("amount"))


def _tests(shown: dict[str, str], has: set[str]) -> list[RowRule]:
    def area(side: str) -> RowRule:
        cell = shown[f"{side}_iso" if f"{side}_iso" in has else f"{side}_name"]
        text = pl.col(f"{side}_iso") + " " + pl.col(f"{side}_name")
        return faults.area(f"{side}_area", cell, text, "WITS", "correct the code")

    return [
        faults.flow(shown["flow"], pl.col("flow") + pl.col("flow_code"), "write Import, Export, Gross Imports ..."),
        faults.year("year_text", shown["year"], pl.col("year")),
        area("reporter"),
        area("partner"),
        RowRule(
            pl.col("system").is_null(),
            shown["nomenclature"],
            pl.col("nomenclature"),
            "is not a nomenclature of WITS",
            "write H0 to H6, S1 to S4 or BE",
        ),
        faults.product(shown["product"], pl.col("product"), pl.col("system")),
        *faults.value(shown["value"], pl.col("value")),
        *faults.quantities((name, shown[name]) for name in ("quantity", "net_weight")),
    ]


def _columns(value: str) -> dict[str, pl.Expr]:
    unit = pl.col("quantity_unit").str.strip_chars()
    quantity = pl.when(~unit.is_in(["", "N/A", "No Quantity"])).then(number(pl.col("quantity_text")))
    return {
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area"),
        **columns_of(pl.col("system")),
        "basis": pl.col("basis"),
        **of_year("year_text"),
        "value": pl.col("amount"),
        "unit": pl.lit("USD"),
        "scale": pl.lit("thousand"),
        "decimals": pl.max_horizontal(pl.lit(3), decimals(pl.col("value_text"))),
        "valuation": usual_valuation(),
        "quantity": quantity,
        "quantity_unit": pl.when(quantity.is_not_null()).then(unit).otherwise(pl.lit("")),
        "net_weight": number(pl.col("net_weight_text")),
        "cell": pl.lit(value),
    }
