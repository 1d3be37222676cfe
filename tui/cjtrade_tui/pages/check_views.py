"""The other views of Checks: conflicts, what nobody printed but is pinned down, mirror data, revisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, inf

from cjtrade_data.book.book import Book
from cjtrade_data.checks.api import (
    Bar,
    Claim,
    Contradiction,
    Inferred,
    Mirror,
    Revision,
    Suspect,
    band,
    band_source,
    mirror_checks,
)
from cjtrade_data.checks.api import conflicts as all_conflicts
from cjtrade_data.checks.api import pinned as all_pinned
from cjtrade_data.checks.api import revisions as all_revisions
from cjtrade_data.checks.wording import about, between, claimed, measure_words, page, printed, rounded
from cjtrade_data.derivation.quantity import growth_of
from cjtrade_data.derivation.quantity import printed as as_printed
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.selection import VIEWS
from cjtrade_data.wording.numbers import plain_number
from cjtrade_data.wording.sentences import country
from cjtrade_tui.pages.cell import MISSING, Cell, Number, count, written
from cjtrade_tui.pages.checks import KEYS, picture
from cjtrade_tui.pages.common import choose
from cjtrade_tui.pages.number_format import percent
from cjtrade_tui.pages.page import Column, Page, Row

_VIEWS = VIEWS["checks"]
_MILLION = 10**6
_OUTSIDE, _INSIDE = "outside the band", "inside the band"


def conflicts(book: Book, kept: str) -> Page:
    """The smallest sets of printed claims that exclude each other, and what the others pin each suspect to."""
    choose(kept, ("",), "filter of conflicts")
    found = all_conflicts(book)
    rows = [row for number, each in enumerate(found, 1) for row in _suspects(book, number, each)]
    return Page(
        tab="checks",
        title=f"{len(found)} sets of one page that cannot all hold",
        columns=(
            Column("Set", key="set"),
            Column("Figure", key="figure", right=False, flexible=True, least=24),
            Column("Printed", key="printed"),
            Column("The others pin it to", key="implied", right=False),
            Column("Elsewhere", key="elsewhere", rank=1),
            Column("Whose", key="compiler", right=False, rank=2),
        ),
        rows=tuple(rows),
        column=2,
        view="conflicts",
        views=_VIEWS,
        tall_detail=True,
        keys=KEYS,
        empty="Nothing on any page excludes anything else.",
    )


def _suspects(book: Book, number: int, found: Contradiction) -> Iterator[Row]:
    """The suspects that alone would mend a set, then the others of it in one line."""
    sets = [f"Cannot all hold: {'; '.join(f'{about(c)} {claimed(c)}' for c in s)}." for s in found.sets[:3]]
    alone = [s for s in found.suspects if s.pinned is not None]
    rest = [s for s in found.suspects if s.pinned is None]
    where = f"All on one page: {page(book.sources[found.suspects[0].claim.document])}."
    for suspect in alone:
        yield _suspect(number, suspect, (*sets, where))
    for suspect in rest[:6]:
        yield _suspect(
            number, suspect, ("Leaving this one out does not help: the others still exclude each other.", *sets)
        )


def _suspect(number: int, suspect: Suspect, detail: tuple[str, ...]) -> Row:
    claim, pinned = suspect.claim, suspect.pinned
    unit = _unit(claim)
    bars = [Bar("as printed", *_ends(claim.interval, unit), "now", unit)]
    if pinned is not None:
        bars.append(Bar("what the others allow", *_ends(pinned, unit), "before", unit))
        said = f"Leaving out {claimed(claim)}, the others pin {about(claim)} to {between(pinned, _kind_unit(claim))}."
        detail = (said, *detail)
    bars += [Bar("printed elsewhere", *_ends(c.interval, unit), "other", unit) for c in suspect.elsewhere]
    return Row(
        key=f"{number}:{claim.figure.id}:{claim.kind}",
        cells=(
            count(number, "set"),
            Cell(about(claim), figure=claim.figure.id),
            _claimed(claim),
            _range(pinned, claim),
            _elsewhere(suspect.elsewhere),
            Cell(claim.figure.compiler),
        ),
        subject=claim.figure.id,
        detail=detail,
        picked=pinned is not None,
        chart=picture(about(claim)[:1].upper() + about(claim)[1:], bars),
    )


def _claimed(claim: Claim) -> Cell:
    """A claim as its figure prints it: a level, or the growth beside one."""
    figure = claim.figure
    beside = claim.kind == "growth" and not figure.measure.endswith("_growth")
    known = growth_of(figure) if beside else as_printed(figure)
    return written(Number.of_quantity(known), lambda *_: claimed(claim), figure=figure.id)


def _range(interval: Interval | None, claim: Claim) -> Cell:
    """What the others leave possible."""
    if interval is None:
        return Cell(MISSING)
    unit = _kind_unit(claim)
    return written(Number.of_interval(interval, unit), lambda *_: between(interval, unit, million="mn"))


def _elsewhere(claims: Sequence[Claim]) -> Cell:
    """What other pages print of the same: the number of one; several are words."""
    cells = [_claimed(c) for c in claims]
    if len({(c.value, c.low, c.high) for c in cells}) == 1:
        return replace(cells[0], text=", ".join(c.text for c in cells))
    return Cell(", ".join(c.text for c in cells), figure=cells[0].figure if cells else "")


def _kind_unit(claim: Claim) -> str:
    return "percent" if claim.kind in ("growth", "share") else claim.line.unit


def _unit(claim: Claim) -> str:
    return "per cent" if _kind_unit(claim) == "percent" else f"million {claim.line.unit}"


def _ends(interval: Interval, unit: str) -> tuple[float | None, float | None]:
    divisor = 1 if unit == "per cent" else _MILLION
    low, high = (None if abs(e) == inf else float(Fraction(e) / divisor) for e in (interval.low, interval.high))
    return low, high


def pinned(book: Book, kept: str) -> Page:
    """Figures nobody printed, between the bounds that printed ones guarantee."""
    filters = ("", "Japan's figures", "third countries")
    choose(kept, filters, "filter of what is pinned down")
    found = [i for i in all_pinned(book) if _side(i) == kept]
    return Page(
        tab="checks",
        title=f"{len(found)} figures nobody printed, {kept or 'Cambodia with Japan'}; mn USD",
        columns=(
            Column("Period", key="period", right=False),
            Column("Measure", key="measure", right=False),
            Column("At least", key="low"),
            Column("At most", key="high"),
            Column("Follows from", key="derivation", right=False, flexible=True, least=30),
            Column("Whose", key="compiler", right=False, rank=1),
            Column("With", key="partner", right=False, rank=2),
            Column("Figures", key="figures", rank=3),
        ),
        rows=tuple(_inferred(book, i) for i in found),
        column=2,
        view="pinned",
        views=_VIEWS,
        filters=filters,
        tall_detail=True,
        keys=KEYS | {"filter"},
        empty="Nothing follows that is not printed.",
    )


def _side(found: Inferred) -> str:
    line = found.unknown.line
    if line.partner not in ("JPN", "KHM"):
        return "third countries"
    return "" if line.reporter == "KHM" else "Japan's figures"


def _inferred(book: Book, found: Inferred) -> Row:
    line, shortest, narrowest = found.unknown.line, found.ways[0], found.ways[-1]
    unit = f"million {line.unit}"
    bars = [Bar("narrowest", *_ends(found.interval, unit), "now", unit)]
    if len(found.ways) > 1:
        bars.append(Bar("shortest chain", *_ends(shortest.interval, unit), "before", unit))
    measure = measure_words(found.unknown.measure)
    ways = [f"{'A shorter way' if k else 'Derived'}: {w.sentence}." for k, w in enumerate(reversed(found.ways))]
    with_ = f"{country(book, line.reporter)} with {country(book, line.partner)}" if line.partner else ""
    return Row(
        key=f"{line.compiler}:{line.reporter}:{line.partner}:{line.product}:{found.unknown.measure}:{found.unknown.period.code}",
        cells=(
            Cell(found.unknown.period.label),
            Cell(measure),
            *_least_and_most(found.interval, line.unit),
            *map(Cell, (narrowest.how, line.compiler, line.partner)),
            count(len(found.figures)),
        ),
        detail=(
            f"{measure[:1].upper()}{measure[1:]}, {found.unknown.period.label}, {with_}: nobody printed it.",
            *ways,
        ),
        opens="+".join(found.figures),
        chart=picture(f"{measure[:1].upper()}{measure[1:]}, {found.unknown.period.label}", bars),
    )


def _least_and_most(interval: Interval, unit: str) -> tuple[Cell, Cell]:
    """The two ends of what a figure may be, rounded outward; both have its whole interval."""
    whole = Number.of_interval(interval, unit)
    low, high = (end or MISSING for end in rounded(interval, _MILLION, 2))
    least, most = (
        None if abs(end) == inf else replace(whole, value=float(end)) for end in (interval.low, interval.high)
    )
    return written(least, lambda *_: low), written(most, lambda *_: high)


def _amount(amount: float, *_: float | None) -> str:
    return f"{amount / _MILLION:,.2f}"


def mirror(book: Book, kept: str) -> Page:
    """The same goods in the seller's and the buyer's statistics, against what freight and insurance explain."""
    filters = ("", _OUTSIDE, _INSIDE)
    choose(kept, filters, "filter of mirror data")
    every = mirror_checks(book)[::-1]
    shown = [m for m in every if not kept or m.in_band is (kept == _INSIDE)]
    outside = sum(not m.in_band for m in every)
    return Page(
        tab="checks",
        title=f"mirror data, million dollars: {outside} of {len(every)} outside {float(band().low):.2f} to {float(band().high):.2f}",
        columns=(
            Column("Period", key="period", right=False),
            Column("Flow", key="flow", right=False),
            Column("Sold", key="exporter"),
            Column("Bought", key="importer"),
            Column("Gap", key="gap"),
            Column("Ratio", key="ratio"),
            Column("Freight explains it", key="within_margin", right=False),
            Column("Whose", key="compiler", right=False, rank=1),
        ),
        rows=tuple(_mirror(book, m) for m in shown),
        column=5,
        view="mirror",
        views=_VIEWS,
        filters=filters,
        tall_detail=True,
        keys=KEYS | {"filter"},
        notes=(f"Expected, buyer over seller: {band_source()}.",),
    )


def _mirror(book: Book, found: Mirror) -> Row:
    sold, bought = found.sold, found.bought
    flow = f"{sold.reporter} to {bought.reporter}"
    ratio = found.ratio
    verdict = (
        "yes" if found.in_band else "no, more than that" if ratio.value > band().high else "no, the buyer has less"
    )
    seller, buyer = country(book, sold.reporter), country(book, bought.reporter)
    said = (
        f"{seller} to {buyer}, {found.period.label}: sold {printed(sold)} by {seller}'s figures, bought {printed(bought)} by "
        f"{buyer}'s; {plain_number(ratio.value, 2)} dollars bought for each sold."
    )
    bars = (
        Bar("freight explains", float(band().low), float(band().high), "before", "bought over sold"),
        Bar(
            "as printed",
            floor(ratio.interval.low * 1000) / 1000,
            ceil(ratio.interval.high * 1000) / 1000,
            "now",
            "bought over sold",
        ),
    )
    whose = sold.compiler if sold.compiler == bought.compiler else f"{sold.compiler}, {bought.compiler}"
    return Row(
        key=f"{flow}:{found.period.code}:{sold.id}",
        cells=(
            Cell(found.period.label),
            Cell(flow),
            *(written(Number.of_quantity(as_printed(f)), _amount, figure=f.id) for f in (sold, bought)),
            written(Number.of_quantity(found.gap), _amount),
            written(Number.of_quantity(ratio), lambda value, *_: plain_number(value, 2)),
            Cell(verdict),
            Cell(whose),
        ),
        subject=bought.id,
        detail=tuple(filter(None, (said, found.why))),
        chart=picture(f"{seller} to {buyer}, {found.period.label}", bars),
    )


def _millions(figure: Figure) -> Cell:
    """Millions with two decimals, three where the source has them."""
    exact = Fraction(figure.amount) / _MILLION
    text = f"{float(exact):,.{2 if (exact * 100).denominator == 1 else 3}f}"
    return written(Number.of_quantity(as_printed(figure)), lambda *_: text, figure=figure.id)


def revisions(book: Book, kept: str) -> Page:
    """Figures that their compiler printed anew, otherwise."""
    choose(kept, ("",), "filter of revisions")
    found: Sequence[Revision] = all_revisions(book)
    return Page(
        tab="checks",
        title=f"{len(found)} figures printed anew, differently; million",
        columns=(
            Column("Period", key="period", right=False),
            Column("Figure", key="figure", right=False, flexible=True, least=30),
            Column("First", key="first"),
            Column("Later", key="later"),
            Column("Change", key="change"),
            Column("Printed", key="first_published", right=False, rank=2),
            Column("And again", key="later_published", right=False, rank=2),
            Column("Whose", key="compiler", right=False, rank=1),
        ),
        rows=tuple(_revision(book, r) for r in found),
        column=3,
        view="revisions",
        views=_VIEWS,
        tall_detail=True,
        keys=KEYS,
        empty="No figure was printed twice, differently.",
    )


def _revision(book: Book, found: Revision) -> Row:
    before, after = found.before, found.after
    what = f"{measure_words(before.measure)}, {country(book, before.reporter)} with {country(book, before.partner)}"
    unit = f"million {before.unit}"
    said = (
        f"{what[:1].upper()}{what[1:]}, {before.period.label}: {printed(before)} ({page(book.sources[before.source])}), then "
        f"{printed(after)} ({page(book.sources[after.source])}): revised by {between(found.change, before.unit)}."
    )
    bars = [
        Bar("first", *_ends(before.interval, unit), "before", unit),
        Bar("later", *_ends(after.interval, unit), "now", unit),
    ]
    notes = tuple(dict.fromkeys(f.note for f in (before, after) if f.note))
    return Row(
        key=f"{before.id}:{after.id}",
        cells=(
            Cell(before.period.label),
            Cell(what),
            _millions(before),
            _millions(after),
            written(Number.of_interval(found.percent, "percent"), percent),
            *map(Cell, (found.since, found.until, before.compiler)),
        ),
        subject=after.id,
        detail=(said, *notes),
        chart=picture(f"{what[:1].upper()}{what[1:]}, {before.period.label}", bars),
    )
