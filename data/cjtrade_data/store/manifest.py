"""The manifest: which files make up the store, where each came from, and what the store was before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

Kept = TypeVar("Kept", bound="Origin | ParquetFile | Import | Manifest")
_PATH = re.compile(r"data/[^/]+/[0-9]{8,}-[0-9]+\.parquet")
SCHEMA = 1
"""The layout of files and manifest that this program writes; it reads no newer one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the numbers of an import come from.

    `file` is the name the reader knows (no folder), `sha256` and `bytes` are of the file as it was given; the same
    checksum is never imported twice. `counts` are the rows as `imported`, `skipped` and `rejected`.
    """

    file: str
    sha256: str
    bytes: int
    format: str
    publisher: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    vintage: str = ""
    licence: str = ""
    terms: str = ""
    note: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """One Parquet file: rows of one import and one reporter, sorted; `path` is relative to the store.

    `first` and `last` are the months (`YYYY-MM`) the rows end in, `start` the first they begin in ("" where the store
    did not keep it yet). `overlaps` says that some rows are of figures which
    another import of the same dataset and edition has as well, so that only the newest counts.
    """

    path: str
    reporter: str
    rows: int
    bytes: int
    sha256: str
    first: str
    last: str
    overlaps: bool = False
    start: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its number, which no other ever gets, what it came from, when, and its files.

    `rounding` is that of its rows, "nearest" where they differ; `chapters` of the Harmonized System are how many its
    products are of (0 where the store did not count them yet).
    """

    number: int
    origin: Origin
    imported: str
    datasets: tuple[str, ...]
    editions: tuple[str, ...]
    rounding: str
    parts: tuple[ParquetFile, ...]
    chapters: int = 0

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def reporters(self) -> tuple[str, ...]:
        return tuple(sorted({part.reporter for part in self.parts}))

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last month that its rows end in."""
        return min(p.first for p in self.parts), max(p.last for p in self.parts)

    @property
    def start(self) -> str:
        """The first month that its rows begin in, as far as it was kept."""
        return min(p.start or p.first for p in self.parts)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the store. `parent` is the version whose content `undo` gives back, None where there is none."""

    version: int = 0
    parent: int | None = None
    changed: str = ""
    change: str = ""
    next_number: int = 1
    imports: tuple[Import, ...] = ()

    def after(self, change: str, when: str, imports: tuple[Import, ...], next_number: int | None = None) -> Manifest:
        """The version that follows this one."""
        return Manifest(self.version + 1, self.version, when, change, next_number or self.next_number, imports)

    def parts(self, reporters: tuple[str, ...] | None = None) -> tuple[tuple[Import, ParquetFile], ...]:
        """The files of some reporters, of all where None."""
        wanted = None if reporters is None else frozenset(reporters)
        return tuple((i, p) for i in self.imports for p in i.parts if wanted is None or p.reporter in wanted)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(part.path for _, part in self.parts())


def write(manifest: Manifest) -> bytes:
    """The manifest as one line of JSON with its own checksum in front."""
    body = json.dumps({"schema": SCHEMA} | asdict(manifest), ensure_ascii=False, separators=(",", ":"))
    return f'{{"checksum":"{_checksum(body)}","manifest":{body}}}\n'.encode()


def read(content: bytes) -> Manifest:
    """Read what `write` wrote. Raises ValueError for anything else, and NewerSchemaError for a newer layout."""
    text = content.decode()
    try:
        kept = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    head = f'{{"checksum":"{kept["checksum"]}","manifest":'
    body = text[len(head) :].rstrip("\n")[:-1]
    if _checksum(body) != kept["checksum"] or not text.startswith(head):
        raise ValueError("its checksum is wrong")
    told = dict(kept["manifest"])
    if told.pop("schema") > SCHEMA:
        raise NewerSchemaError
    return _typed(Manifest(**(told | {"imports": tuple(_import(i) for i in told["imports"])})))


class NewerSchemaError(ValueError):
    """A manifest of a layout that only a newer program knows."""


def _import(kept: dict[str, Any]) -> Import:
    made = {
        "origin": _typed(Origin(**kept["origin"])),
        "datasets": tuple(map(str, kept["datasets"])),
        "editions": tuple(map(str, kept["editions"])),
        "parts": tuple(_part(ParquetFile(**p)) for p in kept["parts"]),
    }
    record = _typed(Import(**(kept | made)))
    if not (record.datasets and record.editions and record.parts):
        raise ValueError(f"import {record.number} holds nothing")
    return record


def _part(part: ParquetFile) -> ParquetFile:
    if not _PATH.fullmatch(_typed(part).path) or ".." in part.path:
        raise ValueError(f"{part.path[:40]!r} is no file of a store")
    return part


def _typed(made: Kept) -> Kept:
    """`made` itself if its plain fields are of the types they are annotated with: JSON knows no types of ours."""
    for field_ in fields(made):
        value, wanted = getattr(made, field_.name), _PLAIN.get(str(field_.type))
        if wanted is not None and (not isinstance(value, wanted) or isinstance(value, bool) != (wanted is bool)):
            raise ValueError(f"{field_.name} is {value!r:.40}")
    return made


_PLAIN: dict[str, Any] = {
    "str": str,
    "int": int,
    "bool": bool,
    "int | None": (int, type(None)),
    "Mapping[str, int]": dict,
}


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def with_overlaps(imports: tuple[Import, ...], paths: frozenset[str]) -> tuple[Import, ...]:
    """The same imports, with the files of these paths marked as overlapping others."""
    return tuple(
        replace(i, parts=tuple(replace(p, overlaps=True) if p.path in paths else p for p in i.parts)) for i in imports
    )
