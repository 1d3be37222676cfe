"""Flows: exports, imports, balance and total of the pair, whose figures they are, and since when."""

from collections.abc import Iterable
from functools import cache, partial

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import pair
from cjtrade_data.derivation.pair import PairFlow, frequencies, is_empty, pair_flows
from cjtrade_data.derivation.shown import Shown, shown_in
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.imported_compiler import is_imported, is_unpublished, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME, Reference, of_flow, partner_in
from cjtrade_data.model.selection import FIRST_YEAR, Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.pages import flow_charts
from cjtrade_tui.pages.cell import MISSING, Cell, period_cell, written
from cjtrade_tui.pages.columns import columns_of
from cjtrade_tui.pages.common import (
    Money,
    age,
    area,
    choose,
    first_of,
    growth_cell,
    is_inferred,
    money_cell,
    organisation,
    sides,
    unit_of,
)
from cjtrade_tui.pages.flow_line import (
    TITLES,
    FlowLine,
    direction,
    flow_by,
    flow_words,
    how_made,
    level_words,
    no_growth,
    unpublished,
    whose,
)
from cjtrade_tui.pages.number_format import number
from cjtrade_tui.pages.page import Column, Headline, Page, Row

_VIEWS = VIEWS["flows"]
BY = {"ytd": "year-to-date periods", "year": "years", "month": "months"}
_KEYS = frozenset({"reporter", "frequency", "unit", "mirror", "compare"})


def build(book: Book, selection: Selection) -> Page:
    """The Flows page of a selection, newest period first."""
    view = choose(selection.view, _VIEWS, "view of Flows")
    with_mirror = selection.mirror or view == "gap"
    lines = pair_lines(book, selection, with_mirror, selection.unit)
    unit = unit_of((line.compiler for line in lines), selection.unit)
    if unit != selection.unit:
        lines = pair_lines(book, selection, with_mirror, unit)
    money = Money(book, unit)
    of_years = selection.frequency == "year"
    chosen = _start(lines, Period.of_year(selection.period.year) if of_years else selection.period)
    by_period = grouped((line.period, line) for line in lines)
    asides = _asides([line.period for line in lines], f"{area(book, selection.reporter)}'s " if with_mirror else "")
    chart = flow_charts.chart(view, selection, money, lines) if lines else None

    def row(line: FlowLine) -> Row:
        made = _row(book, money, line, with_mirror, by_period[line.period], asides[line.period])
        if chart is not None and line.period.code in chart.keys:
            return made
        draw = partial(flow_charts.of_period, view, selection, money, line, lines)
        if chart is not None:
            draw = partial(_chart_from, view, selection, money, lines, line.period)
        elif selection.frequency != "ytd":
            return made._replace(chart=draw())
        return made._replace(later=lambda: ((), draw()))

    converted = sorted({line.period for line in lines if line.is_converted})
    mirrored = _mirrored(book, selection, lines) if with_mirror else ""
    columns = _columns(book, selection, money, view, with_mirror, lines)
    notes = (mirrored, _seen_from(book, selection.reporter), money.note(converted), age(book))
    covers = {line.covers for line in lines}
    theirs = "both sides' figures" if with_mirror else _whose(book, selection, lines)
    of = list(covers) if len(covers) == 1 and "" not in covers else []
    by = "YTD" if selection.frequency == "ytd" else BY[selection.frequency]
    return Page(
        title=", ".join([*([] if book.pair == HOME else [sides(book)]), theirs, money.short, *of, by]),
        about=", ".join([theirs, *of]),
        columns=columns,
        rows=tuple(row(line) for line in lines),
        start=chosen,
        column=next((i for i, c in enumerate(columns) if c.key == flow_charts.ONE_FLOW.get(view)), 1),
        chart=chart,
        notes=tuple(filter(None, notes)),
        view=view,
        period=lines[chosen].period if lines else None,
        periods=tuple(line.period for line in reversed(lines)),
        rows_are_periods=True,
        keys=_KEYS,
        empty="" if lines else _empty(book, selection),
        whose=_whose(book, selection, lines),
    )


