"""`cjtrade-tui brief`: one page on the pair, as plain text, Markdown or HTML, every figure with its numbered source."""

from __future__ import annotations

import argparse
from pathlib import Path

from cjtrade_tui.cli.export import add_file, leave
from cjtrade_tui.cli.parser import period
from cjtrade_tui.terminal.environment import speaks_utf8


def add_options(parser: argparse.ArgumentParser) -> None:
    from cjtrade_data.model.reference import HOME
    from cjtrade_data.model.selection import UNITS
    from cjtrade_tui.brief.pages import FORMATS

    add = parser.add_argument
    add("--reporter", type=str.upper, choices=HOME, help="whose figures of the pair")
    add("--period", type=period, help="2023, 2024-02 or 2024-01/2024-02")
    add("--unit", choices=UNITS, help="currency; riel and yen at the average rate of each period")
    add("--format", choices=FORMATS, help="by the ending of FILE, else txt, at most 78 columns wide")
    add_file(parser)
    add("--ascii", action=argparse.BooleanOptionalAction, default=not speaks_utf8(), help="plain text in ASCII alone")
    add("--tables", type=Path, metavar="FOLDER", help="read the tables from another folder")


def run(options: argparse.Namespace) -> int:
    """Write the brief; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    from cjtrade_data.book.book import open_book
    from cjtrade_tui.brief.pages import FORMATS, brief_page, format_of, written
    from cjtrade_tui.cli.view_options import selection

    format = options.format or (format_of(options.file) if options.file else FORMATS[0])
    page = brief_page(open_book(options.tables), selection(options))
    leave(written(page, format, ascii=options.ascii).encode(), options)
    return 0
