"""Two periods, two partners or the two reporters side by side, with what sets them apart.

A difference is of like with like: one reporter, one compiler or edition, one valuation, as many months. The two reporters
of a flow have a mirror gap, which is no change. What is not compared says why.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ..book.book import Book
from ..book.code_lists import compilers
from ..model.codes import FLOWS
from ..model.imported_compiler import currency_of, is_imported, is_unpublished
from ..model.period import Period
from ..model.reference import Reference, seen_from_first
from . import comparisons, pair
from .levels import series
from .partners import pair_lists
from .quantity import Quantity
from .rankings import MEASURES, SHARE

_LESS, _PERCENT = "_less_", "_percent"
_GAP = "_mirror_gap"
_LISTED = (*MEASURES, *SHARE.values())
_NO_GAP = "total and balance mix FOB and CIF within one reporter's figures and have no mirror gap"


class Sides(NamedTuple):
    """A measure on both sides, flows as the pair's first sees them. `difference` is `one` less `other`, in percentage points
    where they are per cent, or the mirror gap; `percent` is it in per cent of `other`, of a gap in per cent of what the
    exporter counts; or the growth that a source prints between the two, `worked_out` then what the levels give. `why` says why what both sides have is not
    compared."""

    measure: str
    one: Quantity | None
    other: Quantity | None
    difference: Quantity | None = None
    percent: Quantity | None = None
    worked_out: Quantity | None = None
    why: str = ""


class SideBySide(NamedTuple):
    """The measures of two sides by `whose` figures; of the two reporters both, as `GDCE+JPCUSTOMS`. `choices` are all whose
    figures have both sides."""

    lines: tuple[Sides, ...]
    whose: str
    choices: tuple[str, ...]


def of_periods(book: Book, reporter: str, one: Period, other: Period, compiler: str = "") -> SideBySide:
    """The flows of the pair in two periods by one reporter, by one compiler that has both, the customs before others."""
    known = [_compilers(book, reporter, period) for period in (one, other)]
    both = tuple(c for c in known[0] if c in known[1])
    whose = compiler if compiler in both else next(iter(both), "")
    if whose:
        found = (_of_flow(book, flow, reporter, (one, other), (whose, whose)) for flow in FLOWS)
    else:
        each = tuple(next(iter(names), "") for names in known)
        found = (_of_flow(book, flow, reporter, (one, other), each) for flow in FLOWS)
    return SideBySide(_with_a_side(found), whose, both)


def of_compilers(book: Book, reporter: str, period: Period, one: str, other: str) -> SideBySide:
    """The flows of the pair in a period by one reporter, as a file of the reader's own has them and as another does."""
    found = (
        _apart(flow, *(pair.level(book, flow, period, reporter, c) for c in (one, other)), against=other)
        for flow in FLOWS
    )
    return SideBySide(_with_a_side(found), "", ())


def beside_own(book: Book, reporter: str, period: Period, compiler: str) -> list[str]:
    """The compilers whose figures of a period in the same currency may be set beside those of one, of whom either is a file of
    the reader's own: two publishers' statistics are not."""
    known = _compilers(book, reporter, period)
    alike = [c for c in known if c != compiler and currency_of(c) == currency_of(compiler)]
    return [c for c in alike if is_unpublished(c) or is_unpublished(compiler)] if compiler in known else []


def of_reporters(book: Book, period: Period, compiler: str = "") -> SideBySide:
    """The flows of the pair in a period as both its areas report them, with the mirror gap of exports and of imports.

    Only what may be mirror data is set side by side, see `pair.mirror_pairs`, not what was reconciled.
    """
    mine, theirs = (_compilers(book, reporter, period) for reporter in book.pair)
    choices = tuple(f"{m}+{t}" for m, t in pair.mirror_pairs(mine, theirs) if _is_own(book, m, period))
    whose = compiler if compiler in choices else next(iter(choices), "")
    if not whose:
        return SideBySide((), "", ())
    by = dict(zip(book.pair, whose.split("+"), strict=True))
    return SideBySide(_with_a_side(_gap(book, flow, period, by) for flow in FLOWS), whose, choices)


def of_partners(book: Book, period: Period, edition: str, one: str, other: str) -> SideBySide:
    """What two partners have in one edition's list of a period: flows, total and their shares of all trade."""
    return _in_lists(book, edition, (period, one), (period, other), other)


def of_partner(book: Book, partner: str, edition: str, one: Period, other: Period) -> SideBySide:
    """What a partner has in one edition's lists of two periods."""
    return _in_lists(book, edition, (one, partner), (other, partner), other.code)


def _in_lists(book: Book, edition: str, one: tuple[Period, str], other: tuple[Period, str], against: str) -> SideBySide:
    found = (_apart(m, *(_listed(book, edition, m, *side) for side in (one, other)), against=against) for m in _LISTED)
    return SideBySide(_with_a_side(found), edition, (edition,))


def reference(book: Book, number: Quantity, whose: str) -> str:
    """What a number of a comparison is named by: its print, else what it is of."""
    if number.figure is not None and number.figure.measure == number.measure:
        return number.figure.id
    against = number.measure.partition(_LESS)[2].removesuffix(_PERCENT)
    if against in book.organisations and against not in book.areas:
        return ""  # how far two compilers are apart has no card
    reporter, partner = book.pair if _GAP in number.measure else (number.reporter, number.partner)
    return str(Reference(number.measure, reporter, partner, number.period, whose or number.compiler))