def _whose(book: Book, selection: Selection, lines: list[FlowLine]) -> str:
    return whose(book, selection.reporter, [line.compiler for line in lines if line.compiler])


def _start(lines: list[FlowLine], wanted: Period) -> int:
    """Where the table starts: of several lines of a period at one that has its numbers in the unit shown, or else any."""
    periods = [line.period for line in lines]
    at = first_of(periods, wanted, [not line.is_converted for line in lines])
    known = [any(shown.quantity is not None for shown in line.flows.values()) for line in lines]
    return at if not lines or not lines[at].is_converted else first_of(periods, wanted, known)


def _chart_from(view: str, selection: Selection, money: Money, lines: list[FlowLine], period: Period) -> Chart | None:
    """The chart that reaches back, or on, to a period."""
    chart = flow_charts.chart(view, selection.with_(period=period), money, lines)
    return chart.picking(period.code) if chart is not None else None


def _mirrored(book: Book, selection: Selection, lines: list[FlowLine]) -> str:
    """For how many periods the other side's figures are known, and which is the latest."""
    other = area(book, partner_in(book.pair, selection.reporter))
    many = "periods" if selection.frequency == "ytd" else BY[selection.frequency]
    both = {line.period for line in lines if {"exports", "imports"} & line.mirror.keys()}
    if not both:
        return f"{other} has no figures for any of these {many} in the dataset: there is nothing to compare."
    of, latest = len({line.period for line in lines if line.flows or line.mirror}), max(both).label
    newest = max(
        each.period for each in pair_flows(book, partner_in(book.pair, selection.reporter), selection.frequency, "USD")
    )
    later = f"; its own {many} reach to {newest.label}: r" if newest > lines[0].period else ""
    return f"{other}'s figures are known for {len(both)} of these {of} {many}, the latest of them {latest}{later}."


def _seen_from(book: Book, reporter: str) -> str:
    """A note where the one whose figures are shown is not the one the flows are seen from."""
    first, second = (area(book, code) for code in book.pair)
    if reporter == book.pair[0]:
        return ""
    return (
        f"{first} to {second} is what {second} imports from {first} (CIF); {second} to {first} is what {second} exports "
        "there (FOB)."
    )


def _empty(book: Book, selection: Selection) -> str:
    if book.pair != HOME and is_empty(book):
        from cjtrade_tui.pages.any_pair import nothing_imported

        return nothing_imported(book)
    missing = f"There are no {BY[selection.frequency]} in {whose(book, selection.reporter)}"
    there = [
        (r, f) for r in (selection.reporter, partner_in(book.pair, selection.reporter)) for f in frequencies(book, r)
    ]
    reporter, frequency = there[0]
    if reporter == selection.reporter:
        return f"{missing}, only {BY[frequency]}: --frequency {frequency}"
    return f"{missing}, only {whose(book, reporter)}: --reporter {reporter} --frequency {frequency}"


def pair_lines(book: Book, selection: Selection, with_mirror: bool, unit: str) -> list[FlowLine]:
    """The lines of the table, newest first; those of one period by compiler, imported ones last.

    The other side's figures are those of the first that may stand beside, see `pair.mirror_pairs`: none where an imported edition has
    reconciled the two sides. Between its first period and its last one, those that only the other side has get a line of
    their own, and years of the charts that nobody has one that says so.
    """
    frequency = selection.frequency
    lines = _by_line(pair_flows(book, selection.reporter, frequency, unit))
    other_side = partner_in(book.pair, selection.reporter)
    mirror = _by_line(pair_flows(book, other_side, frequency, unit) if with_mirror else ())
    if own := {line.period for line in lines.values()}:
        first, last = min(own), max(own)
        alone = {other.period for other in mirror.values() if not is_imported(other.compiler)} - own
        if frequency == "year":
            alone |= {Period.of_year(year) for year in range(max(first.year, FIRST_YEAR), last.year)} - own
        lines |= {(p, ""): FlowLine(p, "", selection.reporter, {}, {}) for p in alone if first < p < last}
    for period in {line.period for line in lines.values()} if with_mirror else ():
        here, there = ({c: line for (p, c), line in of.items() if p == period} for of in (lines, mirror))
        for mine, theirs in pair.mirror_pairs(list(here), list(there)):
            if not here[mine].mirror and all(shown.valuation != "reconciled" for shown in here[mine].flows.values()):
                here[mine].mirror.update(there[theirs].flows)
    return sorted(
        lines.values(), key=lambda line: (line.period, not is_imported(line.compiler), line.compiler), reverse=True
    )


