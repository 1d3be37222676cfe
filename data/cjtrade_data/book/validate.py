"""Is a table what its package says it is? One line that names the file, the row, the reason and the mend if not.

Reading Polars' way is quick but says little of what is wrong, so files whose checksum differs are read here
row by row.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import BookError
from ..model.codes import FIGURE_COLUMNS
from ..safe_text import LONGEST, safe_text
from .tables import TABLES

TYPES = {"string": "String", "number": "Float64", "integer": "Int64"}
"""The Frictionless types a column may have, and the Polars type each becomes."""
NEEDED = set(
    """
    areas editions events measures mentions organisations people sectors sources statements figures-aid-projects
    figures-aid-wdi figures-article-2024-03 figures-context-fx figures-context-wdi figures-country-wits
    figures-investment-press figures-pair-press figures-pair-wits figures-partners-baci figures-partners-press
    figures-partners-wits figures-products-wits figures-society-press
""".split()
)
"""The tables the queries read by name; a package may hold more."""
_ANEW = "make it anew: python -m cjtrade_data package"
_SEAL = "if the change is meant, renew the seal: python -m cjtrade_data package"


def check_package(folder: Path) -> dict[str, Any]:
    """The package's description, its files proved to be those it was sealed with, and plain text; that those of the bundled
    ones are is proved by a test. Raises BookError."""
    package = read_package(folder)
    for resource in package["resources"]:
        is_result = resource["path"].startswith("results/")
        if not is_sealed(folder, resource):
            if not is_result:
                check_table(folder, resource)
                check_references(folder, package, resource)
            mend = _ANEW if is_result else _SEAL
            raise BookError(resource["path"], "differs from its checksum in datapackage.json", mend)
        if not is_result and folder != TABLES and not is_plain(folder, resource):
            check_table(folder, resource)
    return package


def read_package(folder: Path) -> dict[str, Any]:
    """datapackage.json as a mapping. Raises BookError where it is missing or broken."""
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        names = {resource["name"] for resource in package["resources"]}
        for resource in package["resources"]:
            _check_description(resource, names)
    except OSError:
        raise BookError("datapackage.json", f"not found in {folder}", "name a folder of tables") from None
    except KeyError as error:
        raise BookError("datapackage.json", f"is not a data package (no {error})", "restore the file") from None
    except (ValueError, TypeError, AttributeError, re.error) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise BookError("datapackage.json", f"is not a data package ({error})", "restore the file", row) from None
    lacking = sorted(NEEDED - names)
    if lacking:
        raise BookError("datapackage.json", f"describes no table {', '.join(lacking)}", "restore the file")
    return dict(package)


def _check_description(resource: dict[str, Any], names: set[str]) -> None:
    """Raise KeyError, TypeError, ValueError and the like unless a table can be read by this description."""
    name = resource["name"]
    if not isinstance(resource["path"], str):
        raise TypeError(f"the path of {name} is no text")
    resource["hash"], resource["bytes"]
    columns = {}
    for field in resource["schema"]["fields"]:
        columns[field["name"]] = TYPES.get(field["type"])
        if field["type"] not in TYPES:
            raise ValueError(f"column {field['name']} of {name} has the unknown type {field['type']}")
        re.compile(field.get("constraints", {}).get("pattern", ""))
    if name.startswith("figures-") and list(columns.items()) != list(FIGURE_COLUMNS.items()):
        raise ValueError(f"the columns of {name} are not those of figures, in their order and types")
    for key in resource["schema"].get("foreignKeys", ()):
        if key["fields"] not in columns or key["reference"]["resource"] not in names:
            raise ValueError(f"a reference of {name} has no column or no table")
        key["reference"]["fields"]


def is_sealed(folder: Path, resource: dict[str, Any]) -> bool:
    """Whether the file is the one the package was sealed with. Raises BookError where it is missing."""
    try:
        content = (folder / resource["path"]).read_bytes()
    except OSError:
        raise BookError(resource["path"], "is missing", "restore the file") from None
    checksum = "sha256:" + hashlib.sha256(content).hexdigest()
    return len(content) == resource["bytes"] and checksum == str(resource["hash"])


def is_plain(folder: Path, resource: dict[str, Any]) -> bool:
    """Whether the file is UTF-8 without control characters and the like, in lines of a length that can be right.

    A seal says only that nobody changed the file since; who made it may have meant harm.
    """
    try:
        lines = (folder / resource["path"]).read_bytes().decode().replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        return False
    return "".join(lines).isprintable() and max(map(len, lines)) <= LONGEST


def check_table(folder: Path, resource: dict[str, Any]) -> None:
    """Raise BookError at the first row that breaks the table's schema."""
    fields, path = resource["schema"]["fields"], resource["path"]
    longest = csv.field_size_limit() if path.startswith("results/") else LONGEST
    unique = {f["name"] for f in fields if f.get("constraints", {}).get("unique")}
    seen: dict[str, set[str]] = {name: set() for name in unique}
    for line, row in read_rows(folder, resource):
        for field in fields:
            name, value = field["name"], row[field["name"]]
            reason = _fault(field, value, longest)
            if reason:
                raise BookError(path, f"{name} {reason}", "correct the cell", line)
            if name in unique:
                if value in seen[name]:
                    raise BookError(path, f"{name} '{value}' stands twice", "give each row its own", line)
                seen[name].add(value)


