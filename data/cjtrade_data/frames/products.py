"""Products: one flow split by product groups, as frames of floats in dollars and per cent; `derivation.products` says how."""

import polars as pl

from ..book.book import Book
from ..derivation import products
from ..derivation.products import Flow
from .columns import columns, floats

_NUMBERS = columns("period product measure value:float low:float high:float unit status reference source")


def numbers(book: Book, flow: Flow, within: str = "") -> pl.DataFrame:
    """Everything that can be told of a flow's groups, a row a number, by period, the largest group first.

    Columns: period, product, measure (the flow itself, `_growth`, the share of the flow, of the market, the revealed
    comparative advantage; of all groups together the concentration too), value, low, high, unit, status, reference (the
    figure's id, or what was worked out) and source. Of an imported flow by the HS codes within one.
    """
    made, whole, rows = products.split(book, flow, within), flow.whole, []
    for period in reversed(made.periods):
        for product in (whole, *(q.product for q in made.amounts(period))):
            for measure, make in made.measures.items():
                q = make(product, period) if product == whole or "concentration" not in measure else None
                if q is not None:
                    sources = " ".join(dict.fromkeys(figure.source for figure in q.figures))
                    named = q.unit, q.status, products.reference_of(q, flow), sources
                    rows.append((period.code, product, measure, *floats(q), *named))
    return pl.DataFrame(rows, schema=_NUMBERS, orient="row")
