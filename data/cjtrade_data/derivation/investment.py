"""Investment: stock, inflow and approvals, three concepts that are never put in one list.

NBC prints the stock (what there is at a moment) and the inflow (of a period); CDC prints approvals (what investors were
licensed to bring, in a period or since the 1990s). A line is one investor, or one sector, at one moment or in one period.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..book.book import Book
from ..book.caching import cached
from ..errors import IncomparableError
from ..model.codes import BASES, WORLD, growth_measure
from ..model.figure import Figure
from ..model.period import Period
from ..model.reference import Reference
from .comparisons import growth, share
from .quantity import Operation, Quantity, counted, derive, growth_of, printed

GROUPS = ("article_2024_03", "investment_press")
SECTOR = "SECTOR:"
LEVEL = {"stock": "fdi_stock", "inflow": "fdi_inflow", "approval": "approved_investment"}
"""The amount of each concept."""
_COUNTED = {"stock": (), "inflow": (), "approval": ("approved_projects",)}
OTHERS = "XOT"
RANKED = ("stock", "inflow")
"""Concepts whose lists name the largest investors; of approvals they name some."""


def figures(book: Book, basis: str) -> list[Figure]:
    """All figures of one concept ("stock", "inflow" or "approval"), by period, partner and measure.

    Raises IncomparableError for anything else: there is no "all".
    """
    if basis not in BASES:
        raise IncomparableError(
            f"'{basis}' is no concept of investment: choose one of {', '.join(BASES)}, never several"
        )
    found = [f for f in book.figures_in(*GROUPS) if f.basis == basis]
    return sorted(found, key=lambda f: (f.period, f.partner, f.measure, f.product, f.unit, f.id))


class InvestmentLine(NamedTuple):
    """What is known of an investor (of all together, `WLD`), or of a sector of theirs, in one period, by one compiler.

    `numbers` by measure, printed where somebody printed them: the amount, in dollars and (`..._khr`) in riel, its share
    in the amount of all, growth on the year before, rank, and of approvals the number of projects.
    """

    basis: str
    period: Period
    partner: str
    product: str
    compiler: str
    numbers: dict[str, Quantity]

    @property
    def key(self) -> str:
        """Names the line: `2023-03-31 JPN NBC`, and the sector it is of."""
        words = (self.period.code, self.partner, self.compiler, self.product.removeprefix(SECTOR))
        return " ".join(filter(None, words))

    @property
    def is_since_a_year(self) -> bool:
        """Whether it adds up what several years brought."""
        return self.period.months > 12

    @property
    def size(self) -> Quantity | None:
        """What investors are put in order by: the share, else the amount."""
        level = LEVEL[self.basis]
        return self.numbers.get(f"{level}_share") or self.numbers.get(level)


@cached
def lines(book: Book, basis: str) -> list[InvestmentLine]:
    """The investors of a concept, newest period first; all together lead, then by size, and other investors close."""
    known: dict[tuple[str, Period, str, str, str], InvestmentLine] = {}
    for f in figures(book, basis):
        key = (basis, f.period, f.partner, f.product, f.compiler)
        known.setdefault(key, InvestmentLine(*key, {})).numbers[column_of(f)] = printed(f)
    found = list(known.values())
    for line in found:
        _add_growth(line, known)
        _add_parts(line, known)
    for line in found:
        _add_rank(book, line, found)
    return sorted(found, key=lambda line: (-line.period.last, -line.period.months, *_by_size(line)))


def sector_lines(book: Book, basis: str) -> list[InvestmentLine]:
    """The sectors of a concept, newest period first, the largest first."""
    found = [line for line in lines(book, basis) if line.product]
    return sorted(found, key=lambda line: (-line.period.last, *_by_size(line)))


def investor_lines(book: Book, basis: str) -> list[InvestmentLine]:
    """The lines of investors in all sectors together."""
    return [line for line in lines(book, basis) if not line.product]


def column_of(number: Quantity | Figure) -> str:
    """The number of a line that a quantity is."""
    return number.measure + ("_khr" if number.unit == "KHR" else "")


def basis_of(quantity: Quantity) -> str:
    """The concept a number is of, "" for what is no investment by investor."""
    of_measure = (basis for basis, level in LEVEL.items() if quantity.measure.startswith((level, *_COUNTED[basis])))
    return next(of_measure, "")


def line_of(book: Book, basis: str, quantity: Quantity) -> InvestmentLine | None:
    """The line that has a number of a concept; None where none has."""
    wanted = (quantity.period, quantity.partner, quantity.product, quantity.compiler)
    own = (line for line in lines(book, basis) if line[1:5] == wanted)
    return next((line for line in own if column_of(quantity) in line.numbers), None)


def derived(book: Book, named: Reference) -> Quantity | None:
    """The number of an investor that a reference names."""
    wanted = (named.period, named.partner, "", named.compiler)
    found = (line for basis in LEVEL for line in lines(book, basis) if line[1:5] == wanted)
    return next((line.numbers[named.measure] for line in found if named.measure in line.numbers), None)


def prints(found: Iterable[InvestmentLine]) -> list[Figure]:
    """The printed figures of some lines, in their order."""
    numbers = (q for line in found for q in line.numbers.values())
    return list(dict.fromkeys(q.figure for q in numbers if q.figure is not None))


def _by_size(line: InvestmentLine) -> tuple[bool, bool, Fraction | int, str, str]:
    size = 0 if line.size is None else -line.size.value
    return line.partner != WORLD, line.partner == OTHERS, size, line.partner, line.product


_Known = dict[tuple[str, Period, str, str, str], InvestmentLine]


def _add_growth(line: InvestmentLine, known: _Known) -> None:
    """Growth as it is printed by itself, else beside the amount, else against the amount of the year before."""
    level = LEVEL[line.basis]
    name, amount = growth_measure(level), line.numbers.get(level)
    if name in line.numbers or amount is None:
        return
    beside = growth_of(amount.figure) if amount.figure is not None else None
    before = known.get((line.basis, line.period.year_before, *line[2:5]))
    then = before.numbers.get(level) if before is not None and not line.is_since_a_year else None
    found = beside or growth(amount, then)
    if found is not None:
        line.numbers[name] = found


def _add_parts(line: InvestmentLine, known: _Known) -> None:
    """The share that an amount is of the whole, or the amount that a share is of it."""
    level = LEVEL[line.basis]
    whole = known.get((line.basis, line.period, WORLD, "", line.compiler))
    total = whole.numbers.get(level) if whole is not None and whole is not line else None
    amount, part = line.numbers.get(level), line.numbers.get(f"{level}_share")
    if total is None or total.is_open:
        return
    if amount is None and part is not None:
        line.numbers[level] = derive(Operation.PART, part, total, measure=level, unit=total.unit)
    elif part is None and amount is not None:
        found = share(amount, total, f"{level}_share")
        if found is not None:
            line.numbers[f"{level}_share"] = found


def _add_rank(book: Book, line: InvestmentLine, found: Sequence[InvestmentLine]) -> None:
    """The place in a list that names the largest and puts all others together, where rounding leaves no doubt of it."""
    name = f"{LEVEL[line.basis]}_rank"
    if line.basis not in RANKED or line.product or name in line.numbers:
        return
    listed = [o for o in found if (o.period, o.compiler, o.product) == (line.period, line.compiler, "")]
    sizes = {o.partner: o.size for o in listed if o.size is not None and book.areas[o.partner].kind == "country"}
    own = sizes.get(line.partner)
    if own is None or not any(o.partner == OTHERS for o in listed):
        return
    if any(q.interval.meets(own.interval) for q in sizes.values() if q is not own):
        return
    above = [q for q in sizes.values() if q.value > own.value]
    note = f"place among the {len(sizes)} investors that the source names before all others"
    line.numbers[name] = counted(
        own, len(above) + 1, Operation.RANK, [*above, own], measure=name, unit="rank", note=note
    )


def investors(book: Book) -> list[str]:
    """Everyone who has a line of any concept: all together, then by the newest list of the stock, then of the inflow."""
    found = (line.partner for basis in LEVEL for line in investor_lines(book, basis))
    named = list(dict.fromkeys(found))
    return sorted(named, key=lambda partner: (partner != WORLD, partner == OTHERS))


def newest(book: Book, basis: str, partner: str) -> InvestmentLine | None:
    """The newest line of an investor that has an amount or a share, of one year or part of it."""
    own = (line for line in investor_lines(book, basis) if line.partner == partner and not line.is_since_a_year)
    return next((line for line in own if line.size is not None), None)
