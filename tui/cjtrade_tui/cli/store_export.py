"""`cjtrade-tui store export`: the imported figures as a file for other programs, with where each stood."""

from __future__ import annotations

import argparse
import sys

from cjtrade_data.export import BINARY, FORMATS, export, format_of
from cjtrade_data.store.engines import collect, open_rows
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.export import add_file, leave
from cjtrade_tui.cli.parser import add_store

MOST_ROWS = 5_000_000
"""Rows of one file, which is held in memory; more are exported a reporter at a time."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reporter", nargs="?", metavar="REPORTER", type=str.upper, help="whose figures, as VNM; all")
    parser.add_argument("partner", nargs="?", metavar="PARTNER", type=str.upper, help="with whom, as JPN; all")
    parser.add_argument("--format", choices=[f for f in FORMATS if f != "md"], help="by the ending of FILE, else csv")
    add_file(parser)
    add_store(parser, argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Write the newest value of every figure; exit status 0. Raises ValueError for what cannot be, and StoreError."""
    import polars as pl

    format = options.format or (format_of(options.file) if options.file else FORMATS[0])
    if format in BINARY and options.file is None and sys.stdout.isatty():
        raise ValueError(f"{format} is not for a terminal: name a file with -o")
    store = Store(options.store)
    reporters = (options.reporter,) if options.reporter else None
    count = sum(part.rows for _, part in store.manifest().parts(reporters))
    whose = f" by {options.reporter}" if options.reporter else ""
    if not count:
        raise ValueError(f"there is nothing{whose} in the store: cjtrade-tui store list")
    if count > MOST_ROWS:
        raise ValueError(
            f"{count:,} rows{whose} are more than {MOST_ROWS:,}: name a reporter, or read its Parquet files"
        )
    rows = collect(open_rows(store, reporters).where())
    if options.partner:
        rows = rows.filter(pl.col("partner") == options.partner)
        if not rows.height:
            raise ValueError(f"there is nothing{whose} with {options.partner} in the store")
    leave(export(rows, format), options)
    return 0
