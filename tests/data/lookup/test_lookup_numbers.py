"""A number asked for alone: every one that the book prints finds what it is of."""

import pytest
from bundled import BOOK

from cjtrade_data.book.book import Book
from cjtrade_data.lookup.api import ask


def _prints(book: Book) -> set[tuple[str, str]]:
    found = set()
    for measure, reporter, partner, product in book.index.keys(of_goods=False):
        for figure in book.prints(measure, reporter, partner, product):
            if figure.status == "reported" and figure.growth_pct is not None:
                found.add((f"{abs(figure.growth_pct)}%", figure.id))
    return found


def test_every_printed_growth_asked_for_alone_is_answered():
    prints = _prints(BOOK)
    assert len(prints) > 100
    for question, _ in prints:
        assert ask(question).answers, question


def test_a_growth_beside_a_stock_is_told_with_the_stock():
    [answer, *_] = ask("9%").answers
    assert answer.measure == "fdi_stock" and "up 9 per cent on the year" in answer.text


@pytest.mark.parametrize(
    ("question", "last_printed", "later"),
    [
        ("latest FDI stock of Japan", "2.806 billion dollars", ["about 3,000 million dollars", "December 2023"]),
        ("How much has Japan invested in Cambodia in total?", "2.806 billion dollars", ["about 3,000 million dollars"]),
        ("Japan's FDI inflow", "185 million dollars", ["about 220 million dollars", "7.6 per cent", "in 2023"]),
        ("latest FDI stock of China", "20.59 billion dollars", ["about 22.07 billion", "includes Taiwan"]),
    ],
)
def test_the_last_amount_printed_is_told_with_what_is_known_of_later_and_is_not_called_the_latest(
    question, last_printed, later
):
    first, second, *_ = ask(question).answers
    assert last_printed in first.text and "the latest amount printed" in first.reading
    assert all(words in first.text for words in ["No later amount is printed.", "worked out from", *later])
    assert "the latest there is" not in first.reading and second.status == "derived"


def test_of_an_amount_that_is_printed_for_the_newest_period_nothing_later_is_told():
    first, *_ = ask("foreign investment stock in Cambodia").answers
    assert "the latest there is" in first.reading and "No later amount" not in first.text


def test_a_period_that_is_named_is_answered_alone():
    first, *_ = ask("Japanese FDI stock at the end of March 2023").answers
    assert "2.806 billion" in first.text and "No later amount" not in first.text
