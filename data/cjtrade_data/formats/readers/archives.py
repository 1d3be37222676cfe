"""Archives: what there is to read in a file, the members of a zip, tar or 7z archive or the file itself."""

import io
import lzma
import shutil
import tarfile
import weakref
import zipfile
import zlib
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from ..rows import FormatError
from . import limits, subprocess_reader
from .files import ZIP, Part, plain

_WORKBOOKS = ({"xl/workbook.xml"}, {"xl/workbook.bin"}, {"mimetype", "content.xml"})
"""Members that a workbook of Excel or of OpenDocument has."""
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"


def parts_of(path: Path) -> list[Part]:
    """What there is to read at `path`: the file, or the members of an archive that is no workbook.

    Raises FormatError where there is no file, it is empty or damaged.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(len(_SEVEN_ZIP))
    except OSError as error:
        raise FormatError(path.name, plain(error), "check the path and whether you may read it") from error
    if not start:
        raise FormatError(path.name, "the file is empty", "download it again")
    if start == _SEVEN_ZIP:
        return _seven_zip_members(path)
    if not start.startswith(ZIP):
        return _tar_members(path) or [Part(path)]
    try:
        _check_directory(path)
        archive = zipfile.ZipFile(path)
        names = [i.filename for i in archive.infolist() if not i.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise FormatError(path.name, f"cannot be unpacked ({plain(error)})", "download it again") from error
    if any(made <= set(names) for made in _WORKBOOKS):
        return [Part(path)]
    hidden = ("__MACOSX/", ".")
    found = [Part(path, name, archive) for name in names if not name.startswith(hidden)]
    if not found:
        raise FormatError(path.name, "is an archive with nothing in it", "download it again")
    return found


def _tar_members(path: Path) -> list[Part]:
    """The members of a tar archive, whatever it is packed in; none of another file."""
    with Part(path).opened() as source:
        if source.head[257:262] != b"ustar":
            return []
    try:
        with tarfile.open(path) as archive:
            names = [member.name for member in islice(archive, limits.MEMBERS + 1) if member.isfile()]
    except (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise FormatError(path.name, f"cannot be unpacked ({plain(error)})", "download it again") from error
    if len(names) > limits.MEMBERS:
        raise FormatError(path.name, *_TOO_MANY)
    return [Part(path, name, in_tar=True) for name in names if not Path(name).name.startswith(".")]


def _check_directory(path: Path) -> None:
    """Raise FormatError for an archive whose directory would take long to read. What it says of itself stands at its end:
    the number of its members and the bytes of their list."""
    with path.open("rb") as raw:
        raw.seek(-min(raw.seek(0, io.SEEK_END), _LAST), io.SEEK_END)
        last = raw.read()
    at = last.rfind(b"PK\x05\x06")
    members, size = int.from_bytes(last[at + 10 : at + 12], "little"), int.from_bytes(last[at + 12 : at + 16], "little")
    if at >= 0 and (members > limits.MEMBERS or size > limits.MEMBERS * 1_000):
        raise FormatError(path.name, *_TOO_MANY)


_TOO_MANY = (
    f"is an archive of too many members; at most {limits.MEMBERS:,} are read",
    "unpack it and import what you need",
)
_LAST = 22 + (1 << 16)
"""Bytes at the end of an archive that its own words may take."""


def _seven_zip_members(path: Path) -> list[Part]:
    """The members of a 7z archive, unpacked into a folder that lasts as long as they do."""
    folder = _Folder()
    names = subprocess_reader.unpacked(Part(path), folder.path)
    found = ((name, folder.path / name) for name in names if not Path(name).name.startswith("."))
    return [Part(path, name, unpacked=at, holds=folder) for name, at in found if at.is_file() and not at.is_symlink()]


class _Folder:
    """A folder that is removed when nobody knows of it any more."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="cjtrade-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
