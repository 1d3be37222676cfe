"""`cjtrade-tui brief`: one page on the pair, as plain text, Markdown or HTML, every figure with its numbered source."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cjtrade_tui.cli.export import add_file, leave
from cjtrade_tui.cli.output import json_text
from cjtrade_tui.cli.parser import add_ascii, add_json, add_tables, period

if TYPE_CHECKING:
    from cjtrade_tui.brief.pages import BriefPage


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
    add_ascii(parser)
    add_tables(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the brief; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    from cjtrade_data.book.book import open_book
    from cjtrade_tui.brief.pages import FORMATS, brief_page, format_of, written
    from cjtrade_tui.cli.view_options import selection

    if options.json and options.format:
        raise ValueError("--json is a format of its own: leave out --format")
    format = options.format or (format_of(options.file) if options.file and not options.json else FORMATS[0])
    page = brief_page(open_book(options.tables), selection(options))
    text = _as_json(page) if options.json else written(page, format, ascii=options.ascii)
    leave(text.encode(), options)
    return 0


def _as_json(page: BriefPage) -> str:
    """The brief as one document; its charts are named by the commands that list their figures."""
    brief = page.brief
    document = {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "headlines": [headline._asdict() for headline in brief.headlines],
        "sections": [section._asdict() | {"lines": [s._asdict() for s in section.lines]} for section in brief.sections],
        "charts": [{"heading": drawn.heading, "command": drawn.command} for drawn in page.charts],
        "sources": [{"number": cited.number, "id": cited.id, "citation": cited.plain} for cited in brief.sources],
        "made_of": brief.made_of,
    }
    return json_text(document)
