"""`cjtrade-tui brief`: one page on the pair, as plain text, Markdown or HTML, every figure with its numbered source."""

import argparse

from cjtrade_data.book.book import open_book
from cjtrade_tui.brief.page import BriefPage
from cjtrade_tui.brief.pages import FORMATS, brief_page, written
from cjtrade_tui.cli.export import format_asked, write_output
from cjtrade_tui.cli.output import json_text
from cjtrade_tui.cli.view_options import selection


def run(options: argparse.Namespace) -> int:
    """Write the brief; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    if options.json and options.format:
        raise ValueError("--json is a format of its own: write_output out --format")
    format = "" if options.json else format_asked(options, FORMATS)
    page = brief_page(open_book(options.tables), selection(options))
    text = written(page, format, ascii=options.ascii) if format else _as_json(page)
    write_output(text.encode(), options)
    return 0


def _as_json(page: BriefPage) -> str:
    """The brief as one document; its charts are named by the commands that list their figures."""
    brief = page.brief
    document = {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "headlines": [headline._asdict() for headline in brief.headlines],
        "sections": [section._asdict() | {"lines": [s._asdict() for s in section.lines]} for section in brief.sections],
        "charts": [{"heading": drawn.chart.heading, "command": drawn.command} for drawn in page.charts],
        "sources": [{"number": cited.number, "id": cited.id, "citation": cited.plain} for cited in brief.sources],
        "made_of": brief.made_of,
    }
    return json_text(document)
