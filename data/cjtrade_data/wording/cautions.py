"""Cautions: what is to be said with a number that was worked out, of the prints it stands on: a compiler that was inferred, a
print that others contradict."""

from collections.abc import Iterator
from itertools import combinations

from ..book.book import Book
from ..derivation.disputes import is_disputed, is_in_doubt
from ..derivation.levels import series
from ..derivation.quantity import Quantity, growth_of, printed
from ..model.codes import LEVELS, spelled
from ..model.figure import Figure
from ..model.imported_compiler import name_of
from .sentences import amount, capital

IN_DOUBT = "one of several prints that cannot all hold"
PRINTED_OTHERWISE = "it, or its growth, is printed otherwise elsewhere"


def cautions(book: Book, quantity: Quantity) -> list[str]:
    """A sentence for each print behind a number that was worked out or converted of which something is inferred or contested;
    none of a print, of which its own answer tells."""
    if quantity.figure is not None and not quantity.is_converted:
        return []
    behind = dict.fromkeys(leaf for leaf in _prints(quantity) if not leaf.unit.endswith(" per USD"))
    told = (
        f"{capital(spelled(q.measure))}, {q.period.label}, {amount(abs(q.value), q.unit, q.interval, q.figure)}: {why}."
        for q in behind
        for why in _why(book, q)
    )
    return list(dict.fromkeys(told))


def is_compiler_inferred(book: Book, figure: Figure) -> bool:
    """Whether the source of a print names no compiler, so that whose it is was inferred."""
    return figure.source in book.sources and not book.sources[figure.source].names_compiler


def _prints(quantity: Quantity) -> Iterator[Quantity]:
    """The printed numbers that a number was made of, levels and rates."""
    if quantity.derivation is None:
        yield quantity
    else:
        for each in quantity.derivation.inputs:
            yield from _prints(each)


def _why(book: Book, known: Quantity) -> Iterator[str]:
    figure = known.figure
    if figure is None:
        return
    if is_compiler_inferred(book, figure):
        yield f"its source names no compiler, {name_of(known.compiler)} is inferred"
    if is_disputed(book, known):
        yield "disputed, other figures leave no room for it"
    elif is_in_doubt(book, known):
        yield f"in doubt, {IN_DOUBT}"
    elif _is_printed_otherwise(book, known):
        yield PRINTED_OTHERWISE


def _is_printed_otherwise(book: Book, known: Quantity) -> bool:
    """Whether its compiler's prints of the same thing have levels, or rates of growth, that cannot all be right."""
    if known.measure not in LEVELS:
        return False
    prints = series(book, known.reporter, known.partner, known.compiler, known.product).prints(
        known.measure, known.period
    )
    levels, rates = map(printed, prints), filter(None, map(growth_of, prints))
    return any(not a.interval.meets(b.interval) for of in (levels, rates) for a, b in combinations(of, 2))