def named(book: Book, reference: Reference) -> tuple[Sides, Quantity] | None:
    """The two sides of a difference that a reference names, and itself; None where it names none."""
    if reference.measure.endswith(f"{_GAP}{_PERCENT}"):
        flow = reference.measure.removesuffix(f"{_GAP}{_PERCENT}")
        sides = _gap(book, flow, reference.period, dict(zip(book.pair, reference.compiler.split("+"), strict=True)))
        return None if sides.percent is None else (sides, sides.percent)
    measure, less, against = reference.measure.partition(_LESS)
    if not less:
        return None
    against = against.removesuffix(_PERCENT)
    try:
        other = reference._replace(
            **({"partner": against} if against in book.areas else {"period": Period.parse(against)})
        )
    except ValueError:
        return None
    sides = _apart(
        measure, *(_level(book, each._replace(measure=measure)) for each in (reference, other)), against=against
    )
    found = sides.percent if reference.measure.endswith(_PERCENT) else sides.difference
    return None if found is None else (sides, found)


def _with_a_side(found: Iterable[Sides]) -> tuple[Sides, ...]:
    return tuple(sides for sides in found if (sides.one, sides.other) != (None, None))


def _compilers(book: Book, reporter: str, period: Period) -> list[str]:
    """Who has a flow of the pair in a period, the customs first, what was imported last."""
    measures = seen_from_first(book.pair, reporter)
    found = {own.compiler for own in pair.pair_series(book, reporter) if any(own.level(m, period) for m in measures)}
    return [c for c in compilers() if c in found] + sorted(found - set(compilers()))


def _is_own(book: Book, compiler: str, period: Period) -> bool:
    """Whether a compiler keeps the two sides apart, as who reconciled them does not."""
    if not is_imported(compiler):
        return True
    levels = (pair.level(book, flow, period, book.pair[0], compiler) for flow in FLOWS)
    return all(f.valuation != "reconciled" for q in levels if q is not None for f in q.figures)


def _of_flow(book: Book, flow: str, reporter: str, periods: tuple[Period, Period], whose: tuple[str, ...]) -> Sides:
    one, other = (pair.level(book, flow, p, reporter, c) for p, c in zip(periods, whose, strict=True))
    why = "" if len(set(whose)) == 1 else f"{whose[0]} and {whose[1]} are different statistics"
    if one is not None and other is not None and not why:
        valuations = [pair.valuation(book, flow, level) for level in (one, other)]
        why = "" if len(set(valuations)) == 1 else f"one is {valuations[0]}, the other {valuations[1]}"
    sides = _apart(flow, one, other, against=periods[1].code, why=why)
    if one is None or other is None or sides.percent is None or other.period != one.period.year_before:
        return sides
    rate = series(book, reporter, one.partner, one.compiler).growth(one.measure, one.period)
    comes_of_rate = other.is_of_growth and other.figures[0].period == one.period
    if rate is None or not (comes_of_rate or rate.figure is not None):
        return sides
    return sides._replace(percent=rate, worked_out=None if comes_of_rate else sides.percent)


def _gap(book: Book, flow: str, period: Period, by: dict[str, str]) -> Sides:
    mine, theirs = (pair.level(book, flow, period, reporter, by[reporter]) for reporter in book.pair)
    if flow not in FLOWS[:2] or mine is None or theirs is None:
        return Sides(flow, mine, theirs, why=_NO_GAP if mine is not None and theirs is not None else "")
    gap = pair.gap(book, flow, period, by)
    if gap is None or gap.derivation is None:
        return Sides(flow, mine, theirs, why="of one side only a limit is known")
    importer, exporter = gap.derivation.inputs
    return Sides(flow, mine, theirs, gap, comparisons.growth(importer, exporter, f"{gap.measure}{_PERCENT}"))


def _listed(book: Book, edition: str, measure: str, period: Period, partner: str) -> Quantity | None:
    lists = pair_lists(book)
    if measure in MEASURES:
        return lists.size(period, edition, measure, partner)
    flow = next(flow for flow, share in SHARE.items() if share == measure)
    return lists.share(period, edition, flow, partner)


def _level(book: Book, reference: Reference) -> Quantity | None:
    """A level that stands on one side: of a compiler's own series, else of an edition's list."""
    stamps = (book.index.stamps(m, reference.reporter, reference.partner) for m in (*MEASURES, reference.measure))
    known = {stamp.compiler for of_measure in stamps for stamp in of_measure}
    is_listed = reference.measure in MEASURES and reference.compiler not in known
    if is_listed or reference.measure in SHARE.values():
        return _listed(book, reference.compiler, reference.measure, reference.period, reference.partner)
    own = series(book, reference.reporter, reference.partner, reference.compiler)
    return own.level(reference.measure, reference.period)


def _apart(measure: str, one: Quantity | None, other: Quantity | None, *, against: str, why: str = "") -> Sides:
    """Two levels of one series, or of two partners in one list, and how far they are apart."""
    if one is None or other is None:
        return Sides(measure, one, other)
    if one.period.months != other.period.months:
        why = f"{one.period.label} is {_months(one.period)}, {other.period.label} {_months(other.period)}"
    if not why and (one.is_open or other.is_open):
        why = "of one side only a limit is known"
    if why:
        return Sides(measure, one, other, why=why)
    name = f"{one.measure}{_LESS}{against}"
    if one.unit == "percent":
        return Sides(measure, one, other, comparisons.difference(one, other, name, "percentage points"))
    percent = comparisons.growth(one, other, f"{name}{_PERCENT}") if one.value > 0 and other.value > 0 else None
    return Sides(measure, one, other, comparisons.difference(one, other, name), percent)


def _months(period: Period) -> str:
    return f"{period.months} month{'s' * (period.months > 1)}"
