"""CEPII BACI: `t,i,j,k,v,q` (before 2020 `t,hs6,i,j,v,q`) as published, as R writes it again, or as Parquet.

One reconciled figure a year, exporter, importer and HS6 product: v in thousand US dollars with three decimals, FOB, q in
tonnes. HS revision and edition stand in the file's name (BACI_HS92_Y2021_V202301) and nowhere in the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

import polars as pl

from . import faults
from .areas import area_column, by_alpha
from .cells import NEGATIVE, decimals, is_missing, number, tidy, whole
from .product_codes import PRODUCT_FAULT, classifications, code_text, name_text
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, Sorter, nothing_imported, of_year, partition

_LARGEST_DICTIONARY = 1 << 20
_COLUMNS = frozenset("tijvq")
_DICTIONARIES = (
    {"countrycode", "countryname"},
    {"countrycode", "iso3digitalpha"},
    {"code", "description"},
    {"iso3", "i"},
    {"hs6", "description"},
)


def sniff(table: Table) -> Recognition | None:
    """BACI, if the heading is exactly its six letters; also its dictionaries, which hold no figures."""
    keys = {key for key in table.keys if key}
    if keys in (_COLUMNS | {"k"}, _COLUMNS | {"hs6"}):
        return Recognition("baci", f"CEPII BACI {_revision(table)}".strip(), "baci", 50, edition=_edition(table))
    is_dated = "year" in keys or any(re.fullmatch("(?:19|20)[0-9]{2}", key) for key in keys)
    if any(names <= keys for names in _DICTIONARIES) and len(keys) <= 5 and not (is_dated or table.over):
        title = "a list of codes and their names, which holds no figures"
        return Recognition("baci", title, "baci", 5, edition=_edition(table))
    return None


def _edition(table: Table) -> str:
    named = re.search(r"(?<![A-Za-z])V(20[0-9]{4}[a-z]?)", f"{table.part.name} {table.part.path.name}")
    return f"V{named[1]}" if named else ""


def _revision(table: Table) -> str:
    of_name = r"(?i)(?<![a-z])HS ?(88|92|96|02|07|12|17|22)(?![0-9])"
    named = re.search(of_name, f"{table.part.name} {table.part.path.name}")
    return f"HS{named[1]}" if named else ""


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the rows; those of a dictionary are all skipped."""
    codes = table.column("k", "hs6")
    if codes is None or table.column("v") is None:
        return lambda cells: [nothing_imported({"an entry of a dictionary": cells.height})]
    own, names = dictionary_beside(table), names_beside(table)
    columns = _columns(table)

    def sort(cells: pl.DataFrame) -> list[Batch]:
        rows = cells.select("line", product=code_text(codes), **{n: table.text(n) for n in "tijvq"})
        rows = _with_meanings(rows, own)
        rows = rows.with_columns(title=pl.col("code").replace_strict(names, default="", return_dtype=pl.String))
        return [partition(rows, _SKIPS, _TESTS, columns)]

    return sort


def dictionary_beside(table: Table) -> Mapping[str, str]:
    """Country codes that only the dictionary lying beside the file knows: number to area.

    Looks for `country_codes*.csv` in the same folder; a letter code that is no area known here is left out.
    """
    found = {}
    for row in _rows_beside(table, "*country_codes*.csv"):
        letters = row.get("country_iso3") or row.get("iso_3digit_alpha") or ""
        if letters in by_alpha():
            found[(row.get("country_code") or "").strip()] = by_alpha()[letters]
    return found


def names_beside(table: Table) -> Mapping[str, str]:
    """What CEPII calls each HS6 product, from `product_codes*.csv` of the same HS revision in the same folder."""
    revision = _revision(table)
    found = _rows_beside(table, f"*product_codes*{revision}*.csv") if revision else ()
    return {(row.get("code") or row.get("hs6") or "").zfill(6): row.get("description") or "" for row in found}


def _rows_beside(table: Table, pattern: str) -> Iterator[dict[str, str]]:
    for path in () if table.part.member else sorted(table.part.path.parent.glob(pattern)):
        with suppress(OSError, csv.Error):
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                text = lines.read(_LARGEST_DICTIONARY)
            yield from csv.DictReader(io.StringIO(text))


def _with_meanings(rows: pl.DataFrame, own: Mapping[str, str]) -> pl.DataFrame:
    rows = rows.with_columns(
        area_column(rows, ["i"], own).alias("exporter"),
        area_column(rows, ["j"], own).alias("importer"),
        whole("t").alias("year"),
        tidy("v").alias("value_text"),
        tidy("q").alias("q_text"),
        pl.col("product").str.zfill(6).alias("code"),
    )
    return rows.with_columns(number(pl.col("value_text"), 3).alias("amount"), number(pl.col("q_text")).alias("tonnes"))


_SKIPS = {"the heading again": pl.col("t").str.strip_chars() == "t", "no value": is_missing(pl.col("value_text"))}
_MEND = "correct it, or put BACI's country_codes file beside"
_WRONG_CODE = ~pl.col("code").str.contains(r"^[0-9]{6}$") | (pl.col("product").str.len_chars() < 5)
_TESTS = [
    faults.year("year", "t", "t"),
    faults.area("exporter", "i", "i", "BACI", _MEND),
    faults.area("importer", "j", "j", "BACI", _MEND),
    RowRule(_WRONG_CODE, "k", *PRODUCT_FAULT, "product"),
    *faults.value("v", "v"),
    *faults.quantities([("q", "q")]),
    RowRule((pl.col("tonnes") < 0).fill_null(False), "q", *NEGATIVE),
]


def _columns(table: Table) -> dict[str, pl.Expr]:
    return {
        "measure": pl.lit("exports"),
        "reporter": pl.col("exporter"),
        "partner": pl.col("importer"),
        "product": pl.lit("HS:") + pl.col("code"),
        "classification": pl.lit(classifications().get(_revision(table), "HS")),
        "product_level": pl.lit(6),
        "title": name_text("title"),
        **of_year("year"),
        "unit": pl.lit("USD"),
        "scale": pl.lit("thousand"),
        "decimals": pl.max_horizontal(pl.lit(3), decimals(pl.col("value_text"))),
        "valuation": pl.lit("reconciled"),
        "quantity": pl.col("tonnes"),
        "quantity_unit": pl.when(pl.col("tonnes").is_not_null()).then(pl.lit("tonnes")).otherwise(pl.lit("")),
        "status": pl.lit("estimated"),
        "cell": pl.lit("v"),
    }
