"""`cjtrade-tui store query`: the store's queries, run by Polars here, by DuckDB, or by Spark on a cluster."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cjtrade_data.model.own import COVERS, coverage_of
from cjtrade_data.model.period import Period
from cjtrade_data.safe_text import safe_text
from cjtrade_data.store import queries
from cjtrade_data.store.coverage import with_coverage
from cjtrade_data.store.engines import ENGINES, collect, open_rows
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.output import put, put_json
from cjtrade_tui.cli.parser import add_json, add_store

if TYPE_CHECKING:
    import polars as pl

QUERIES: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "pair-totals": (queries.pair_totals, ("reporter", "partner")),
    "partner-ranks": (queries.partner_ranks, ("reporter", "measure", "period")),
    "top-products": (queries.top_products, ("reporter", "partner", "measure", "period")),
    "concentration": (queries.concentration, ("reporter", "partner", "measure", "period")),
    "comparative-advantage": (queries.comparative_advantage, ("reporter", "period")),
}
"""Each query with what it wants to be told, in order."""
_OF_TOTALS = ("pair-totals", "partner-ranks")
_OF_PRODUCTS = ("top-products", "concentration", "comparative-advantage")
USAGE = "cjtrade-tui store query " + " | ".join(f"{n} {' '.join(w).upper()}" for n, (_, w) in QUERIES.items())


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.usage = USAGE
    parser.add_argument("query", choices=QUERIES, metavar="QUERY", help=", ".join(QUERIES))
    parser.add_argument("words", nargs="*", metavar="WORD", help="what the query is about, in the order of the usage")
    parser.add_argument("--level", type=int, default=6, help="digits of the HS codes of products; 6")
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0], help="who computes it")
    parser.add_argument("--master", default="local[*]", help="the Spark cluster")
    add_store(parser, argparse.SUPPRESS)
    add_json(parser, argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the answer of a query as a table, or as JSON; exit status 0, or 1 where nothing is found.

    Raises ValueError for a wrong word, StoreError where the store or the engine is missing.
    """
    query, wanted = QUERIES[options.query]
    if len(options.words) != len(wanted):
        raise ValueError(f"{options.query} wants {' '.join(wanted).upper()}, as {_example(wanted)}")
    reporters = None if options.query == "comparative-advantage" else (options.words[0].upper(),)
    store = Store(options.store)
    rows = open_rows(store, reporters, options.engine, options.master)
    level = {"level": options.level} if options.query in _OF_PRODUCTS else {}
    answer = collect(query(rows, *_arguments(wanted, options.words), **level))
    if options.query == "comparative-advantage" and not answer.height:
        raise ValueError(
            f"there is no world to compare {options.words[0].upper()} with: in {options.words[1]} the store has exports of"
            f" products at {options.level} digits by it alone, or none"
        )
    if options.query in _OF_TOTALS:
        answer = _without_asked(with_coverage(store, answer), wanted)
    put_json({"query": options.query, "rows": answer.to_dicts()}) if options.json else put(as_text(answer))
    return 0 if answer.height else 1


def _without_asked(totals: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
    """Totals without what was asked for, and what they cover in words."""
    asked = [*wanted, "period_start", "period_end"] if "period" in wanted else wanted
    hidden = {*asked, "product_level", "classification", "import_number", "line_decimals", "line_scale"}
    words = {key: coverage_of(f"{COVERS}{key}") or "all goods" for key in totals["covers"].unique()}
    return totals.drop(name for name in totals.columns if name in hidden).with_columns(
        totals["covers"].replace_strict(words, return_dtype=totals["covers"].dtype)
    )


def _example(wanted: Sequence[str]) -> str:
    example = {"reporter": "VNM", "partner": "JPN", "measure": "exports", "period": "2020"}
    return " ".join(example[name] for name in wanted)


def _arguments(wanted: Sequence[str], told: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name, word in zip(wanted, told, strict=True):
        if name == "period":
            found += _months(word)
        elif name == "measure":
            if word not in ("exports", "imports"):
                raise ValueError(f"'{word}' is no flow: write exports or imports")
            found.append(word)
        else:
            found.append(word.upper())
    return found


def _months(word: str) -> tuple[str, str]:
    period = Period.parse(word)
    if period.first is None:
        raise ValueError(f"'{word}' is a moment: write a year, a month or months")
    first, last = (f"{month // 12:04d}-{month % 12 + 1:02d}" for month in (period.first, period.last))
    return first, last


def as_text(answer: pl.DataFrame) -> str:
    """A table of plain words: numbers to the right, null as a dash, two spaces between columns."""
    if not answer.height:
        return "Nothing of that is in the store: cjtrade-tui store list\n"
    table = [answer.columns, *([_cell(value) for value in row] for row in answer.iter_rows())]
    return "".join(f"{line}\n" for line in aligned(table, [kind.is_numeric() for kind in answer.dtypes]))


def aligned(table: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """The lines of a table of texts, some columns to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    cells = ([c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)] for row in table)
    return ["  ".join(row).rstrip() for row in cells]


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4g}"
    return safe_text(str(value))
