"""`python -m tests.agreement [FILE]`: every number held against every other face, and a table of all that disagrees."""

import sys
from pathlib import Path

from . import compare, pages
from .numbers import Disagreement, table


def every_comparison() -> list[Disagreement]:
    """What the slow tests find, together, what is no fault included."""
    found: list[Disagreement] = [*compare.lists(), *compare.pinned_down(), *compare.exports(pages.cells("sources"))]
    for tab in pages.TABS:
        cells = pages.cells(tab)
        found += [
            *compare.texts(cells),
            *compare.cards(compare.in_dollars(cells)),
            *compare.printed(tab),
            *compare.headlines(tab),
        ]
        if tab in ("flows", "partners"):
            found += [*compare.one_number_each(cells), *compare.converted(cells), *compare.claims(cells)]
        if tab in ("flows", "partners", "investment"):
            found += compare.lookups(compare.in_dollars(cells))
    return found


if __name__ == "__main__":
    told = table(every_comparison(), most=10**6)
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(f"{told}\n", encoding="utf-8")
    else:
        print(told)
