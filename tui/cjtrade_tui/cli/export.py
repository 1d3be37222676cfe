"""`cjtrade-tui export TABLE`: a table as CSV, JSON or Parquet, to standard output or whole into a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cjtrade_data.book.book import open_book
from cjtrade_data.export import FORMATS, export
from cjtrade_tui.cli.output import put


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", metavar="TABLE", help="its name in datapackage.json; data/README.md describes each")
    parser.add_argument(
        "--format", choices=FORMATS, default="csv", help="csv is made so that no spreadsheet runs a cell"
    )
    parser.add_argument(
        "-o", dest="file", type=Path, metavar="FILE", help="the file, written whole; else standard output"
    )
    parser.add_argument("--force", action="store_true", help="replace the file where there is one")
    parser.add_argument("--tables", type=Path, metavar="FOLDER", help="read the tables from another folder")


def run(options: argparse.Namespace) -> int:
    """Write the table that is asked for; exit status 0. Raises ValueError with what is wrong and how to mend it."""
    book = open_book(options.tables)
    if options.table not in book.resources:
        raise ValueError(f"there is no table '{options.table}': choose {', '.join(sorted(book.resources))}")
    if options.format == "parquet" and options.file is None and sys.stdout.isatty():
        raise ValueError("Parquet is not for a terminal: name a file with -o")
    content = export(book.table(options.table), options.format)
    if options.file is None:
        put(content)
        return 0
    _save(options.file, content, options.force)
    return 0


def _save(path: Path, content: bytes, force: bool) -> None:
    """Write the file with the mode that the umask leaves. Raises ValueError where there is one, or it cannot be written."""
    from cjtrade_data.store.atomic_write import SHARED, write_whole

    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            raise ValueError(f"{path} is no file that could be replaced; name another, or leave out -o")
        write_whole(place, content, SHARED, replace=force)
    except FileExistsError:
        raise ValueError(f"{path} is there already; name another file, or replace it with --force") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"{path}: {reason}; see to the folder and its permissions") from error
