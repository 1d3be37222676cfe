"""Observations of the store as rows of the figures table: with an id, in the scale they were printed in."""

from typing import Any

import polars as pl

from ..model.codes import FLOWS
from ..model.figure import SCALES
from ..model.imported_compiler import COVERS, CURRENCY, OWN
from .as_frame import FIGURES

FLOW = tuple(
    """
    dataset edition source reporter partner measure valuation unit period_start period_end
""".split()
)
"""What tells one printed total from another; a sum of lines also has what it `covers`."""
PRINT = tuple(
    """
    scale decimals bound growth_pct growth_decimals status formula note file line cell
""".split()
)
"""What a printed number has besides, and a sum of lines has not."""
SCALE = pl.col("scale").replace_strict(SCALES, return_dtype=pl.Float64)


def compiler(edition: pl.Expr) -> pl.Expr:
    """Whose a figure is: `own/baci/V202301`; what has another dataset, edition, source, currency or coverage has another
    compiler: see `imported_compiler.compiler_of`. `rows` need a `covers`."""
    parts = pl.concat_str(pl.col("dataset"), edition, pl.col("source"), separator="/")
    whose = OWN + parts.str.strip_chars_end("/").str.replace_all(f"[:{CURRENCY}{COVERS}]", "-")
    foreign = pl.col("measure").is_in(FLOWS) & (pl.col("unit") != "USD")
    currency = pl.when(foreign).then(CURRENCY + pl.col("unit")).otherwise(pl.lit(""))
    return whose + currency + pl.when(pl.col("covers") != "").then(COVERS + pl.col("covers")).otherwise(pl.lit(""))


def as_figures(rows: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """The columns of the figures table and `compiler`; `rows` are observations with their import_number.

    `value` goes from base units to the scale it was printed in. An id names the import and what the figure is of, so
    that it is the same at each start.
    """
    named = rows.lazy().with_columns(id=_id(), value=pl.col("value") / SCALE)
    cell = pl.when(pl.col("cell") == "").then(pl.lit("")).otherwise(", " + pl.col("cell"))
    place = pl.format("{}, line {}{}", "file", "line", cell)
    repeated = pl.int_range(pl.len()).over("id", order_by=[*FLOW, "product", "line"])
    figures = named.with_columns(
        id=pl.when(repeated > 0).then(pl.format("{}-{}", "id", repeated + 1)).otherwise("id"),
        source=pl.format("import-{}", "import_number"),
        locator=pl.when(pl.col("line").is_null()).then(pl.col("locator")).otherwise(place),
    ).select(
        *(
            pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name)
            if kind == pl.String
            else pl.col(name).cast(kind)
            for name, kind in FIGURES.items()
        ),
        "compiler",
    )
    return figures.collect()


def _id() -> pl.Expr:
    start, end = pl.col("period_start"), pl.col("period_end")
    year = (start == end.str.slice(0, 4) + "-01") & end.str.ends_with("-12")
    period = pl.when(year).then(end.str.slice(0, 4)).otherwise(pl.concat_str(start, end, separator="_"))
    import_ = pl.format("import-{}", "import_number")
    parts = pl.concat_str(
        import_, "reporter", "partner", "measure", "product", "basis", period, "valuation", "covers", separator="-"
    )
    return parts.str.replace_all(r"[:/ ]", ".").str.replace_all(r"-{2,}", "-").str.strip_chars_end("-")


def printed_or_summed(totals: pl.LazyFrame, rows: pl.LazyFrame, *, of_goods: bool = False) -> pl.LazyFrame:
    """Totals (`amount`, `lines`, `product_level` ...) as observations: the printed number with all that the files print of it
    where `rows`, those of the totals, have one, else a sum.

    Of totals by product `of_goods` is true. The interval of a sum is no narrower than those of its lines together.
    """
    key = [*FLOW, *(["product"] if of_goods else []), "import_number"]
    value, number = pl.col("value").alias("printed"), pl.col("import_number").cast(pl.Int64)
    printed = rows.select(*key[:-1], number, value, *PRINT).unique(key, keep="first", maintain_order=True)
    is_sum = pl.col("scale").is_null()
    reconciled = pl.col("valuation") == "reconciled"
    lines = pl.col("lines")
    digits = pl.col("line_decimals") - pl.col("line_scale").replace_strict(SCALES, return_dtype=pl.Float64).log10()
    one = lines == 1
    added = (
        pl.when(one)
        .then(pl.format("the imported line, {}, {} digits", "classification", "product_level"))
        .otherwise(pl.format("sum of {} imported lines, {}, {} digits", "lines", "classification", "product_level"))
    )

    def instead(name: str, value: Any) -> pl.Expr:
        return pl.when(is_sum).then(value).otherwise(pl.col(name)).alias(name)

    return (
        totals.join(printed, on=key, how="left", maintain_order="left")
        .with_columns(
            value=pl.when(is_sum).then("amount").otherwise("printed"),
            product=pl.col("product") if of_goods else pl.lit(""),
            basis=pl.lit(""),
            locator=pl.when(one).then(pl.lit("1 line")).otherwise(pl.format("{} lines", lines)),
        )
        .with_columns(
            instead("decimals", (digits - lines.log10()).floor().cast(pl.Int8)),
            instead("status", pl.when(reconciled).then(pl.lit("estimated")).otherwise(pl.lit("derived"))),
            instead("formula", added),
            instead("note", pl.when(reconciled).then(pl.lit(_RECONCILED)).otherwise(pl.lit(""))),
            instead("bound", pl.lit("")),
            instead("scale", pl.lit("one")),
        )
    )


_RECONCILED = "Reconciled from what both sides report: one number for either"


def both_ways(totals: pl.DataFrame) -> pl.LazyFrame:
    """With reconciled exports also as the imports of the buyer, which they are as much."""
    known = totals.lazy()
    mirrored = known.filter(pl.col("valuation") == "reconciled", pl.col("measure") == "exports").with_columns(
        measure=pl.lit("imports"), reporter=pl.col("partner"), partner=pl.col("reporter")
    )
    new = mirrored.select(totals.columns).join(known, on=[*FLOW, "covers"], how="anti", maintain_order="left")
    return pl.concat([known, new])


def of_newest_editions(rows: pl.LazyFrame) -> pl.LazyFrame:
    """With `compiler`: a figure that a newer edition of its dataset has too is another print of that one's."""
    same = [name for name in (*FLOW, "covers", "product") if name != "edition"]
    return rows.with_columns(compiler=compiler(pl.col("edition").max().over(same)))
