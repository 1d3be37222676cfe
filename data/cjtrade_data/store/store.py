"""The reader's own store: imported observations as Parquet files, each change made visible by one rename.

    store/
      manifest.json               the version that counts, replaced whole; nothing that it does not name exists
      versions/0000007.json       the last versions, each in full: what `undo` goes back to, and a second copy
      data/KHM/00000003-0.parquet rows of one reporter from import 3: sorted, zstd, with statistics, never changed
      staging/                    files of a change that is under way, or that died

A change writes its files, then the new manifest, each on the disk before the next is begun; the rename of the manifest
is the one moment at which it counts. Whatever ends the process before that leaves the store as it was.

    store = Store()
    added = store.add(batches, Origin("baci.csv", sha256, bytes, "baci", vintage="V202501"))
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import StoreError
from ..model.digits import is_digits
from ..model.observation import check_observations
from . import manifest as manifests
from .atomic_write import PRIVATE, clear_leftovers, flush, private_folder, write_whole
from .disk import checksum, one_line_errors
from .location import MANIFEST, is_remote, own_store
from .manifest import Import, Manifest, NewerSchemaError, Origin, ParquetFile
from .writer import STORED, Overlap, Spool, file_name, overlap

__all__ = ["Added", "Damage", "Import", "Manifest", "Origin", "ParquetFile", "Store"]

KEPT_VERSIONS = 10
"""Versions that `undo` can go back to; files that none of them names are deleted by the next change."""
_NOTHING_TO_UNDO = ("there is no change to undo", "nothing need be done")
PATIENCE = 10.0
"""Seconds to wait for another process that changes the store."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What an import came to: its record, None where it brought nothing new, and its rows by what they were.

    `rows` = `new` + `repeated` + `revised`: figures the dataset and edition did not have, had with the same value, had
    with another one. `kept` counts those of the new ones that an older edition has with the same value, `revises` those
    that it has with another one, by that edition. `same_file` is the import that this very file was imported as before.
    """

    record: Import | None
    rows: int = 0
    new: int = 0
    repeated: int = 0
    revised: int = 0
    kept: int = 0
    revises: Mapping[str, int] = field(default_factory=dict)
    same_file: Import | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the store that is not what was saved and in what it differs; `record` is the import it belongs to.

    The manifest belongs to none: its copy serves until the next change writes it anew.
    """

    path: str
    record: Import | None
    reason: str


