"""Importing: a file into the reader's own store, and the words for what it is, how far it has come and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .model.figure import SCALES
from .safe_text import safe_text

if TYPE_CHECKING:
    import polars as pl

    from .formats import ImportReport, RecognisedFile
    from .store.store import Added, Origin, Store

A_PART = "a part by "
NO_ROWS = ("a blank line", "a remark below the data")
_SHOWN_REJECTIONS = 5
_SHOWN_REPORTERS = 12
_SHOWN_FIGURES, _LOOKED_THROUGH = 3, 100_000


class Progress(Protocol):
    """What is told how far an import has come; what it raises stops the import."""

    def show(self, rows: int, fraction: float) -> None: ...
    def saving(self, done: int, of: int) -> None: ...


def save(path: Path, reading: RecognisedFile, store: Store, progress: Progress) -> Added:
    """Read the file and put it into the store, whole or not at all. Raises FormatError and StoreError."""
    origin = _origin(path, reading)
    return store.add(_frames(reading, progress, origin), origin, progress.saving)


def _origin(path: Path, reading: RecognisedFile) -> Origin:
    """What the store keeps of where the numbers come from; its counts are filled in as the file is read."""
    from .formats.vocabulary import publishers
    from .store.disk import checksum
    from .store.store import Origin

    finding = reading.findings[0]
    publisher = publishers()[finding.dataset]
    return Origin(
        safe_text(path.name),
        checksum(path),
        path.stat().st_size,
        finding.format,
        publisher.name,
        f"{publisher.title}: {safe_text(finding.title)}",
        publisher.url,
        vintage=finding.edition,
        licence=publisher.licence,
        terms=publisher.terms,
        counts={},
    )


def _frames(reading: RecognisedFile, progress: Progress, origin: Origin) -> Iterator[pl.DataFrame]:
    for batch in reading.batches():
        progress.show(reading.report.read, batch.fraction)
        yield batch.observations
    report = reading.report
    counts = {"imported": report.imported, "skipped": sum(report.skipped.values()), "rejected": report.rejected}
    assert isinstance(origin.counts, dict)
    origin.counts.update(counts)


def found(reading: RecognisedFile) -> list[str]:
    """What the file was recognised as, a line a table, and the members nothing is known of."""
    lines = []
    for finding in reading.findings:
        name = f"{reading.path.name}: {finding.member}" if finding.member else reading.path.name
        edition = f", edition {finding.edition}" if finding.edition else ""
        lines.append(f"{name}: {finding.title}{edition}")
    return lines + [f"{reading.path.name}: {name} {reason} and is left out" for name, reason in reading.unread.items()]


def outcome(reading: RecognisedFile, added: Added | None, undo: str = "cjtrade-tui store undo") -> list[str]:
    """What became of the rows, and of the store (None: nothing was to be saved), with what undoes it."""
    if added is not None and added.same_file is not None:
        return [f"  already imported as import {added.same_file.number}: nothing changed"]
    return [*_counted(reading.report), f"  {_saved(added, undo)}"]


def looked_through(reading: RecognisedFile, progress: Progress) -> list[str]:
    """What an import of the file would make of its first figures, of all where it has no more, and some of them in words."""
    shown, told = list[str](), found(reading)
    for batch in reading.batches():
        progress.show(reading.report.read, batch.fraction)
        shown += map(_in_words, batch.observations.head(_SHOWN_FIGURES - len(shown)).iter_rows(named=True))
        if reading.report.read > _LOOKED_THROUGH:
            told.append(f"  of its first {reading.report.read:,} figures:")
            break
    left = reading.report.imported - len(shown)
    return [*told, *_counted(reading.report, "to import"), *shown, *([f"    and {left:,} more"] if left > 0 else [])]


def _in_words(row: dict[str, Any]) -> str:
    """`KHM exports to JPN, 2024-01 to 2024-12: 1,450 million USD`."""
    value = f"{row['value'] / SCALES[row['scale']]:,.{max(row['decimals'] or 0, 0)}f}"
    what = " ".join(
        filter(None, (row["reporter"], row["measure"].replace("_", " "), row["product"].removesuffix("TOTAL")))
    )
    unit = " ".join(filter(None, (row["scale"] * (row["scale"] != "one"), row["unit"])))
    return (
        f"    {what}, partner {row['partner'] or 'none'}, {row['period_start']} to {row['period_end']}: {value} {unit}"
    )


def _counted(report: ImportReport, imported: str = "imported") -> list[str]:
    counts = f"{sum(report.skipped.values()):,} skipped, {report.rejected:,} rejected"
    lines = [f"  {report.read:,} figures read: {report.imported:,} {imported}, {counts}"]
    if report.imported:
        names = sorted(report.reporters)
        more = f" and {len(names) - _SHOWN_REPORTERS} more" if len(names) > _SHOWN_REPORTERS else ""
        lines.append(f"  reporters {', '.join(names[:_SHOWN_REPORTERS])}{more}")
        lines.append(f"  periods {report.first_period} to {report.last_period}")
    lines += [f"  {note}" for note in report.notes]
    lines += [f"  skipped {count:,}: {reason}" for reason, count in report.skipped.most_common()]
    lines += [f"  rejected {count:,}: {reason}" for reason, count in report.reasons.most_common()]
    return [*lines, *(f"    {rejection}" for rejection in report.rejections[:_SHOWN_REJECTIONS])]


def _saved(added: Added | None, undo: str) -> str:
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
    return f"saved as import {added.record.number}: {', '.join(parts)}; {undo} takes it back"


def why_nothing(report: ImportReport) -> str:
    """Why no row of a file was taken, in a line; "" where some were, or where all are skipped as they should be."""
    if report.imported:
        return ""
    if report.read == sum(report.skipped[reason] for reason in NO_ROWS):
        return "there is no row of figures below its heading"
    if report.rejected:
        return f"every row is rejected: {report.reasons.most_common(1)[0][0]}"
    if parts := ", ".join(reason.removeprefix(A_PART) for reason in report.skipped if reason.startswith(A_PART)):
        return (
            f"no row of it is a whole figure, each is a part by {parts}: ask for the figures that are not broken down"
        )
    return ""


def reading_line(name: str, rows: int, fraction: float, seconds: float) -> str:
    """`trade.csv: 45 %, 1,200,000 rows, 410,000 a second, 8 s left`; without a time while it cannot be told."""
    rate = rows / seconds if seconds else 0.0
    text = f"{name}: {fraction:.0%}, {rows:,} rows, {rate:,.0f} a second"
    if 0 < fraction < 1:
        left = seconds * (1 - fraction) / fraction
        text += f", {left:.0f} s left" if left < 90 else f", {left / 60:.0f} min left"
    return text


def saving_line(name: str, done: int, of: int) -> str:
    """`trade.csv: saving 1,200,000 of 2,400,000 rows`."""
    return f"{name}: saving {done:,} of {of:,} rows"