def read_rows(folder: Path, resource: dict[str, Any]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, cells) of each row. Raises BookError for a header or a row of the wrong shape."""
    path = resource["path"]
    names = [f["name"] for f in resource["schema"]["fields"]]
    try:
        content = (folder / path).read_bytes()
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BookError(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8", line) from None
    except OSError:
        raise BookError(path, "is missing", "restore the file") from None
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    try:
        header = next(reader, [])
        if header != names:
            lacking = [n for n in names if n not in header]
            reason = (
                f"has no column {', '.join(lacking)}" if lacking else f"columns are not in the order {', '.join(names)}"
            )
            raise BookError(path, reason, "restore the header", 1)
        # A stray quote swallows lines that follow: the row is at fault where it starts, not where it ends.
        line = reader.line_num + 1
        for row in reader:
            if len(row) != len(names):
                raise BookError(path, f"has {len(row)} cells instead of {len(names)}", "restore the row", line)
            yield line, dict(zip(names, row, strict=True))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BookError(path, f"is not CSV ({error})", "restore the row", line) from None
    if text and not text.endswith("\n"):
        raise BookError(path, "ends inside a row", "restore the file", reader.line_num)


def _fault(field: dict[str, Any], value: str, longest: int) -> str:
    constraints = field.get("constraints", {})
    if len(value) > longest:
        return f"has {len(value)} characters; a cell holds {longest} at most"
    if not value.isprintable() and safe_text(line := value.replace("\n", " ")) != line:
        return f"holds U+{ord(next(c for c in line if not c.isprintable())):04X}, which is no text"
    if not value:
        return "is empty" if constraints.get("required") else ""
    if field["type"] == "number" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", value):
        return f"'{value}' is not a number"
    if field["type"] == "integer" and not re.fullmatch(r"-?[0-9]+", value):
        return f"'{value}' is not a whole number"
    allowed = constraints.get("enum")
    if allowed and value not in allowed:
        return f"'{value}' is none of {', '.join(map(str, allowed))}"
    pattern = constraints.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        return f"'{value}' does not read as {pattern}"
    return ""


def check_references(folder: Path, package: dict[str, Any], resource: dict[str, Any]) -> None:
    """Raise BookError at the first cell that points at nothing."""
    by_name = {r["name"]: r for r in package["resources"]}
    for key in resource["schema"].get("foreignKeys", ()):
        column, target = key["fields"], key["reference"]
        known = {row[target["fields"]] for _, row in read_rows(folder, by_name[target["resource"]])}
        for line, row in read_rows(folder, resource):
            if row[column] and row[column] not in known:
                reason = f"{column} '{row[column]}' is not in {by_name[target['resource']]['path']}"
                raise BookError(resource["path"], reason, "correct the cell or add what it names", line)
