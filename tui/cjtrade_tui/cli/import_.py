"""`cjtrade-tui import FILE...`: what a file is, what becomes of its rows, and into the store with them."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cjtrade_data import formats
from cjtrade_data.formats import FormatError, RecognisedFile
from cjtrade_data.importing import found, outcome, save, why_nothing
from cjtrade_data.store.store import Added, Store
from cjtrade_tui.cli.output import complain, put_json, put_lines
from cjtrade_tui.cli.progress import ImportLine


def run(options: argparse.Namespace) -> int:
    """Import the files, one after another; exit status 0, or 2 where one could not be read or no row of it be taken.

    What is known of a file is printed before anything is saved. Each file is one import: what ends it, Ctrl+C too,
    leaves the store as it was before that file. Raises StoreError where the store refuses.
    """
    store = Store(options.store)
    documents: list[dict[str, Any]] = []
    failed = False
    for path in options.files:
        try:
            with _rereadable(path) as file:
                document, nothing = _import(file, store, options)
            documents.append(document)
            if nothing:
                failed = True
                complain(f"{path.name}: {nothing}")
        except FormatError as error:
            failed = True
            documents.append({"file": path.name, "error": str(error)})
            complain(str(error))
    if options.json:
        put_json({"files": documents})
    return 2 if failed else 0


@contextmanager
def _rereadable(path: Path) -> Iterator[Path]:
    """A file that can be read again and again: of - a copy of standard input. Raises ValueError where nothing is piped."""
    if str(path) != "-":
        yield path
        return
    if sys.stdin.isatty():
        raise ValueError("- reads what is piped into it: cjtrade-tui import - < FILE")
    with TemporaryDirectory() as folder:
        copy = Path(folder, "stdin")
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield copy


def _import(path: Path, store: Store, options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    reading = formats.read(path)
    if not options.json:
        put_lines(found(reading))
    progress = ImportLine(path.name)
    with progress:
        if options.dry_run:
            for batch in reading.batches():
                progress.show(reading.report.read, batch.fraction)
            added = None
        else:
            added = save(path, reading, store, progress)
    if not options.json:
        put_lines(outcome(reading, added))
    return as_document(reading, added), "" if added and added.same_file else why_nothing(reading.report)


def as_document(reading: RecognisedFile, added: Added | None) -> dict[str, Any]:
    """The same as plain values, for `--json`."""
    report = reading.report
    record = added.record if added else None
    return {
        "file": report.file,
        "found": [asdict(finding) for finding in reading.findings],
        "unread": list(reading.unread),
        **{name: getattr(report, name) for name in ("read", "imported", "skipped", "rejected", "notes", "reasons")},
        "rejections": [asdict(r) for r in report.rejections],
        "editions": sorted(report.editions),
        "reporters": sorted(report.reporters),
        "first_period": report.first_period or None,
        "last_period": report.last_period or None,
        "import": record.number if record else None,
        "same_file": added.same_file.number if added and added.same_file else None,
        **{name: getattr(added, name, None) for name in ("new", "repeated", "revised")},
        "revises": dict(added.revises) if added else None,
    }
