"""Comparison: two periods, two partners or the two reporters side by side, in dollars, with the difference and its interval."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import side_by_side
from cjtrade_data.derivation.disputes import is_disputed
from cjtrade_data.derivation.pair import mirror_group, pair_flows, shown_level
from cjtrade_data.derivation.partners import pair_lists
from cjtrade_data.derivation.quantity import Operation, Quantity
from cjtrade_data.derivation.shown import Shown, shown_in
from cjtrade_data.derivation.side_by_side import SideBySide, Sides
from cjtrade_data.model.codes import FLOWS, WORLD
from cjtrade_data.model.imported_compiler import name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference, partner_in
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.cautions import is_compiler_inferred
from cjtrade_data.wording.mirror_gaps import explained
from cjtrade_data.wording.sentences import notes_on
from cjtrade_tui.charts.chart import Chart, of_things
from cjtrade_tui.pages import partners
from cjtrade_tui.pages.cell import MISSING, Cell, written
from cjtrade_tui.pages.columns import columns_of
from cjtrade_tui.pages.common import (
    Money,
    amounts_drawn,
    area,
    described,
    money_cell,
    organisation,
    others_have,
    share_cell,
    unit_of,
)
from cjtrade_tui.pages.comparison_words import POINTS, amount, between, printed, signed
from cjtrade_tui.pages.flow_line import TITLES, flow_by, flow_words, level_words, whose
from cjtrade_tui.pages.number_format import percent
from cjtrade_tui.pages.option_checks import nearest, nearest_period
from cjtrade_tui.pages.page import Page, Row

VIEW = "comparison"
_LIKE = 0.8
"""How like a code or a name a word is that may be meant for it."""
_SHARES = {
    f"share_of_world_{of}": f"Share of {told}"
    for of, told in (("exports", "exports"), ("imports", "imports"), ("trade", "total trade"))
}
_UNLIKE = (
    "Figures of your own and a compiler's may differ in what they count and in valuation (FOB, CIF): a difference between them is "
    "no error of either."
)
_IN_DOLLARS = "Compared in dollars: a difference of converted amounts would hold the change of the exchange rate too."
_GAP = (
    "A mirror gap is not a change over time: it is the imports (CIF) of one side less the exports (FOB) of the other, customs "
    "beside customs and WITS beside WITS where they have both."
)


class _Compared(NamedTuple):
    """What is set side by side: the sides as their columns call them, of which the `title` tells, and by what name the
    column of the difference goes, which is also told in per cent of `base`. The earlier period stands first. `elsewhere` has
    who else lists what is not found."""

    found: SideBySide
    names: tuple[str, str]
    title: str
    apart: str
    base: str
    periods: tuple[Period, ...]
    notes: tuple[str, ...] = ()
    first_is_other: bool = False
    elsewhere: tuple[str, ...] = ()


def build(book: Book, selection: Selection) -> Page:
    """The page of what `selection.against` is set side by side with. Raises ValueError where it names nothing there is."""
    of = _periods_or_reporters if selection.tab == "flows" else _partners_or_periods
    compared = of(book, selection)
    found = compared.found
    money = Money(book, unit_of((found.whose,), "USD"))
    lacking = _lacking(compared)
    rows = [] if lacking else [_row(money, selection, compared, sides) for sides in found.lines]
    whys = dict.fromkeys(sides.why for sides in found.lines if sides.why)
    several, (one, other) = found.choices if len(found.choices) > 1 else (), compared.names
    is_other, other_unit = selection.unit != money.unit, f" not in {selection.unit}"
    notes = [_IN_DOLLARS * (is_other and money.unit == "USD"), *(f"Not compared: {why}." for why in whys)]
    notes += [*compared.notes, others_have(several, found.whose)]
    return Page(
        title=f"in {money.short},{other_unit}: {compared.title}" if is_other else f"{compared.title}, {money.short}",
        caution=f"why{other_unit}: i" * is_other,
        about="side by side",
        columns=columns_of(VIEW, one=one, other=other, apart=compared.apart, base=compared.base),
        rows=tuple(rows),
        column=3,
        chart=_chart(money, selection, compared) if rows and not all(sides.why for sides in found.lines) else None,
        notes=tuple(filter(None, notes)),
        view=VIEW,
        period=selection.period,
        periods=compared.periods,
        compilers=several,
        compiler=found.whose,
        empty=_empty(selection, compared, lacking),
    )


def _lacking(compared: _Compared) -> list[str]:
    """The sides of which there is no figure at all."""
    columns = zip(*(_ordered(compared, sides) for sides in compared.found.lines), strict=True)
    known = [any(q is not None for q in column) for column in columns] or [False, False]
    return [name for name, is_known in zip(compared.names, known, strict=True) if not is_known]


def _empty(selection: Selection, compared: _Compared, lacking: list[str]) -> str:
    """What there is no figure of, and the nearest period that could be compared."""
    missing = selection.period
    if compared.first_is_other and missing.label not in lacking:
        missing = Period.parse(selection.against)
    others = [p for p in compared.periods if p.code not in (selection.period.code, selection.against)]
    near = f"; the nearest that can be compared is {nearest_period(missing, others).code}" if others else ""
    sides = f"{'both ' * (len(lacking) > 1)}{' and '.join(lacking)}"
    if compared.elsewhere and compared.found.whose:
        whose = compared.found.whose
        apart = f"those of {' and '.join(compared.elsewhere)} are other statistics, never set beside it"
        return f"{whose} has no figure of {sides} to compare, and {apart}: {compared.title}{near}"
    return f"There is no figure of {sides} to compare: {compared.title}{near}"


def _periods_or_reporters(book: Book, selection: Selection) -> _Compared:
    if selection.against in book.pair:
        return _reporters(book, selection)
    if selection.against in side_by_side.beside_own(book, selection.reporter, selection.period, selection.compiler):
        return _compilers(book, selection)
    other = _other(selection, f"a period, or {' or '.join(book.pair)}")
    reporter = selection.reporter
    found = side_by_side.of_periods(book, reporter, *_later_first(selection.period, other), selection.compiler)
    by = (
        f" ({organisation(book, found.whose)}{', in part inferred' * _is_inferred(book, found)})" if found.whose else ""
    )
    title = f"{_on(selection.period, other)}, {whose(book, reporter, [found.whose])}{by}"
    alike = tuple(p for p in _walked(book, selection) if p != other and p.months == other.months)
    compared = _of_periods(found, selection.period, other, title, alike)
    return compared if found.whose else compared._replace(names=_with_whose(compared))


def _is_inferred(book: Book, found: SideBySide) -> bool:
    """Whether a source of what is compared names no compiler."""
    levels = (q for sides in found.lines for q in (sides.one, sides.other) if q is not None)
    return any(is_compiler_inferred(book, f) for q in levels for f in q.figures)


def _with_whose(compared: _Compared) -> tuple[str, str]:
    """The two sides, each with whose figures it has, where those are not the same."""
    by = [
        next((q.compiler for q in column if q is not None), "")
        for column in zip(*(_ordered(compared, s) for s in compared.found.lines), strict=True)
    ]
    earlier, later = (
        f"{name} {compiler}".rstrip() for name, compiler in zip(compared.names, by or ("", ""), strict=True)
    )
    return earlier, later


def _reporters(book: Book, selection: Selection) -> _Compared:
    period = selection.period
    found = side_by_side.of_reporters(book, period, selection.compiler)
    by = [f" ({organisation(book, c)})" for c in found.whose.split("+")] if found.whose else ["", ""]
    names = [area(book, code) for code in book.pair]
    title = f"{period.label} as {' and '.join(map(str.__add__, names, by))} report it"
    walked = tuple(p for p in _walked(book, selection) if p == period or side_by_side.of_reporters(book, p).lines)
    unlike = " and ".join(found.whose.split("+")) if len({*map(mirror_group, found.whose.split("+"))}) > 1 else ""
    apart = f"{unlike} are of different families: neither has both sides for {period.label}." if unlike else ""
    notes = tuple(filter(None, (_GAP, apart)))
    return _Compared(found, (names[0], names[1]), title, "Mirror gap", "exporter's", walked, notes)


def _compilers(book: Book, selection: Selection) -> _Compared:
    """Figures of the reader's own beside those of a compiler, in one period."""
    both, (reporter, period) = (selection.compiler, selection.against), (selection.reporter, selection.period)
    names = (organisation(book, both[0]), organisation(book, both[1]))
    found = side_by_side.of_compilers(book, reporter, period, *both)
    walked = tuple(
        p for p in _walked(book, selection) if both[1] in side_by_side.beside_own(book, reporter, p, both[0])
    )
    title = f"{period.label}, {area(book, reporter)} with {area(book, partner_in(book.pair, reporter))}: {names[0]} against {names[1]}"
    return _Compared(found, names, title, "Difference", names[1], walked, (_UNLIKE,))


