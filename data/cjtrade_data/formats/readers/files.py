"""A file as a stream of UTF-8, whatever it is packed in and encoded as; nothing is held but a block at a time."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import IO, Any, cast

from .. import vocabulary
from ..rows import FormatError
from . import limits

BLOCK = 4 << 20
"""Bytes decoded at a time."""
LOOK = 1 << 16
"""Bytes from which encoding and kind are told."""
ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PACKED = (".gz", ".zst", ".bz2", ".xz")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file to read: a path, or a member of the archive there."""

    path: Path
    member: str = ""
    archive: zipfile.ZipFile | None = field(default=None, compare=False, repr=False)
    in_tar: bool = False
    unpacked: Path | None = None
    """Where a member lies that was unpacked already."""
    holds: object = field(default=None, compare=False, repr=False)
    """What keeps it there."""

    @property
    def name(self) -> str:
        """The file's own name, the archive's left out, any `.gz` or the like dropped."""
        name = Path(self.member or self.path.name).name
        return next((name.removesuffix(end) for end in _PACKED if name.endswith(end)), name)

    @property
    def label(self) -> str:
        """For reports: `trade.zip: BACI_HS92_Y2021.csv`."""
        return f"{self.path.name}: {self.member}" if self.member else self.path.name

    @contextmanager
    def opened(self) -> Iterator[OpenPart]:
        """Open for reading, unpacked. Raises FormatError for what cannot be read or unpacked."""
        try:
            with (self.unpacked or self.path).open("rb") as raw, _unpacked(raw, self) as (stream, size):
                yield OpenPart(self, raw, stream, size)
        except damage() as error:
            raise FormatError(self.label, f"cannot be unpacked ({plain(error)})", "download it again") from error
        except OSError as error:
            raise FormatError(self.label, plain(error), "check the path and whether you may read it") from error


def damage() -> tuple[type[Exception], ...]:
    """What the unpackers raise for bytes that are not what they should be, or that want a password."""
    return (
        zipfile.BadZipFile,
        gzip.BadGzipFile,
        zlib.error,
        lzma.LZMAError,
        tarfile.TarError,
        _zstd().ZstdError,
        EOFError,
        RuntimeError,
    )


