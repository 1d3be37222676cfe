"""Coverage: which products a sum of imported lines is of. A part is never taken for the whole.

Where a source prints no total for all goods, the lines at the highest level it has are added, and what they cover goes with
the sum. It is the same for all partners of a reporter in a period of a file, for which one choice of products is made: a
product without trade with one partner has lines with another. Sums that cover different products are different things.
"""

import hashlib

import polars as pl

from ..model.imported_compiler import EVERY_LINE
from .queries import EDITION
from .store import Store

WIDE = 80
"""Chapters of the Harmonized System, of 97, from which on a list of products is one of all goods."""
_FEW = 3
"""Codes that are named one by one."""
_LIST = (*EDITION, "valuation", "unit", "period_start", "period_end", "classification", "product_level")
_LINE = (*_LIST, "reporter", "measure", "partner")
_REPORTERS_LIST = (*_LIST, "reporter", "measure")


def covered(store: Store, totals: pl.DataFrame) -> pl.DataFrame:
    """`totals` of `queries` with `covers`: "" for all goods, else what `model.imported_compiler.coverage_of` puts into words.

    Lines are looked at only where there is a sum of them, and not those of a whole year of BACI.
    """
    whole = [i.number for i in store.manifest().imports if "baci" in i.datasets and i.chapters >= WIDE]
    sums = totals.filter(pl.col("product_level") > 0, ~pl.col("import_number").is_in(whole))
    reconciled = pl.col("valuation") == "reconciled"
    found = [
        _covers(store, rows, of_list)
        for rows, of_list in ((sums.filter(~reconciled), _REPORTERS_LIST), (sums.filter(reconciled), _LIST))
        if rows.height
    ]
    if not found:
        return totals.with_columns(covers=pl.lit(""))
    known = totals.join(pl.concat(found), on=_LINE, how="left", maintain_order="left")
    return known.with_columns(pl.col("covers").fill_null(""))


def _covers(store: Store, sums: pl.DataFrame, of_list: tuple[str, ...]) -> pl.DataFrame:
    """`_LINE` and `covers` of sums: all products that the imports which a sum is made of list, for any partner, and in
    reconciled data, which has one list, for any reporter."""
    wanted = sums.select(of_list).unique().lazy().cast({"product_level": pl.Int8})
    reporters = tuple(sums["reporter"].unique().sort()) if "reporter" in of_list else None
    lines = store.scan(reporters).filter(pl.col("product_level") > 0).join(wanted, on=of_list, how="semi")
    lists = lines.group_by(*of_list, "import_number").agg(codes=pl.col("product").unique().sort())
    made = lines.group_by(_LINE).agg(imports=pl.col("import_number").unique().sort()).explode("imports")
    joined = made.join(lists, left_on=[*of_list, "imports"], right_on=[*of_list, "import_number"])
    sets = joined.group_by(_LINE).agg(pl.col("codes").explode().unique().sort()).collect()
    keys = [_key(*row) for row in sets.select("dataset", "classification", "product_level", "codes").iter_rows()]
    return sets.select(_LINE, covers=pl.Series(keys, dtype=pl.String)).cast(
        {"product_level": sums.schema["product_level"]}
    )


def _key(dataset: str, classification: str, level: int, products: list[str]) -> str:
    codes = [product.partition(":")[2].replace(".", "") for product in products]
    if products[0].startswith("HS:") and len({code[:2] for code in codes}) >= WIDE:
        return "" if dataset == "baci" else EVERY_LINE
    if len(codes) <= _FEW:
        return ".".join((classification, *codes))
    mark = hashlib.sha256(" ".join(codes).encode()).hexdigest()[:4]
    return f"{classification}.{len(codes)}x{level}.{codes[0]}-{codes[-1]}.{mark}"


def with_coverage(store: Store, totals: pl.DataFrame) -> pl.DataFrame:
    """An answer of `queries` with `covers`, and the totals of a pair with their growth."""
    known = covered(store, totals)
    return with_growth(known) if "rank" not in totals.columns else known


def with_growth(totals: pl.DataFrame) -> pl.DataFrame:
    """`totals` of one pair with `growth_pct`, on the same months a year before in the same edition and of the same products;
    null where that is missing or nothing."""
    line = ["dataset", "edition", "source", "measure", "valuation", "unit", "covers", "months"]
    year = pl.col("period_end").str.slice(0, 4).cast(pl.Int64)
    months = pl.concat_str(pl.col("period_start").str.slice(4, 3), pl.col("period_end").str.slice(4, 3))
    dated = totals.with_columns(year=year, months=months)
    before = dated.select(*line, pl.col("year") + 1, before="amount").unique([*line, "year"], keep="none")
    growth = pl.when(pl.col("before") > 0).then((pl.col("amount") / pl.col("before") - 1.0) * 100.0)
    found = dated.join(before, on=[*line, "year"], how="left", maintain_order="left")
    return found.with_columns(growth_pct=growth).drop("year", "months", "before")
