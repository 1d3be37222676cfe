"""What a tab says of a pair it knows nothing about."""

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.pair import is_empty
from cjtrade_data.model.codes import FLOWS, OTHER_ASIA, WORLD
from cjtrade_tui.pages.common import area, sides
from cjtrade_tui.pages.page import Column, Page

TAIWAN = "TWN"
_TOLD = 3
"""Kinds of figures that are named."""


def nothing_imported(book: Book) -> str:
    """Where a pair's figures would come from, and what of it there is that is no flow of goods in a currency."""
    others = book.imported.others() if book.imported is not None else []
    if others:
        told = ", ".join(f"{count:,} of {measure} ({unit})" for measure, unit, count in others[:_TOLD])
        more = f" and {len(others) - _TOLD} other kinds" if len(others) > _TOLD else ""
        if any(measure in FLOWS and len(unit) == len("USD") for measure, unit, _ in others):
            groups = "of product groups that are not added up"
            return f"Of all goods between {sides(book)} nothing was imported: the store has {told}{more}, {groups}."
        return f"No exports or imports of goods between {sides(book)} in a currency: the store has {told}{more}."
    hint = _elsewhere(book)
    if TAIWAN in book.pair:
        codes = ":".join(OTHER_ASIA if code == TAIWAN else code for code in book.pair)
        hint = f" UN Comtrade and those who take it from there print Taiwan as Other Asia, nes: --pair {codes}"
    return f"Nothing of {sides(book)} has been imported: cjtrade-tui import FILE...{hint}"


def _elsewhere(book: Book) -> str:
    """With whom the pair's first trades in the store, and how that is opened; "" where it does with nobody."""
    partners = [] if book.imported is None else sorted(book.imported.partners["partner"].unique())
    if not partners:
        return ""
    first = WORLD if WORLD in partners else partners[0]
    more = f" and {len(partners) - 1} more" if partners[1:] else ""
    with_whom = "the world" if first == WORLD else area(book, first)
    told = f"the store has {area(book, book.pair[0])}'s trade with {with_whom}{more}"
    return f"; {told}: --pair {book.pair[0]}:{first}"


def no_products(book: Book) -> str:
    """Where the products of the pair would come from: its trade in all goods alone is no list of them."""
    if is_empty(book):
        return nothing_imported(book)
    goods = ", only all goods" if book.imported is not None else ""
    return f"No list of products between {sides(book)} has been imported{goods}: cjtrade-tui import FILE..."


def no_partners(book: Book) -> str:
    """Where the partners of the pair's first would come from: its trade with the second alone is no list of them."""
    if is_empty(book):
        return nothing_imported(book)
    return f"No list of {area(book, book.pair[0])}'s partners, of three or more, has been imported: cjtrade-tui import FILE..."


def nothing_about(book: Book, tab: str) -> Page:
    """The page of a tab whose subject is known of Cambodia and Japan alone."""
    return Page(
        tab=tab,
        title=f"{sides(book)}: no {tab}",
        columns=(Column("", key="note", right=False, least=18),),
        rows=(),
        empty=f"{tab.capitalize()} is about Cambodia and Japan only: there is nothing of {sides(book)}.",
    )