def _by_line(found: Iterable[PairFlow]) -> dict[tuple[Period, str], FlowLine]:
    lines: dict[tuple[Period, str], FlowLine] = {}
    for each in found:
        compiler = each.shown.own.compiler
        line = lines.setdefault(
            (each.period, compiler), FlowLine(each.period, compiler, each.shown.own.reporter, {}, {})
        )
        line.flows[each.flow] = each.shown
    return lines


def _columns(
    book: Book, selection: Selection, money: Money, view: str, with_mirror: bool, lines: list[FlowLine]
) -> tuple[Column, ...]:
    """Whose figures they are gives way last where several compilers share the table, first where it is one."""
    of_several = len({line.compiler for line in lines} - {""}) > 1 or any(line.covers for line in lines)
    reporter, other = selection.reporter, partner_in(book.pair, selection.reporter)
    theirs = {"JPN": "JP", "KHM": "KH"}.get(other, other)
    words = {"cover": "Coverage" if reporter == book.pair[0] else "Ratio"}
    words["in_unit"] = f" {money.unit}" if money.unit != "USD" else ""
    for flow in ("exports", "imports"):
        way = words[f"{flow}_way"] = direction(book, reporter, flow)
        words[flow] = f"{way} {_flow_title(book, reporter, flow, lines)}".rstrip()
        words[f"{flow}_theirs"] = f"{theirs} {_flow_title(book, other, flow, lines)}"
    columns = {c.key: c for c in columns_of("flows", ["mirror" if with_mirror else "growth"], **words)}
    ranks = {"compiler": 0} if of_several else {}
    if view in flow_charts.ONE_FLOW:
        drawn = flow_charts.ONE_FLOW[view]
        ranks |= {key: int("_mirror" in key) for key in columns if key == drawn or "_mirror" in key}
    columns |= {key: columns[key]._replace(rank=rank) for key, rank in ranks.items()}
    drawn_of = cache(partial(flow_charts.of_flow, view, selection, money, lines))
    for key, flow in ((key, flow) for flow in TITLES for key in columns if lines and key.startswith(flow)):
        is_of_partner = selection.frequency == "month" and key == f"{flow}_mirror"
        columns[key] = columns[key]._replace(chart=drawn_of(flow, is_of_partner))
    of_pair = tuple(columns.values())
    return of_pair if reporter == book.pair[0] else tuple(map(partial(_by_direction, book.pair[0], reporter), of_pair))


def _by_direction(home: str, reporter: str, column: Column) -> Column:
    """A column of what the partner reports, by direction: exports of the pair's first are the partner's imports."""
    ways = {"exports": f"{home}_to_{reporter}", "imports": f"{reporter}_to_{home}", "trade_balance": f"{home}_balance"}
    return next(
        (
            column._replace(field=column.key.replace(flow, way, 1))
            for flow, way in ways.items()
            if column.key.startswith(flow)
        ),
        column,
    )


def _flow_title(book: Book, reporter: str, flow: str, lines: list[FlowLine]) -> str:
    """FOB or CIF, where that is what every figure of the column is."""
    usual = pair.usual_valuation(book, reporter, flow)
    found = (of[flow] for line in lines for of in (line.flows, line.mirror) if flow in of)
    own = (shown for shown in found if shown.own.reporter == reporter and is_imported(shown.own.compiler))
    return "" if any(shown.valuation != usual for shown in own) else usual