class Store:
    """A store in a folder, or at an `s3://` address, which can be read but not changed.

    Nothing is made before something is saved. Every method raises StoreError, one line with the mend, where the store
    cannot be read or changed; what was saved before is then as it was.
    """

    def __init__(self, place: str | Path | None = None, storage_options: dict[str, Any] | None = None) -> None:
        self.place = str(place) if place is not None else own_store()
        self.storage_options = storage_options
        self._seen: Manifest | None = None

    def __repr__(self) -> str:
        return f"Store({self.place!r})"

    @property
    def folder(self) -> Path:
        """The folder; raises StoreError for a store on S3."""
        if is_remote(self.place):
            raise StoreError(self.place, "a store on S3 is read only", "change a local copy and upload it")
        return Path(self.place)

    # Reading

    def snapshot(self) -> Store:
        """The store in the version that counts now, whatever is changed later: all answers from it agree."""
        store = Store(self.place, self.storage_options)
        store._seen = self.manifest()
        return store

    def manifest(self) -> Manifest:
        """The version that counts: an empty one where nothing was ever saved, the second copy where the first is damaged."""
        return self._seen or self._read_manifest()

    def _read_manifest(self) -> Manifest:
        if is_remote(self.place):
            return self._remote_manifest()
        try:
            content = (self.folder / MANIFEST).read_bytes()
            return manifests.read(content)
        except FileNotFoundError:
            if not any((self.folder / "versions").glob("*.json")):
                return Manifest()
        except NewerSchemaError:
            raise StoreError(self.place, "was written by a newer cjtrade-tui", "update this one") from None
        except OSError as error:
            raise StoreError(
                self.folder / MANIFEST, error.strerror or "unreadable", "see to its permissions"
            ) from error
        except (ValueError, KeyError, TypeError):
            pass
        for path in map(self._version_path, self._versions()):
            if (copy := _whole(path)) is not None:
                return copy
        raise StoreError(self.folder / MANIFEST, "is damaged, and so are all its copies", "restore it from a backup")

    def _remote_manifest(self) -> Manifest:
        try:
            lines = pl.scan_lines(f"{self.place}/{MANIFEST}", storage_options=self.storage_options).collect()
            return manifests.read((lines.item(0, 0) + "\n").encode())
        except NewerSchemaError:
            raise StoreError(self.place, "was written by a newer cjtrade-tui", "update this one") from None
        except (pl.exceptions.PolarsError, OSError, ValueError, KeyError, TypeError, IndexError) as error:
            reason = str(error).splitlines()[0][:200] or type(error).__name__
            raise StoreError(f"{self.place}/{MANIFEST}", reason, "see to the address and the credentials") from error

    def record(self, number: int) -> Import:
        """One import by its number. Raises StoreError where there is none."""
        return _record(self.manifest(), number, self.place)

    def paths(self, parts: Iterable[ParquetFile]) -> list[str]:
        """Where files are, for whoever reads them."""
        return [f"{self.place}/{part.path}" for part in parts]

    def verify(self) -> Iterator[Damage]:
        """Read every file and yield those that are missing or not what was saved."""
        parts = self.manifest().parts()
        if parts and _whole(self.folder / MANIFEST) is None:
            yield Damage(MANIFEST, None, "is not what was saved")
        for record, part in parts:
            if reason := self._damage_of(part):
                yield Damage(part.path, record, reason)

    def _damage_of(self, part: ParquetFile) -> str:
        """What is wrong with a file, "" for nothing."""
        try:
            return "" if checksum(self.folder / part.path) == part.sha256 else "is not what was saved"
        except FileNotFoundError:
            return "is missing"
        except OSError as error:
            return error.strerror or "cannot be read"

    def require_whole(self, reporters: tuple[str, ...]) -> None:
        """Raise StoreError where a file of some reporters is not what was saved: on one that was damaged Polars may panic,
        and what it then prints goes to the terminal. A store on S3 is taken at its word."""
        for record, part in () if is_remote(self.place) else self.manifest().parts(reporters):
            if reason := self._damage_of(part):
                raise StoreError(
                    self.folder / part.path,
                    f"{reason}, so the store is damaged",
                    f"cjtrade-tui store verify tells more, store remove {record.number} takes it out",
                )

    # Changing

    def add(self, batches: Iterable[pl.DataFrame], origin: Origin, progress: Progress = lambda done, of: None) -> Added:
        """Save observations (frames of `OBSERVATION`, in any order and number) as one import.

        Memory is bounded: see `PART_ROWS`. The same file again, by its checksum, or one that holds only figures the
        store has with the same values in the same edition, changes nothing; the first is known before a batch is
        asked for. `progress` counts rows written once the last batch is in. Whatever is raised, by `batches` too
        and KeyboardInterrupt included, leaves the store as it was.
        """
        with self._locked() as before:
            same = next((i for i in before.imports if i.origin.sha256 == origin.sha256), None)
            if same is not None:
                return Added(None, same_file=same)
            number = before.next_number
            with self._staging() as staging:
                spool = Spool(staging, number)
                for batch in batches:
                    spool.take(check_observations(batch))
                placed = list(self._place_parts(spool, before, number, progress))
                repeated, revised, kept = (sum(getattr(k, n) for _, k in placed) for n in ("same", "another", "kept"))
                revises = sum((known.revises for _, known in placed), Counter[str]())
                added = Added(None, spool.rows, spool.rows - repeated - revised, repeated, revised, kept, revises)
                if not spool.rows or added.repeated == spool.rows:
                    return added
                kinds = tuple(sorted(spool.datasets)), tuple(sorted(spool.editions)), spool.rounding
                record = Import(number, origin, _now(), *kinds, tuple(part for part, _ in placed), len(spool.chapters))
                overlapping = {path for part, known in placed if known.paths for path in (part.path, *known.paths)}
                imports = manifests.with_overlaps((*before.imports, record), frozenset(overlapping))
                self._commit(before.after(f"imported {origin.file}", _now(), imports, number + 1))
                return replace(added, record=imports[-1])

    def _place_parts(
        self, spool: Spool, before: Manifest, number: int, progress: Progress
    ) -> Iterator[tuple[ParquetFile, Overlap]]:
        """Put the written files into their places, one after another, and tell what the store has of their figures."""
        done = 0
        for at, (written, part) in enumerate(spool.finish()):
            known = overlap(self.folder, before, written, part, spool.datasets, spool.editions)
            path = f"data/{file_name(part.reporter)}/{number:08d}-{at}.parquet"
            target = self.folder / path
            if not target.parent.is_dir():
                private_folder(target.parent)
                flush(target.parent.parent)
            written.replace(target)
            flush(target.parent)
            yield replace(part, path=path), known
            progress(done := done + part.rows, spool.rows)

    def remove(self, number: int) -> Import:
        """Take one import out; `undo` brings it back. Damaged files are no hindrance."""
        self.record(number)
        with self._locked() as before:
            record = _record(before, number, self.place)
            left = tuple(i for i in before.imports if i.number != number)
            self._commit(before.after(_changes(before.imports, left), _now(), left))
            return record

    def undo(self) -> Manifest:
        """Make the content what it was before the last change that was not undone, and give the new version.

        Raises StoreError where there is no such change, or it is longer ago than the versions that are kept.
        """
        if not self.manifest().version:
            raise StoreError(self.place, *_NOTHING_TO_UNDO)
        with self._locked() as now:
            if now.parent is None:
                raise StoreError(self.place, *_NOTHING_TO_UNDO)
            earlier = _whole(self._version_path(now.parent)) if now.parent else Manifest()
            if earlier is None:
                reason = f"what it was before '{now.change}' is no longer kept"
                raise StoreError(self.place, reason, "remove an import instead: store remove")
            undone = _changes(earlier.imports, now.imports)
            back = Manifest(
                now.version + 1, earlier.parent, _now(), f"undid: {undone}", now.next_number, earlier.imports
            )
            self._commit(back)
            return back

    @contextmanager
    def _locked(self) -> Iterator[Manifest]:
        """Hold the store's lock; gives the version that counts, what died before having been cleared away."""
        from filelock import FileLock, Timeout

        with one_line_errors(self.place):
            self._make_private()
            lock = FileLock(self.folder / "lock", timeout=PATIENCE, mode=PRIVATE)
            try:
                lock.acquire()
            except Timeout:
                raise StoreError(self.place, "another process is changing it", "try again when it is done") from None
            try:
                before = self._read_manifest()
                self._delete_unused(before)
                yield before
            finally:
                lock.release()

    def _make_private(self) -> None:
        """Make the folder for its owner alone; the reader's own one is made so where an older version did not."""
        private_folder(self.folder)
        if self.place == own_store() and self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)

    @contextmanager
    def _staging(self) -> Iterator[Path]:
        staging = self.folder / "staging"
        staging.mkdir(mode=0o700)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _commit(self, new: Manifest) -> None:
        """The new version in full, then, by one rename, the version that counts."""
        content = manifests.write(new)
        versions = self.folder / "versions"
        if not versions.is_dir():
            versions.mkdir(mode=0o700)
            flush(self.folder)
        write_whole(self._version_path(new.version), content)
        write_whole(self.folder / MANIFEST, content)

    def _delete_unused(self, now: Manifest) -> None:
        """Delete what died on the way, versions beyond those kept, and files that no kept version names.

        What another program still reads stays on Windows until the next change.
        """
        shutil.rmtree(self.folder / "staging", ignore_errors=True)
        for folder in (self.folder, self.folder / "versions"):
            clear_leftovers(folder)
        kept = {version.version: version for version in self._history(now)}
        for number in self._versions():
            if number not in kept:
                with suppress(PermissionError):
                    self._version_path(number).unlink(missing_ok=True)
        named = frozenset().union(*(version.paths for version in kept.values()))
        for path in (self.folder / "data").glob("*/*.parquet"):
            if path.relative_to(self.folder).as_posix() not in named:
                with suppress(PermissionError):
                    path.unlink(missing_ok=True)

    def _history(self, now: Manifest) -> Iterator[Manifest]:
        """This version and those that `undo` can go back to."""
        yield now
        for _ in range(KEPT_VERSIONS):
            earlier = _whole(self._version_path(now.parent or 0))
            if earlier is None:
                return
            yield (now := earlier)

    def _versions(self) -> list[int]:
        """The versions there are copies of, the newest first."""
        found = [p.stem for p in (self.folder / "versions").glob("*.json")]
        return sorted((int(stem) for stem in found if is_digits(stem)), reverse=True)

    def _version_path(self, version: int) -> Path:
        return self.folder / "versions" / f"{version:07d}.json"

    def scan(
        self, reporters: tuple[str, ...] | None = None, wanted: Callable[[Import], bool] = lambda record: True
    ) -> pl.LazyFrame:
        """The rows of some reporters, of all where None, as a lazy frame of `STORED`: `OBSERVATION` and `import_number`.

        Of those imports only that are `wanted`. Each file is opened by its own path, only those of these reporters, and read only as far as a query needs.
        Of a figure that several imports of one dataset and edition have, all rows are there: see `queries.current`.
        """
        parts = [part for record, part in self.manifest().parts(reporters) if wanted(record)]
        if not parts:
            return pl.LazyFrame(schema=STORED)
        return pl.scan_parquet(
            self.paths(parts), glob=False, hive_partitioning=False, schema=STORED, storage_options=self.storage_options
        )


def _changes(before: Sequence[Import], now: Sequence[Import]) -> str:
    """What came and went between two states: `imported a.csv`, `removed import 1, b.csv`."""
    came = [f"imported {i.origin.file}" for i in now if i not in before]
    return "; ".join([*came, *(f"removed import {i.number}, {i.origin.file}" for i in before if i not in now)])


def _whole(path: Path) -> Manifest | None:
    """The version that a file holds; None where it is not there, or not what was saved."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return manifests.read(path.read_bytes())
    return None


def _record(manifest: Manifest, number: int, place: str) -> Import:
    for record in manifest.imports:
        if record.number == number:
            return record
    have = ", ".join(str(i.number) for i in manifest.imports) or "none"
    raise StoreError(place, f"has no import {number}", f"choose one of its imports: {have}")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
