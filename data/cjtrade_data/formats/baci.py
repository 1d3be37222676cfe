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

from .areas import aggregates, area_column, by_alpha
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .products import CLASSIFICATIONS, PRODUCT_FAULT, code_text, name_text
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, all_skipped, partition, with_others

_LARGEST_DICTIONARY = 1 << 20
_DICTIONARIES = (
    {"countrycode", "countryname"},
    {"countrycode", "iso3digitalpha"},
    {"code", "description"},
    {"iso3", "i"},
    {"hs6", "description"},
)


def sniff(table: Table) -> Recognition | None:
    """BACI, if the heading is exactly its six letters; also its dictionaries, which hold no figures."""
    keys = [key for key in table.keys if key]
    if (set(keys) - {"hs6"} == {"t", "i", "j", "v", "q"} and "hs6" in keys) or set(keys) == {
        "t",
        "i",
        "j",
        "k",
        "v",
        "q",
    }:
        return Recognition("baci", f"CEPII BACI {_revision(table)}".strip(), "baci", 50, edition=_edition(table))
    if any(names <= set(keys) for names in _DICTIONARIES) and len(keys) <= 5 and "year" not in keys:
        return Recognition(
            "baci", "a dictionary of CEPII BACI, which holds no figures", "baci", 5, edition=_edition(table)
        )
    return None


def _edition(table: Table) -> str:
    named = re.search(r"(?<![A-Za-z])V(20[0-9]{4}[a-z]?)", f"{table.part.name} {table.part.path.name}")
    return f"V{named[1]}" if named else ""


def _revision(table: Table) -> str:
    named = re.search(
        r"(?i)(?<![a-z])HS ?(88|92|96|02|07|12|17|22)(?![0-9])", f"{table.part.name} {table.part.path.name}"
    )
    return f"HS{named[1]}" if named else ""


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The rows, sorted out, as they stream; those of a dictionary are all skipped."""
    codes = table.column("k", "hs6")
    if codes is None or table.column("v") is None:
        for grid, fraction in table.stream():
            batch = all_skipped(grid.cells.height, "an entry of a dictionary", fraction)
            yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})
        return
    own, names = dictionary_beside(table), names_beside(table)
    columns = _columns(table, finding)
    for grid, fraction in table.stream():
        rows = grid.cells.select(
            "line", product=code_text(codes), **{n: pl.col(table.column(n) or "") for n in ("t", "i", "j", "v", "q")}
        )
        rows = _with_meanings(rows, own)
        rows = rows.with_columns(name=pl.col("code").replace_strict(names, default="", return_dtype=pl.String))
        batch = partition(rows, _SKIPS, _TESTS, columns, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def dictionary_beside(table: Table) -> Mapping[str, str]:
    """Country codes that only the dictionary lying beside the file knows: number to area.

    Looks for `country_codes*.csv` in the same folder; a letter code that is no area known here is left out.
    """
    if table.part.member:
        return {}
    found = {}
    for path in sorted(table.part.path.parent.glob("*country_codes*.csv")):
        with suppress(OSError, csv.Error):
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                text = lines.read(_LARGEST_DICTIONARY)
            for row in csv.DictReader(io.StringIO(text)):
                letters = row.get("country_iso3") or row.get("iso_3digit_alpha") or ""
                if letters in by_alpha():
                    found[(row.get("country_code") or "").strip()] = by_alpha()[letters]
    return found


def names_beside(table: Table) -> Mapping[str, str]:
    """What CEPII calls each HS6 product, from `product_codes*.csv` of the same HS revision in the same folder."""
    revision = _revision(table)
    if table.part.member or not revision:
        return {}
    found: dict[str, str] = {}
    for path in sorted(table.part.path.parent.glob(f"*product_codes*{revision}*.csv")):
        with suppress(OSError, csv.Error):
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                text = lines.read(_LARGEST_DICTIONARY)
            for row in csv.DictReader(io.StringIO(text)):
                found[(row.get("code") or row.get("hs6") or "").zfill(6)] = row.get("description") or ""
    return found


def _with_meanings(rows: pl.DataFrame, own: Mapping[str, str]) -> pl.DataFrame:
    rows = rows.with_columns(
        area_column(rows, ["i"], own).alias("exporter"),
        area_column(rows, ["j"], own).alias("importer"),
        pl.col("t").str.strip_chars().str.replace(r"\.0$", "").alias("year"),
        tidy("v").alias("value_text"),
        tidy("q").alias("quantity_text"),
        pl.col("product").str.zfill(6).alias("code"),
    )
    return rows.with_columns(
        number(pl.col("value_text"), 3).alias("amount"), number(pl.col("quantity_text")).alias("tonnes")
    )


_SKIPS = {"the heading again": pl.col("t").str.strip_chars() == "t", "no value": is_missing(pl.col("value_text"))}
_QUANTITY_GIVEN = ~is_missing(pl.col("quantity_text"))
_TESTS = [
    RowRule(
        ~pl.col("year").str.contains(r"^(19|20)[0-9][0-9]$"), "t", pl.col("t"), "is not a year", "write it as 2021"
    ),
    RowRule(
        pl.col("exporter").is_null(),
        "i",
        pl.col("i"),
        "is not a country code of BACI",
        "correct it, or put BACI's country_codes file beside",
    ),
    RowRule(
        pl.col("importer").is_null(),
        "j",
        pl.col("j"),
        "is not a country code of BACI",
        "correct it, or put BACI's country_codes file beside",
    ),
    RowRule(
        ~pl.col("code").str.contains(r"^[0-9]{6}$") | (pl.col("product").str.len_chars() < 5),
        "k",
        pl.col("product"),
        *PRODUCT_FAULT,
    ),
    RowRule(~is_number(pl.col("value_text")), "v", pl.col("v"), *NOT_A_NUMBER),
    RowRule(pl.col("amount") < 0, "v", pl.col("v"), *NEGATIVE),
    RowRule(_QUANTITY_GIVEN & ~is_number(pl.col("quantity_text")), "q", pl.col("q"), *NOT_A_NUMBER),
    RowRule(_QUANTITY_GIVEN & (pl.col("tonnes") < 0), "q", pl.col("q"), *NEGATIVE),
]


def _columns(table: Table, finding: Recognition) -> dict[str, pl.Expr]:
    groups = list(aggregates())
    return {
        "dataset": pl.lit("baci"),
        "edition": pl.lit(finding.edition),
        "measure": pl.lit("exports"),
        "reporter": pl.col("exporter"),
        "partner": pl.col("importer"),
        "product": pl.lit("HS:") + pl.col("code"),
        "classification": pl.lit(CLASSIFICATIONS.get(_revision(table), "HS")),
        "product_level": pl.lit(6),
        "title": name_text("name"),
        "period_start": pl.col("year") + "-01",
        "period_end": pl.col("year") + "-12",
        "value": pl.col("amount"),
        "unit": pl.lit("USD"),
        "scale": pl.lit("thousand"),
        "decimals": pl.max_horizontal(pl.lit(3), decimals(pl.col("value_text"))),
        "valuation": pl.lit("reconciled"),
        "quantity": pl.col("tonnes"),
        "quantity_unit": pl.when(pl.col("tonnes").is_not_null()).then(pl.lit("tonnes")).otherwise(pl.lit("")),
        "status": pl.lit("estimated"),
        "aggregate": pl.col("exporter").is_in(groups) | pl.col("importer").is_in(groups),
        "file": pl.lit(table.label),
        "cell": pl.lit("v"),
    }
