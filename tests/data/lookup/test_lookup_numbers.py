"""A number asked for alone: every one that the book prints finds what it is of."""

from __future__ import annotations

from cjtrade_data.book.book import Book
from cjtrade_data.lookup.api import ask


def _prints(book: Book) -> set[tuple[str, str]]:
    found = set()
    for measure, reporter, partner, product in book.keys(of_goods=False):
        for figure in book.prints(measure, reporter, partner, product):
            if figure.status == "reported" and figure.growth_pct is not None:
                found.add((f"{abs(figure.growth_pct)}%", figure.id))
    return found


def test_every_printed_growth_asked_for_alone_is_answered():
    prints = _prints(Book())
    assert len(prints) > 100
    for question, _ in prints:
        assert ask(question).answers, question


def test_a_growth_beside_a_stock_is_told_with_the_stock():
    [answer, *_] = ask("9%").answers
    assert answer.measure == "fdi_stock" and "up 9 per cent on the year" in answer.text