def _walked(book: Book, selection: Selection) -> tuple[Period, ...]:
    """The periods of the Flows table, oldest first."""
    return tuple(dict.fromkeys(f.period for f in pair_flows(book, selection.reporter, selection.frequency)))


def _partners_or_periods(book: Book, selection: Selection) -> _Compared:
    partner, period = selection.item or book.pair[1], selection.period
    lists = dict(partners.editions(book, period))
    known = lists.get(period, ())
    listed = pair_lists(book).partners
    shared = [e for e in known for p in lists if p.code == selection.against and partner in listed(p, e)]
    edition = selection.compiler if selection.compiler in known else next(iter((*shared, *known)), "")
    told = f", {organisation(book, edition)}" if edition else ""
    name = area(book, WORLD) if partner == WORLD else _partner(book, partner)
    within = _listed(book, lists, edition, {partner, selection.against} & book.areas.keys())
    if selection.against in book.areas:
        if partner in (selection.against, WORLD):
            raise ValueError(f"{name} cannot be compared with {selection.against}: name another partner")
        names = (name, _partner(book, selection.against))
        found = side_by_side.of_partners(book, period, edition, partner, selection.against)._replace(choices=known)
        return _Compared(found, names, f"{' and '.join(names)}, {period.label}{told}", "Difference", names[1], within)
    other = _other(selection, "a partner or a period")
    found = side_by_side.of_partner(book, partner, edition, *_later_first(period, other))
    title = f"{name}: {_on(period, other)}{told}"
    alike = tuple(p for p in within if p != other and p.months == other.months)
    elsewhere = {
        e: None
        for p in (period, other)
        if partner not in listed(p, edition)
        for e in lists.get(p, ())
        if partner in listed(p, e)
    }
    compared = _of_periods(found._replace(choices=known), period, other, title, alike)
    return compared._replace(elsewhere=tuple(map(name_of, elsewhere)))


