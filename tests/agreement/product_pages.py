"""The pages of Products, and for each number of a split what `frames.products` has of it."""

from collections.abc import Iterator
from functools import lru_cache

from bundled import BOOK

from cjtrade_data import Period, Selection
from cjtrade_data.book.book import Book
from cjtrade_data.derivation.products import bundled_splits
from cjtrade_data.frames import products

from .numbers import Number, Subject, Told

_DIRECTIONS = ("exports", "imports")


def selections(book: Book, of_tab: Selection) -> Iterator[Selection]:
    """Every view, in every direction, for every period and every product."""
    for view, flows in bundled_splits().items():
        for kept, flow in zip(_DIRECTIONS if len(flows) > 1 else ("",), flows, strict=True):
            shown, numbers = of_tab.with_(view=view, filter=kept), products.numbers(book, flow)
            yield from (shown.with_(period=Period.parse(p)) for p in numbers["period"].unique().sort())
            yield from (shown.with_(item=item) for item in numbers["product"].unique().sort())
    yield from (of_tab.with_(view="press", filter=kept) for kept in _DIRECTIONS)


def number(selection: Selection, row: object, column: object, reference: str) -> Told:
    """The number of a cell of a split, by its reference."""
    subject, found = _told()[reference]
    return 1e6 if found.unit == "USD" else 1.0, subject, found


@lru_cache(maxsize=1)
def _told() -> dict[str, tuple[Subject, Number]]:
    """Everything that can be told of the bundled splits, and of their markets, by its reference."""
    book, flows = BOOK, [flow for found in bundled_splits().values() for flow in found]
    found = {}
    for flow in (*flows, *(flow._replace(partner="WLD") for flow in flows)):
        for row in products.numbers(book, flow).iter_rows(named=True):
            measure = f"{row['measure']} of {row['product']}"
            number = Number(
                row["value"], row["low"], row["high"], row["unit"], row["status"], frozenset(row["source"].split())
            )
            found[row["reference"]] = (
                Subject(measure, flow.reporter, flow.partner, row["period"], flow.compiler),
                number,
            )
    return found
