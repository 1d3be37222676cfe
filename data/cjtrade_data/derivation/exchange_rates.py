"""Exchange rates: the one place where an amount becomes another currency.

An amount is converted at the rate of its own period, one rule for all currencies:

- a whole year at the official annual average (World Bank WDI); where there is none, at the unweighted mean of its
  twelve monthly averages;
- a month, or months within one year, at the unweighted mean of their monthly averages; where one of these is missing,
  at the annual average of the year, and it is said so. Of the riel there are no monthly averages: its annual ones of
  2012 to 2024, the years of which there are shorter figures, lie within 2.2 per cent of each other;
- an amount at a point in time, a stock, as the month that it ends.

A period that reaches over several years has no rate, and no other period's is taken where none is printed. The
interval of what is converted is that of the amount times that of the rate. Ratios, shares and ranks do not depend on
the currency; growth does, and is that of the two amounts, each converted at its own period's rate.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from ..book.book import Book
from ..book.caching import cached
from ..errors import NoRateError
from ..model.codes import LEVELS, rate_of
from ..model.imported_compiler import is_imported
from ..model.period import Period
from . import comparisons
from .levels import series
from .quantity import Operation, Quantity, derive, printed

_MONEY = re.compile("[A-Z]{3}")
CURRENCIES = {"USD": "dollars", "KHR": "riel", "JPY": "yen"}
ONE = {"USD": "dollar", "KHR": "riel", "JPY": "yen"}


@cached
def known(book: Book, currency: str) -> Mapping[Period, str]:
    """The ids of the printed rates of a currency for a dollar, by month and year. Raises NoRateError for one without."""
    reporters = {a.currency: a.code for a in book.areas.values() if a.currency}
    if currency not in reporters:
        raise NoRateError(f"there are no {currency} rates: choose {' or '.join(sorted(reporters, reverse=True))}")
    stamps = book.index.stamps("exchange_rate", reporters[currency], "")
    return {s.period: s.id for s in stamps if not is_imported(s.compiler)}


def rate(book: Book, currency: str, period: Period) -> Quantity:
    """So many of a currency for a dollar, on average over a period. Raises NoRateError where nothing gives it."""
    found = _rate(book, currency, period)
    if found is None:
        raise _lacking(book, currency, period)
    return found


def cross_rate(book: Book, currency: str, base: str, period: Period) -> Quantity:
    """So many of a currency for one of another, by what each was worth in dollars; raises as `rate` does, and where the two are
    not of one span: a month of the one, and the year of the other."""
    over, under = rate(book, currency, period), rate(book, base, period)
    if over.period != under.period:
        over, under = (rate(book, c, Period.of_year(period.year)) for c in (currency, base))
    found = comparisons.ratio(over, under, "exchange_rate", f"{currency} per {base}")
    if found is None:
        raise _lacking(book, currency, period)
    return found


@cached
def _rate(book: Book, currency: str, period: Period) -> Quantity | None:
    ids, first = known(book, currency), period.last if period.first is None else period.first
    if first // 12 != period.year:
        return None
    year = Period.of_year(period.year)
    if period.is_year and year in ids:
        return printed(book.figure(ids[year]))
    months = [Period(m, m) for m in range(first, period.last + 1)]
    if all(month in ids for month in months):
        averages = [printed(book.figure(ids[month])) for month in months]
        return averages[0] if len(averages) == 1 else comparisons.average(averages, period)
    return printed(book.figure(ids[year])) if year in ids else None


def _lacking(book: Book, currency: str, period: Period) -> NoRateError:
    """Which rate there is not, and which there are: `no JPY rate for Jul 2026: there are annual averages of ...`."""
    ids = known(book, currency)
    several = period.first is not None and period.first // 12 != period.year
    why = ", which reaches over several years" if several else ""
    have = [f"annual averages of {_reach(p for p in ids if p.is_year)}"]
    if not all(p.is_year for p in ids):
        have.append(f"monthly ones of {_reach(p for p in ids if p.is_month)}")
    words = f"no {currency} rate for {period.label}{why}: there are {' and '.join(have)}"
    return NoRateError(words, None if several else period.year)


def _reach(periods: Iterable[Period]) -> str:
    """`1960 to 1973 and 1990 to 2024`: from when to when, without the gaps."""
    ordered = sorted(periods)
    ends = [ordered[0], *(p for a, b in pairwise(ordered) if a.last + b.months != b.last for p in (a, b)), ordered[-1]]
    return " and ".join(f"{a.label} to {b.label}" for a, b in zip(ends[::2], ends[1::2], strict=True))


def implied(riel: Quantity, dollars: Quantity) -> Quantity | None:
    """The rate a source used that prints one amount in both currencies."""
    return comparisons.ratio(riel, dollars, "exchange_rate", f"{riel.unit} per {dollars.unit}")


def in_currency(book: Book, quantity: Quantity, currency: str) -> Quantity:
    """A number in a currency: an amount converted, growth worked out from converted amounts, anything else as it is.

    Raises NoRateError, which says why, where that cannot be.
    """
    if currency in ("", quantity.unit):
        return quantity
    if quantity.unit in CURRENCIES:
        return _converted(book, quantity, currency)
    _require_rates(book, quantity.unit)
    if quantity.derivation is not None and quantity.derivation.operation in (
        Operation.COMPOUND,
        Operation.CONTRIBUTION,
    ):
        raise NoRateError(
            f"{quantity.measure.replace('_', ' ')} is not worked out in {currency}, only levels and growth"
        )
    ends = _ends(book, quantity, currency)
    if ends is None or ends[0].unit == currency:
        return quantity
    now, then = (_converted(book, end, currency) for end in ends)
    found = comparisons.growth(now, then, quantity.measure)
    if found is None:
        raise NoRateError(
            f"no growth in {currency} for {quantity.period.label}: one of the two is known as a limit only"
        )
    return found


def _require_rates(book: Book, unit: str) -> None:
    """Raise NoRateError for a unit that is a currency of which there are no rates."""
    if unit not in CURRENCIES and _MONEY.fullmatch(unit):
        known(book, unit)


def in_currency_or_why(book: Book, quantity: Quantity, currency: str) -> tuple[Quantity | None, str]:
    """The same as `in_currency`, or None and why it cannot be."""
    try:
        return in_currency(book, quantity, currency), ""
    except NoRateError as error:
        return None, str(error)


def _converted(book: Book, amount: Quantity, currency: str) -> Quantity:
    _require_one_period(amount, currency)
    dollars = amount
    if amount.unit != "USD":
        over = rate(book, amount.unit, amount.period)
        dollars = derive(Operation.INTO_DOLLARS, amount, over, unit="USD")
    if currency == "USD":
        return dollars
    return derive(Operation.CONVERSION, dollars, rate(book, currency, amount.period), unit=currency)


def _require_one_period(amount: Quantity, currency: str) -> None:
    """What sets amounts of several periods against each other has no one rate."""
    made = amount.derivation
    if made is None or made.operation not in (Operation.DIFFERENCE, Operation.SUM, Operation.AVERAGE):
        return
    periods = {q.period for q in made.inputs}
    one = len(periods) == 1 if made.operation is Operation.DIFFERENCE else len({p.year for p in periods}) == 1
    if not one:
        labels = ", ".join(p.label for p in sorted(periods))
        raise NoRateError(f"no one {currency} rate for amounts of {labels}: ask for each in {currency}")


def _ends(book: Book, growth: Quantity, currency: str) -> tuple[Quantity, Quantity] | None:
    """The two amounts between which something grew; None where it is no growth of amounts."""
    made, (base, back) = growth.derivation, rate_of(growth.measure) or ("", 0)
    if made is not None and made.operation is Operation.GROWTH:
        now, then = made.inputs
        if currency != now.unit:
            _require_rates(book, now.unit)
        return (now, then) if now.unit in CURRENCIES else None
    if currency == "USD" or growth.unit != "percent" or base not in LEVELS:
        return None  # growth of trade is printed in dollars
    own = series(book, growth.reporter, growth.partner, growth.compiler, growth.product)
    levels = own.finest(base, growth.period), own.finest(base, growth.period.shift(-back))
    if levels[0] is None or levels[1] is None:
        raise NoRateError(f"no growth in {currency} for {growth.period.label}: only the growth in dollars is known")
    return levels[0], levels[1]


def amount_behind(quantity: Quantity) -> Quantity:
    """What was converted, in the currency it is known in; a quantity that was not converted itself."""
    while quantity.is_converted and quantity.derivation is not None:
        quantity = quantity.derivation.inputs[0]
    return quantity


def rates_behind(quantity: Quantity) -> tuple[Quantity, ...]:
    """The rates an amount was converted at, in the order of their use."""
    found: list[Quantity] = []
    while quantity.is_converted and quantity.derivation is not None:
        found[:0] = quantity.derivation.inputs[1:]
        quantity = quantity.derivation.inputs[0]
    return tuple(found)
