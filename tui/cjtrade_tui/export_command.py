"""`cjtrade-tui export TABLE`: a table as CSV, JSON or Parquet, to standard output or whole into a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cjtrade_data.book import open_book
from cjtrade_data.export import FORMATS, export
from cjtrade_tui.cli import Parser


def run(words: Sequence[str]) -> int:
    """Write the table the words ask for; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    parser = Parser(prog="cjtrade-tui export", description="Write a table for other programs.", allow_abbrev=False)
    parser.add_argument("table", metavar="TABLE", help="its name in datapackage.json; data/README.md describes each")
    parser.add_argument(
        "--format", choices=FORMATS, default="csv", help="csv is made so that no spreadsheet runs a cell"
    )
    parser.add_argument(
        "-o", dest="file", type=Path, metavar="FILE", help="the file, replaced whole; else standard output"
    )
    parser.add_argument("--tables", type=Path, metavar="FOLDER", help="read the tables from another folder")
    options = parser.parse_args(words)
    book = open_book(options.tables)
    if options.table not in book.resources:
        raise ValueError(f"there is no table '{options.table}': choose {', '.join(sorted(book.resources))}")
    if options.format == "parquet" and options.file is None and sys.stdout.isatty():
        raise ValueError("Parquet is not for a terminal: name a file with -o")
    content = export(book.table(options.table), options.format)
    if options.file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return 0
    from cjtrade_tui.tray import write_whole

    try:
        write_whole(options.file, content)
    except OSError as error:
        raise ValueError(f"{options.file}: {error.strerror}") from error
    return 0