def _listed(book: Book, lists: Mapping[Period, Sequence[str]], edition: str, who: set[str]) -> tuple[Period, ...]:
    """The periods in which an edition lists some partners; any edition where none is named."""
    named = ((p, e) for p, editions in lists.items() for e in editions if edition in ("", e))
    return tuple(dict.fromkeys(p for p, e in named if who <= pair_lists(book).partners(p, e)))


def _of_periods(found: SideBySide, one: Period, other: Period, title: str, walked: tuple[Period, ...]) -> _Compared:
    later, earlier = _later_first(one, other)
    seasons = one.months == other.months < 12 and one.last % 12 != other.last % 12
    notes = ("These are other months of the year: the season is in the difference.",) if seasons else ()
    return _Compared(
        found, (earlier.label, later.label), title, "Change", earlier.label, walked, notes, first_is_other=True
    )


def _later_first(one: Period, other: Period) -> tuple[Period, Period]:
    return (one, other) if (one.last, one.months) >= (other.last, other.months) else (other, one)


def _on(one: Period, other: Period) -> str:
    later, earlier = _later_first(one, other)
    return f"{later.label} against {earlier.label}"


def _other(selection: Selection, what: str) -> Period:
    """The period to compare with. Raises ValueError where it is none, or the same."""
    try:
        other = Period.parse(selection.against)
    except ValueError:
        raise ValueError(f"'{selection.against}' is nothing to compare with: name {what}, as 2022") from None
    if other == selection.period:
        raise ValueError(f"{other.label} cannot be compared with itself: name another period")
    return other


def _partner(book: Book, code: str) -> str:
    """A partner's name. Raises ValueError where it is none."""
    if code in book.areas and code not in (book.pair[0], WORLD):
        return area(book, code)
    others = [area for area in book.areas.values() if area.code not in (book.pair[0], WORLD)]
    by_name = {name: known.code for known in others for name in (known.code, known.name)}
    near = by_name.get(nearest(code, by_name, _LIKE), "")
    told = f"the nearest is {near}, {area(book, near)}" if near else "name a code, as CHN"
    raise ValueError(f"'{code}' is no partner of {area(book, book.pair[0])}: {told}")


# A line of the table


def _called(book: Book, selection: Selection, measure: str) -> str:
    """What a line is of: partners are compared in the figures of the pair's first, whichever reporter is selected; of two
    reporters a flow is named by its direction, since exports of the one are imports of the other."""
    home, other = book.pair[0], partner_in(book.pair, book.pair[0])
    of_reporters = selection.tab == "flows" and selection.against in book.pair
    by = home if selection.tab == "partners" else other if of_reporters else selection.reporter
    return _SHARES.get(measure) or flow_words(book, by, measure)


def _row(money: Money, selection: Selection, compared: _Compared, sides: Sides) -> Row:
    words = _words(money, compared, sides)
    levels = [_level(money, selection, compared, sides, q) for q in _ordered(compared, sides)]
    apart = _difference(money, compared.found, sides.difference, words)
    rate = sides.percent
    ends = "" if sides.difference is None else between(sides.difference, "{} to {}")
    share = written(
        rate,
        partial(percent, most=2),
        figure=side_by_side.reference(money.book, rate, compared.found.whose) if rate is not None else "",
        detail=words,
        marked=True,
        in_doubt=rate is not None and _is_contested(money, sides, rate),
    )
    label = Cell(_called(money.book, selection, sides.measure))
    told = Cell(ends, detail=words)
    return Row(key=sides.measure, cells=(label, *levels, apart, share, told), detail=(words,))


