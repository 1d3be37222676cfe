"""`python -m cjtrade_data package [FOLDER]`: check and seal the tables, the bundled ones by default, and make their results."""

import sys
from pathlib import Path

from .book.tables import TABLES
from .packaging import package

USAGE = "python -m cjtrade_data package [FOLDER]"


def main(arguments: list[str]) -> int:
    """Exit status 2 where a table is faulty, the solver is missing, or the command is another."""
    if arguments[:1] != ["package"] or len(arguments) > 2:
        print(f"usage: {USAGE}", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if arguments[1:] else TABLES
    try:
        print(f"{package(folder)} tables sealed in {folder}")
    except ValueError as error:
        print(f"package: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
