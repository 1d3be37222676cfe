"""Above: who a source names before the partner whose rank it prints, whether or not it prints their figures."""

from __future__ import annotations

from ..book.book import Book
from ..model.codes import WORLD
from ..model.figure import Figure
from ..model.records import Statement
from .quantity import Quantity
from .rankings import MEASURES, RANK
from .series import series


def names_above(book: Book, rank: Quantity) -> list[str]:
    """The partners before the one whose rank is printed: as a source names them, in its order, else by their figures."""
    for statement in book.statements:
        if rank.figure is not None and rank.figure.id in statement.figure_ids:
            names = _ordered_names(book, statement, rank.partner)
            if len(names) == int(rank.value) - 1:
                return names
    return [q.partner for q in _above_by_size(book, rank)]


def order_figures(book: Book, rank: Quantity) -> list[Figure]:
    """What an order of partners stands on: the printed rank, and the amounts where no source names the order."""
    return [*rank.figures, *(f for q in _above_by_size(book, rank) for f in q.figures)]


def _above_by_size(book: Book, rank: Quantity) -> list[Quantity]:
    """The partners with more, by size, where exactly as many are printed as a printed rank says; else none."""
    measure = next((m for m in MEASURES if RANK[m] == rank.measure), "")
    if rank.figure is None or not measure:
        return []
    home = book.pair[0]
    sizes = {
        q.partner: q
        for name, reporter, partner, product in book.index.keys(of_goods=False)
        if name == measure and reporter == home and not product and partner not in ("", WORLD)
        for q in [series(book, home, partner, rank.compiler).level(measure, rank.period)]
        if q is not None and q.figure is not None
    }
    own = sizes.pop(rank.partner, None)
    larger = [q for q in sizes.values() if own is not None and q.value > own.value]
    return sorted(larger, key=lambda q: -q.value) if len(larger) == int(rank.value) - 1 else []


def _ordered_names(book: Book, statement: Statement, but: str) -> list[str]:
    """The countries a statement names, in the order of its sentence, `but` one and the pair's first."""
    text = statement.paraphrase
    places = {c: text.find(a.name) for c, a in book.areas.items() if a.kind == "country" and a.name in text}
    return [c for c, _ in sorted(places.items(), key=lambda item: item[1]) if c not in (but, book.pair[0])]
