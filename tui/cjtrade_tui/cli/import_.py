"""`cjtrade-tui import FILE...`: what a file is, what becomes of its rows, and into the store with them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cli.import_progress import Progress
from cjtrade_tui.cli.output import put
from cjtrade_tui.cli.parser import add_json, add_store

if TYPE_CHECKING:
    import polars as pl

    from cjtrade_data.formats import Reading
    from cjtrade_data.store.store import Added, Origin, Store

_SHOWN_REJECTIONS = 5
_SHOWN_REPORTERS = 12


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Read files of UN Comtrade, CEPII BACI, World Bank WITS and WDI, Japan customs, the IMF and other SDMX,"
        " or the columns of our own figures (text, Excel, Parquet, JSON, XML; gzip, zip, zstd) into your own store."
    )
    parser.add_argument("files", nargs="+", type=lambda word: Path(word).expanduser(), metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would become of every row, and save nothing")
    add_store(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Import the files, one after another; exit status 0, or 2 where one could not be read.

    What is known of a file is printed before anything is saved. Each file is one import: what ends it, Ctrl+C too,
    leaves the store as it was before that file. Raises StoreError where the store refuses.
    """
    from cjtrade_data.formats import FormatError
    from cjtrade_data.store.store import Store

    store = Store(options.store)
    documents: list[dict[str, Any]] = []
    failed = False
    for path in options.files:
        try:
            documents.append(_import(path, store, options))
        except FormatError as error:
            failed = True
            documents.append({"file": path.name, "error": str(error)})
            print(f"cjtrade-tui: {safe_text(str(error))}", file=sys.stderr)
    if options.json:
        _print(json.dumps({"files": documents}, ensure_ascii=False, indent=1).split("\n"))
    return 2 if failed else 0


def _import(path: Path, store: Store, options: argparse.Namespace) -> dict[str, Any]:
    from cjtrade_data import formats

    reading = formats.read(path)
    if not options.json:
        _print(found(reading))
    with Progress(path.name) as progress:
        if options.dry_run:
            for batch in reading.batches():
                progress.show(reading.report.read, batch.fraction)
            added = None
        else:
            added = save(path, reading, store, progress)
    if not options.json:
        _print(outcome(reading, added))
    return document(reading, added)


class Shows(Protocol):
    """What is told how far an import has come; what it raises stops the import."""

    def show(self, rows: int, fraction: float) -> None: ...
    def saving(self, done: int, of: int) -> None: ...


def save(path: Path, reading: Reading, store: Store, progress: Shows) -> Added:
    """Read the file and put it into the store, whole or not at all. Raises FormatError and StoreError."""
    origin = _origin(path, reading)
    return store.add(_frames(reading, progress, origin), origin, progress.saving)


def _origin(path: Path, reading: Reading) -> Origin:
    """What the store keeps of where the numbers come from; its counts are filled in as the file is read."""
    from cjtrade_data.formats.publishers import PUBLISHERS
    from cjtrade_data.store.disk import checksum
    from cjtrade_data.store.store import Origin

    finding = reading.findings[0]
    publisher = PUBLISHERS[finding.dataset]
    return Origin(
        safe_text(path.name), checksum(path), path.stat().st_size, finding.format, publisher.name,
        f"{publisher.title}: {safe_text(finding.title)}", publisher.url, vintage=finding.edition,
        licence=publisher.licence, terms=publisher.terms, counts={},
    )  # fmt: skip


def _frames(reading: Reading, progress: Shows, origin: Origin) -> Iterator[pl.DataFrame]:
    for batch in reading.batches():
        progress.show(reading.report.read, batch.fraction)
        yield batch.observations
    report = reading.report
    counts = {"imported": report.imported, "skipped": sum(report.skipped.values()), "rejected": report.rejected}
    assert isinstance(origin.counts, dict)
    origin.counts.update(counts)


def found(reading: Reading) -> list[str]:
    """What the file was recognised as, a line a table, and the members nothing is known of."""
    lines = []
    for finding in reading.findings:
        name = f"{reading.path.name}: {finding.member}" if finding.member else reading.path.name
        edition = f", edition {finding.edition}" if finding.edition else ""
        lines.append(f"{name}: {finding.title}{edition}")
    return lines + [
        f"{reading.path.name}: {name} is in no format known here and is left out" for name in reading.unread
    ]


def outcome(reading: Reading, added: Added | None) -> list[str]:
    """What became of the rows, and of the store (None: nothing was to be saved)."""
    if added is not None and added.same_file is not None:
        return [f"  already imported as import {added.same_file.number}: nothing changed"]
    report = reading.report
    skipped = sum(report.skipped.values())
    lines = [
        f"  {report.read:,} figures read: {report.imported:,} imported, {skipped:,} skipped, {report.rejected:,} rejected"
    ]
    if report.imported:
        names = sorted(report.reporters)
        more = f" and {len(names) - _SHOWN_REPORTERS} more" if len(names) > _SHOWN_REPORTERS else ""
        lines.append(f"  reporters {', '.join(names[:_SHOWN_REPORTERS])}{more}")
        lines.append(f"  periods {report.first_period} to {report.last_period}")
    lines += [f"  skipped {count:,}: {reason}" for reason, count in report.skipped.most_common()]
    lines += [f"  rejected {count:,}: {reason}" for reason, count in report.reasons.most_common()]
    lines += [f"    {rejection}" for rejection in report.rejections[:_SHOWN_REJECTIONS]]
    return [*lines, f"  {_saved(added)}"]


def _saved(added: Added | None) -> str:
    if added is None:
        return "dry run: nothing saved"
    if added.record is None:
        return "nothing new: the store is as it was"
    older = [
        f"{count:,} revise{'s' * (count == 1)} {edition or 'one without a name'}"
        for edition, count in sorted(added.revises.items())
    ]
    new = f"{added.new:,} new" + (f" (of which {', '.join(older)})" if older else "")
    parts = [new, f"{added.repeated:,} as they were", f"{added.revised:,} revised"]
    return f"saved as import {added.record.number}: {', '.join(parts)}; cjtrade-tui store undo takes it back"


def document(reading: Reading, added: Added | None) -> dict[str, Any]:
    """The same as plain values, for `--json`."""
    report = reading.report
    record = added.record if added else None
    return {
        "file": report.file,
        "found": [asdict(finding) for finding in reading.findings],
        "unread": reading.unread,
        "read": report.read,
        "imported": report.imported,
        "skipped": dict(report.skipped),
        "rejected": report.rejected,
        "reasons": dict(report.reasons),
        "rejections": [asdict(r) for r in report.rejections],
        "editions": sorted(report.editions),
        "reporters": sorted(report.reporters),
        "first_period": report.first_period or None,
        "last_period": report.last_period or None,
        "import": record.number if record else None,
        "same_file": added.same_file.number if added and added.same_file else None,
        "new": added.new if added else None,
        "repeated": added.repeated if added else None,
        "revised": added.revised if added else None,
        "revises": dict(added.revises) if added else None,
    }


def _print(lines: Sequence[str]) -> None:
    text = "".join(f"{safe_text(line)}\n" for line in lines)
    put(text)