def _row(book: Book, money: Money, line: FlowLine, with_mirror: bool, of_period: list[FlowLine], aside: str) -> Row:
    """A line of the table; of several compilers for a period each is named beside it where their column may have no room,
    and the second one's line is known by it."""
    key = line.period.code if of_period[0] is line else f"{line.period.code} {line.compiler}"
    theirs = next((shown.own.compiler for shown in line.mirror.values()), "")
    whose = organisation(book, line.compiler or theirs)
    is_own = is_unpublished(line.compiler) and whose == name_of(line.compiler)
    compiler = Cell("own", words=whose) if is_own else Cell(whose or MISSING)
    if inferred := [TITLES[flow].lower() for flow, shown in line.flows.items() if is_inferred(book, shown)]:
        of = f"{' and '.join(inferred)}, {line.period.label}"
        compiler = Cell(
            f"{whose}*",
            words=f"{whose} (inferred)",
            mark="*",
            detail=f"No compiler is named of {of}; {whose} is inferred.",
        )
    named = (whose if is_imported(line.compiler) else line.compiler) if with_mirror and len(of_period) > 1 else ""

    def amount(flow: str, of: dict[str, Shown] = line.flows) -> Cell:
        shown = of.get(flow)
        if shown is None and (of is line.mirror or not line.compiler):
            return Cell(f"{MISSING} ", detail=_lacking(book, line, flow, of, of_period))
        detail = partial(unpublished, money, line, flow)
        if shown is not None:
            detail = partial(level_words, money, shown, flow_by(book, shown.own.reporter, flow), line.period)
        return money_cell(money, shown, figure=_reference(book, flow, shown), detail=detail)

    def growth(flow: str) -> Cell:
        shown = line.flows.get(flow)
        detail = levels[flow].detail
        if shown is not None and shown.growth is None:
            told = no_growth(book, shown, money.unit)
            detail = f"{flow_by(book, line.reporter, flow)}, {line.period.label}: {told}."
        return growth_cell(shown, _reference(book, flow, shown, "growth"), detail)

    levels = {flow: amount(flow) for flow in TITLES}
    totals = (levels["trade_balance"], levels["total_trade"])
    cells: list[Cell] = []
    for flow in ("exports", "imports"):
        beside = (amount(flow, line.mirror), _gap(book, money, line, flow)) if with_mirror else (growth(flow),)
        cells += [levels[flow], *beside]
    cells += totals if with_mirror else (*totals, growth("total_trade"), _cover(book, line))
    return Row(
        key=key,
        cells=(period_cell(line.period, f"{line.period.label} {named}".strip()), *cells, compiler),
        strip=partial(_headlines, money, line),
        heading=f"{line.period.label}{aside}",
        aside=aside,
    )


def _asides(periods: list[Period], whose: str) -> dict[Period, str]:
    """What the title line says aside of each period but the latest, all as wide with it, so that what follows stays where it is
    on the screen; `whose` latest it is, where those of two stand there."""
    widest = max((len(p.label) for p in periods), default=0)
    return {
        p: f"{' ' * (widest - len(p.label))} ({whose}latest {periods[0].label})"
        if p != periods[0]
        else f" ({whose}latest)"
        for p in periods
    }


def _lacking(book: Book, line: FlowLine, flow: str, of: dict[str, Shown], of_period: list[FlowLine]) -> str:
    """Why a figure of one side is missing, or not set beside this line."""
    own = line.reporter
    side = own if of is line.flows else partner_in(book.pair, own)
    beside = next((each.compiler for each in of_period if of is line.mirror and flow in each.mirror), "")
    why = (
        f"stands beside that of {organisation(book, beside)}, of its own family" if beside else "is not in the dataset"
    )
    return f"{flow_by(book, side, flow)}, {line.period.label}: {area(book, side)}'s figure {why}."


