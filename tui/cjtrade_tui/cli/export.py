"""`cjtrade-tui export`: a view as it is shown, or a table whole, as a file for other programs."""

import argparse
import sys
from collections.abc import Sequence

import polars as pl

from cjtrade_data.book.book import Book, open_book
from cjtrade_data.export import BINARY, FORMATS, About, Meaning, export, format_of
from cjtrade_data.frames.figures import flat
from cjtrade_data.model.tabs import TABS
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.charts.file import CHART_FORMATS
from cjtrade_tui.cli.output import put
from cjtrade_tui.cli.parser import meant_by
from cjtrade_tui.cli.view_options import given, page_asked

EVERYTHING = "figures"
"""What asks for one flat table of every figure."""


def run(options: argparse.Namespace) -> int:
    """Write what is asked for; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    write_output(_content(options, format_asked(options, (*FORMATS, *CHART_FORMATS))), options)
    return 0


def format_asked(options: argparse.Namespace, formats: Sequence[str]) -> str:
    """The format that the options name, else the ending of their file, else the first. Raises ValueError for one that is not
    for a terminal, where it would go there."""
    format: str = options.format or (format_of(options.file, formats) if options.file else formats[0])
    if format in BINARY and options.file is None and sys.stdout.isatty():
        raise ValueError(f"{format} is not for a terminal: name a file with -o")
    return format


def write_output(content: bytes, options: argparse.Namespace) -> None:
    """Write to the file that the options name, or to standard output. Raises ValueError where that cannot be."""
    if options.file is None:
        put(content)
        return
    from cjtrade_data.store.atomic_write import save

    save(options.file, content, replace=options.force, otherwise=", or replace it with --force")
    if sys.stderr.isatty():
        print(f"Saved as {safe_text(str(options.file))}", file=sys.stderr)


def _content(options: argparse.Namespace, format: str) -> bytes:
    """What is asked for, a view or a table, as the bytes of a file."""
    what = options.what
    if what in TABS and (given(options) or what not in open_book(options.tables).resources):
        return _view(options, format)
    if format in CHART_FORMATS:
        raise ValueError(f"a table has no chart: --format {format} is for a view, as in cjtrade-tui export flows")
    if given(options):
        raise ValueError(f"a table has no --{min(given(options))}: leave it out, or export one of {', '.join(TABS)}")
    book = open_book(options.tables, store=options.store)
    if what == EVERYTHING:
        frame = with_doubts(book, flat(book))
        about = About("Every figure", tuple(map(Meaning, frame.columns)), sources=tuple(book.sources.values()))
        return export(frame, format, about)
    if what not in book.resources:
        every = list(dict.fromkeys((*TABS, EVERYTHING, *sorted(book.resources))))
        raise ValueError(f"there is no tab or table '{what}': {meant_by(what, every)}")
    fields = book.resources[what]["schema"]["fields"]
    columns = tuple(Meaning(field["name"], "", field.get("description", "")) for field in fields)
    frame = book.table(what)
    ids = frame["source"].unique(maintain_order=True).drop_nulls().to_list() if "source" in frame.columns else []
    sources = tuple(book.sources[id] for id in ids if id in book.sources)
    about = About(book.resources[what].get("title", what), columns, sources=sources)
    return export(frame, format, about)


def with_doubts(book: Book, figures: pl.DataFrame) -> pl.DataFrame:
    """Every figure with what stands against it or its growth, as the files of views have it."""
    from cjtrade_data.derivation.disputes import prints_in_doubt
    from cjtrade_data.derivation.quantity import growth_of, printed
    from cjtrade_tui.pages.common import doubt_words

    told = {}
    for figure in map(book.figure, prints_in_doubt(book)):
        words = (doubt_words(book, known) for known in (printed(figure), growth_of(figure)))
        told[figure.id] = " ".join(dict.fromkeys(filter(None, words)))
    return figures.with_columns(disputed=pl.col("id").replace_strict(told, default=None, return_dtype=pl.String))


def _view(options: argparse.Namespace, format: str) -> bytes:
    from cjtrade_tui.pages.as_table import chart_of, page_as

    options.tab = options.what
    asked = page_asked(options)
    asked.tell_trouble()
    if format in CHART_FORMATS:
        return chart_of(asked.page, asked.book, asked.page.cell_of(asked.selection), format)
    return page_as(asked.page, asked.book, format)
