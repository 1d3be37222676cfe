"""`python -m cjtrade_data.seal [FOLDER]`: check the tables row by row, then renew their sizes and checksums.

Run it after adding or mending a figure. A fault is told in one line and leaves the package as it was.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from .errors import BookError
from .validate import check_references, check_table, read_package


def seal(folder: Path) -> int:
    """Renew datapackage.json in `folder`, atomically; returns the number of tables. Raises BookError."""
    package = read_package(folder)
    for resource in package["resources"]:
        check_table(folder, resource)
    for resource in package["resources"]:
        check_references(folder, package, resource)
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
    new = folder / "datapackage.json.new"
    new.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    new.replace(folder / "datapackage.json")
    return len(package["resources"])


def main(arguments: list[str]) -> int:
    """Seal the folder named, the bundled tables by default; exit status 2 where a table is faulty."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent / "tables"
    try:
        print(f"{seal(folder)} tables sealed in {folder}")
    except BookError as error:
        print(f"seal: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