def _reference(book: Book, flow: str, shown: Shown | None, growth: str = "") -> str:
    """The print a level stands on, or what it, or its `growth`, is where it was worked out."""
    if shown is None or (growth and shown.growth is None):
        return ""
    if shown.figure is not None and not growth:
        return shown.figure.id
    return of_flow(flow, shown.own.reporter, shown.own.period, shown.own.compiler, growth, book.pair)


def _cover(book: Book, line: FlowLine) -> Cell:
    if not all(flow in line.flows for flow in ("exports", "imports")):
        return Cell(MISSING)
    reporter = line.flows["exports"].own.reporter
    ratio = pair.cover_ratio(book, line.period, reporter, line.compiler)
    measure = "cover_ratio" if reporter == book.pair[0] else "import_export_ratio"
    named = Reference(measure, reporter, partner_in(book.pair, reporter), line.period, line.compiler)
    return written(ratio, lambda value, *_: number(value, None, None), figure=str(named) if ratio else "")


def _gap(book: Book, money: Money, line: FlowLine, flow: str) -> Cell:
    both = [of[flow] for of in (line.flows, line.mirror) if flow in of]
    compilers = {shown.own.reporter: shown.own.compiler for shown in both}
    gap = pair.gap(book, flow, line.period, compilers) if len(both) > 1 else None
    if gap is None or gap.derivation is None:
        return Cell(MISSING)
    whose = "+".join(compilers[side] for side in book.pair)
    figure = str(Reference(f"{flow}_mirror_gap", *book.pair, line.period, whose))
    converted = shown_in(book, gap, money.unit)
    if converted.quantity is None:
        why = f"The mirror gap of {line.period.label} is not converted: {converted.no_rate}."
        return Cell(f"{MISSING} ", figure=figure, detail=why)
    from cjtrade_data.wording.mirror_gaps import explained

    shown = money_cell(money, converted, figure=figure)
    importer, exporter = gap.derivation.inputs
    unsure = ", which the printed precision does not tell from nothing" if 0 in gap.interval else ""
    seller, buyer = (area(book, side.reporter) for side in (exporter, importer))
    words = (
        f"Mirror gap, {seller} to {buyer}, {line.period.label}: imports (CIF) by {importer.reporter} less exports "
        f"(FOB) by {exporter.reporter} is {money.text(converted)} {money.words}{unsure}, {converted.quantity.status}; "
        f"{explained(importer, exporter)}"
    )
    return shown._replace(detail=words)


def _headlines(money: Money, line: FlowLine) -> tuple[Headline, ...]:
    found = []
    reporter = line.reporter
    for flow in TITLES:
        shown = line.flows.get(flow)
        cell = money_cell(money, shown, figure=_reference(money.book, flow, shown), marked=False)
        below, numbers = [], []
        if shown is not None and shown.quantity is None:
            below.append(f"no {money.unit} rate")
        elif shown is not None and shown.quantity is not None:
            status = how_made(shown.quantity.status, shown.own)
            if flow == "trade_balance":
                below.append("surplus" if shown.quantity.value >= 0 else "deficit")
            below.append(status)
            if flow != "trade_balance" and shown.growth is not None:
                numbers.append(growth_cell(shown, _reference(money.book, flow, shown, "growth")))
                growth = numbers[0].text.strip()
                if status == shown.growth_status:
                    below.insert(0, numbers[0].bare + "!" * numbers[0].in_doubt)
                else:
                    below[-1] += f", {growth}"
        if below and (line.covers or is_unpublished(line.compiler)):
            below.insert(0, f"{line.covers or 'own'},")
        label = flow_words(money.book, reporter, flow)
        if shown is not None and flow in ("exports", "imports"):
            label = f"{label.replace(' to ', '→')} {shown.valuation}".rstrip()
        unit, short = (money.words, money.short) if cell.value is not None else ("", "")
        found.append(Headline(label, cell, unit, " ".join(filter(None, below)), tuple(numbers), short_unit=short))
    return tuple(found)