def _ordered(compared: _Compared, sides: Sides) -> tuple[Quantity | None, Quantity | None]:
    return (sides.other, sides.one) if compared.first_is_other else (sides.one, sides.other)


def _level(money: Money, selection: Selection, compared: _Compared, sides: Sides, level: Quantity | None) -> Cell:
    if level is None:
        return Cell(f"{MISSING} ", detail="This figure is not in the dataset.")
    book, label = money.book, _label(money.book, selection, sides, level)
    named = side_by_side.reference(book, level, compared.found.whose)
    if selection.tab == "flows" and selection.against in book.pair and level.figure is None:
        named = str(Reference(level.measure, level.reporter, level.partner, level.period, level.compiler))
    shown = _shown(money, sides.measure, level)
    if level.unit == "percent":
        detail = described(book, shown, label, level.period, "", percent(float(level.value), signed=False))
        return share_cell(level, named, detail)
    return money_cell(money, shown, figure=named, detail=level_words(money, shown, label, level.period))


def _shown(money: Money, measure: str, level: Quantity) -> Shown:
    """A level as the table of its tab has it, with what else is printed of it."""
    of_pair = measure in FLOWS and {level.reporter, level.partner} == set(money.book.pair)
    return shown_level(money.book, measure, level, money.unit) if of_pair else shown_in(money.book, level, money.unit)


def _is_contested(money: Money, sides: Sides, rate: Quantity) -> bool:
    """Whether a change in per cent has the mark that it has as growth in the table of its tab."""
    own = _shown(money, sides.measure, sides.one) if sides.one is not None else None
    if (
        own is not None
        and own.growth is not None
        and own.growth.figure is not None
        and own.growth.figure == rate.figure
    ):
        return own.growth_is_contested
    return is_disputed(money.book, rate)


def _label(book: Book, selection: Selection, sides: Sides, level: Quantity) -> str:
    if selection.tab == "flows":
        return flow_by(book, level.reporter, sides.measure)
    return f"{area(book, level.partner)}, {(_SHARES.get(sides.measure) or TITLES[sides.measure]).lower()}"


def _difference(money: Money, found: SideBySide, difference: Quantity | None, words: str) -> Cell:
    if difference is None:
        return Cell(f"{MISSING} ", detail=words)
    text = signed(money, difference) + (" pts " if difference.unit == POINTS else "")
    figure = side_by_side.reference(money.book, difference, found.whose)
    return written(difference, lambda *_: text, figure=figure, detail=words, marked=True)


def _words(money: Money, compared: _Compared, sides: Sides) -> str:
    """The comparison in a sentence, how far apart, within what rounding leaves, or why that is not told; and what is to be
    known of the figures."""
    notes = notes_on(sides.difference, in_sentences=True) if sides.difference is not None else []
    return " ".join([_how_far(money, compared, sides), *notes])


def _how_far(money: Money, compared: _Compared, sides: Sides) -> str:
    told = [
        f"{name}: {MISSING if q is None else money.words_of(q) if q.unit != 'percent' else percent(float(q.value), signed=False)}"
        for name, q in zip(compared.names, _ordered(compared, sides), strict=True)
    ]
    head = "; ".join(told)
    if sides.why:
        return f"{head}. Not compared: {sides.why}."
    if sides.difference is None or sides.one is None or sides.other is None:
        return f"{head}. A figure that is not in the dataset cannot be compared."
    ends = between(sides.difference)
    made = sides.difference.derivation
    if made is not None and made.operation is Operation.MIRROR_GAP:
        return f"{head}. Mirror gap, importer less exporter: {amount(money, sides.difference)}, {ends}; {explained(*made.inputs)}"
    told_rate = printed(money.book, sides)
    if sides.one.interval.meets(sides.other.interval):
        return f"{head}: indistinguishable at the printed precision; the difference is {ends}{told_rate}."
    return f"{head}. {compared.apart}: {amount(money, sides.difference)}, {ends}{told_rate}."


def _chart(money: Money, selection: Selection, compared: _Compared) -> Chart | None:
    lines = [s for s in compared.found.lines if s.measure in ("exports", "imports", "total_trade")]
    if not lines:
        return None
    amounts = [[None if q is None else _shown(money, s.measure, q) for q in _ordered(compared, s)] for s in lines]
    labels = [_called(money.book, selection, s.measure) for s in lines]
    drawn = zip(compared.names, zip(*amounts, strict=True), ("before", "now"), strict=True)
    series = [amounts_drawn(money, *side) for side in drawn]
    return of_things("columns", compared.title, money.words, labels, series)
