"""The product groups of WITS: sections of the Harmonized System, stages of processing, and groups of the SITC."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

_TABLE = Path(__file__).parents[1] / "tables" / "product_groups.csv"
_OF_SITC = (
    "Agricultural Raw Materials",
    "Chemical",
    "Food",
    "Machinery and Transport Equipment",
    "Manufactures",
    "Ores and Metals",
    "Textiles",
)
"""Groups that the web page has and the country summaries of the book do not."""
_ALL = ("", "...", "all products", "allproducts", "total")


@cache
def _products() -> Mapping[str, str]:
    """Each group's name in small letters to our code of it, "" for all goods."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        names = [row["code"] for row in csv.DictReader(lines)]
    return dict.fromkeys(_ALL, "") | {name.casefold(): f"WITS:{name}" for name in (*names, *_OF_SITC)}


def product(group: pl.Expr) -> pl.Expr:
    """`WITS:Footwear`, "" for all goods; null for what is no group of WITS."""
    name = group.fill_null("").str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    return name.replace_strict(dict(_products()), default=None, return_dtype=pl.String)
