"""Difference: a figure that something is held against, in words, and how far the two are apart."""

from fractions import Fraction

from ..book.book import Book
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Quantity, negated
from ..model.codes import BALANCES
from .cautions import is_compiler_inferred
from .formula import formula
from .rounding import plain_number
from .sentences import amount, balance_word, whose
from .titles import product_name


def number(held: Quantity) -> str:
    """An amount as printed, or as precise as it is known, with its sign."""
    words = amount(abs(held.value), held.unit, held.interval, held.figure)
    rate = held.figure.growth_decimals if held.figure is not None and held.measure != held.figure.measure else None
    if rate is not None and held.unit == "percent":
        words = f"{plain_number(abs(held.value), rate)} per cent"
    return f"-{words}" if held.value < 0 else words


def held_words(book: Book, held: Quantity) -> str:
    """The figure a number was held against: `237.22 million dollars, exports, Jan-Feb 2024, Cambodia's customs`; a balance as
    what it is, a surplus or a deficit; whose it is with "inferred" where its source does not say."""
    if held.measure in BALANCES and held.value < 0:
        held = negated(held, next(m for m in BALANCES if m != held.measure))
    own = held.figure is not None and held.figure.measure == held.measure
    limit = f"{held.figure.bound} " if own and held.figure is not None and held.figure.bound else ""
    name = book.names("measures").get(held.measure, held.measure.replace("_", " ")).lower()
    name = name.replace("fdi", "FDI").replace("gdp", "GDP")
    name = f"trade {balance_word(held)}" if held.measure in BALANCES else name
    name += f", {product_name(book, held.product).partition(';')[0]}" if held.product else ""
    by = whose(held.compiler, held.reporter, held.measure)
    by += " (inferred)" if any(is_compiler_inferred(book, f) for f in held.figures) else ""
    made = f", worked out as {formula(held)}" if held.figure is None else ""
    return f"{limit}{number(held)}, {name}, {held.period.label}, {by}{made}"


def difference_words(difference: Fraction, held: Quantity) -> str:
    """`0.78 million dollars too high (0.33 per cent)`; places for ranks, percentage points for per cent."""
    size = abs(difference)
    side = "too high" if difference > 0 else "too low"
    if held.unit == "rank":
        return f"{int(size)} place{'s' if size != 1 else ''} off"
    if held.unit == "percent":
        return f"{_digits(size)} percentage points {side}"
    relative = f" ({_digits(size / abs(Fraction(held.value)) * 100)} per cent)" if held.value else ""
    return f"{_sized(size, held)} {side}{relative}"


def _sized(size: Fraction, held: Quantity) -> str:
    """In the scale of the figure, unless it is too small for that."""
    if held.unit not in CURRENCIES:
        return f"{_digits(size)} {held.unit}".strip()
    most = max(size, abs(Fraction(held.value)))
    scales = [s for s in ((10**12, "trillion "), (10**9, "billion "), (10**6, "million ")) if most >= s[0]]
    scale, name = next((s for s in scales if size * 100 >= s[0]), (1, ""))
    return f"{_digits(size / scale)} {name}{CURRENCIES[held.unit]}"


def _digits(value: Fraction) -> str:
    """Three significant digits."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= Fraction(1, 10) else 3
    return plain_number(value, decimals)