def _zstd() -> ModuleType:
    """What unpacks zstd: a part of Python since 3.14, the same as a package before."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


_OPENERS: dict[bytes, Callable[[IO[bytes]], AbstractContextManager[Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
    b"\x28\xb5\x2f\xfd": lambda stream: _zstd().open(stream),
}
"""What unpacks a file, by its first bytes."""


class OpenPart:
    """An opened part: `read` gives unpacked bytes, `fraction` how much of its `size` on the disk was taken."""

    def __init__(self, part: Part, raw: IO[bytes], stream: IO[bytes], size: int) -> None:
        self.part, self._raw, self._stream, self.size = part, raw, stream, size
        self.head = self._read_fully(LOOK)
        self._given = False

    def _read_fully(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size and (more := self._stream.read(size - len(taken))):
            taken += more
        return bytes(taken)

    def read(self, size: int) -> bytes:
        """The next bytes, `size` of them unless the end comes first."""
        if self._given:
            return self._read_fully(size)
        self._given = True
        return self.head + self._read_fully(max(size - len(self.head), 0))

    @property
    def fraction(self) -> float:
        position = self._stream.tell() if self.part.member else self._raw.tell()
        return min(position / self.size, 1.0) if self.size else 1.0

    @property
    def is_packed(self) -> bool:
        return self._stream is not self._raw

    def skip_to_last(self, size: int) -> None:
        """Go to the last bytes of a file that is not packed."""
        self._raw.seek(max(self.size - size, 0))
        self._given = True

    def _decoded(self, size: int) -> Iterator[bytes]:
        """The bytes in blocks, those of UTF-16 and UTF-32 as UTF-8, without the byte-order mark."""
        encoding = encoding_of(self.head)
        decode = codecs.getincrementaldecoder(encoding)("replace") if encoding != "utf-8" else None
        mark = codecs.BOM_UTF8
        while block := self.read(size):
            if decode is not None:
                block = decode.decode(block).encode("utf-8", "replace")
            yield block.removeprefix(mark)
            mark = b""

    def text_blocks(self) -> Iterator[bytes]:
        """The text as UTF-8 without a byte-order mark, in blocks of whole lines that end in a newline each.

        Raises FormatError for a line without end.
        """
        rest, line = b"", 1
        for block in self._decoded(BLOCK):
            block = rest + block
            end = block.rfind(b"\n") + 1
            if not end and block.count(b"\r") > 0 and b"\n" not in block:
                end = block.rfind(b"\r") + 1
            rest = block[end:]
            if end:
                whole = _with_newlines(as_utf8(block[:end]))
                line += whole.count(b"\n")
                yield whole
            if len(rest) > limits.LINE:
                raise FormatError(
                    self.part.label,
                    f"line {line} is longer than {limits.LINE >> 20} MB",
                    "see whether it is a text file",
                )
        if rest:
            yield _with_newlines(as_utf8(rest))

    def document_blocks(self) -> Iterator[bytes]:
        """The text as UTF-8 in blocks that end anywhere: a document may be a single line, however long."""
        rest = b""
        for block in self._decoded(LOOK):
            block = rest + block
            # What may be the start of a character of UTF-8 is for the next.
            end = len(block) - next((at for at in range(1, min(4, len(block) + 1)) if block[-at] >= 0xC0), 0)
            yield as_utf8(block[:end])
            rest = block[end:]
        yield as_utf8(rest)


def _with_newlines(block: bytes) -> bytes:
    """Line ends of Windows and of the old Mac as single newlines; the count of lines stays what it is."""
    if b"\r" not in block:
        return block
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def encoding_of(head: bytes) -> str:
    """utf-8 (also for what is nearly so: single lines are mended later), or a UTF-16 or UTF-32 by mark or by NULs."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    sample = head[:4096]
    if len(sample) >= 4 and sample.count(0) > len(sample) // 4:
        odd = sample[1::2].count(0)
        return "utf-16-le" if odd > sample[::2].count(0) else "utf-16-be"
    return "utf-8"


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of some bytes, in the encoding of their beginning unless it is given."""
    encoding = encoding or encoding_of(data)
    return (as_utf8(data) if encoding == "utf-8" else data).decode(encoding, "replace")


def as_utf8(lines: bytes) -> bytes:
    """`lines` themselves if they are UTF-8; else each line that is not, read as Japanese (cp932) or Western (cp1252).

    Files are found that mix encodings line by line, so one line says nothing of the next.
    """
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        return b"".join(_line_as_utf8(line) for line in lines.splitlines(keepends=True))
    return lines


def _line_as_utf8(line: bytes) -> bytes:
    for encoding in ("utf-8", "cp932", "cp1252"):
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp932" or _is_japanese(text):
            return text.encode("utf-8")
    return line.decode("latin-1").encode("utf-8")


def _is_japanese(text: str) -> bool:
    """Whether letters outside ASCII are Japanese: Western text read as cp932 turns into half-width kana, and into single
    kanji within its words."""
    foreign = sum(not c.isascii() for c in text)
    full = len(re.findall(r"(?<![A-Za-z])[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]", text))
    return full >= 2 and full * 2 > foreign


@contextmanager
def _unpacked(raw: IO[bytes], part: Part) -> Iterator[tuple[IO[bytes], int]]:
    """The unpacked stream, and the size that its (or the packed file's) position counts towards."""
    stream, size = raw, raw.seek(0, io.SEEK_END)
    raw.seek(0)
    with ExitStack() as opened:
        if part.in_tar:
            archive = opened.enter_context(tarfile.open(part.path))
            member = archive.getmember(part.member)
            stream, size = opened.enter_context(cast("IO[bytes]", archive.extractfile(member))), member.size
        elif part.archive is not None:
            info = part.archive.getinfo(part.member)
            if info.flag_bits & 1:
                raise FormatError(part.label, "is protected by a password", "unpack it and import what is in it")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
                raise zipfile.BadZipFile("it is packed in a way that is not read here")
            stream, size = opened.enter_context(part.archive.open(info)), info.file_size
        yield opened.enter_context(_decompressed(stream)), size


def _decompressed(stream: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """What is packed in a stream as one file; the stream itself where nothing is."""
    start = stream.read(5)
    stream.seek(0)
    opener = next((opener for mark, opener in _OPENERS.items() if start.startswith(mark)), nullcontext)
    return opener(stream)


def is_workbook(head: bytes) -> bool:
    """Whether the bytes start an Excel workbook, new or old (a zip that is no workbook never gets here)."""
    return head.startswith((ZIP, _OLE))


def is_nested(part: Part, head: bytes) -> bool:
    """Whether a member of an archive is an archive itself and no workbook, which is one by its make."""
    names = (b"[Content_Types].xml", b"xl/", b"_rels/", b"mimetype", b"docProps/")
    return bool(part.member) and head.startswith(ZIP) and not any(name in head for name in names)


def not_data(head: bytes) -> tuple[str, str] | None:
    """(what a file is that holds no data as it is, what to do with it), None where it may be data of a kind that is not known."""
    if head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in head:
        return "is a workbook protected by a password", "save it without a password"
    text = head[:4096].decode("latin-1")
    found = (row for row in vocabulary.rows("not_data") if re.match(row["pattern"], text))
    return next(((row["is"], row["mend"]) for row in found), None)


def plain(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).splitlines()[0] if str(error) else type(error).__name__
