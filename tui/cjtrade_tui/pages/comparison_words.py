"""How far two sides of a comparison are apart, in words."""

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.disputes import is_disputed
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.side_by_side import Sides
from cjtrade_data.wording.sentences import bounds_words, range_words
from cjtrade_tui.pages.common import Money
from cjtrade_tui.pages.number_format import number, percent

POINTS = "percentage points"


def between(difference: Quantity, form: str = "between {} and {}") -> str:
    """Between what ends the difference lies; where rounding leaves no digit that one would say in doubt, that it is exact, of
    estimates that nothing else is known."""
    if difference.is_estimate:
        return "of estimates: how exact is not known"
    exact = not bounds_words(difference)
    return "exact to the digits shown" if exact else range_words(difference.interval, difference.unit, form)


def signed(money: Money, difference: Quantity) -> str:
    """The difference with its sign, in the scale of its levels."""
    ends = difference.interval
    size = difference._replace(value=abs(difference.value)) if ends.is_either_way else difference
    points = number(float(size.value), float(ends.low), float(ends.high))
    sign = "±" if ends.is_either_way else "+" * (difference.value > 0)
    return f"{sign}{points if difference.unit == POINTS else money.words_of(size)}"


def amount(money: Money, difference: Quantity) -> str:
    """The same with its unit."""
    return f"{signed(money, difference)} {POINTS if difference.unit == POINTS else money.words}"


def printed(book: Book, sides: Sides) -> str:
    """What the source prints as growth, and what the levels give."""
    if sides.worked_out is None or sides.percent is None:
        return ""
    printed, worked = (
        percent(float(q.value), float(q.interval.low), float(q.interval.high), most=2)
        for q in (sides.percent, sides.worked_out)
    )
    disputed = ", which is disputed" if is_disputed(book, sides.percent) else ""
    return f"; its source prints growth of {printed}{disputed}; the levels give {worked}"
