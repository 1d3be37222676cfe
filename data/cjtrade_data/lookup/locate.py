"""Locate: the command-line words of the view that shows a number, with the cursor on its cell."""

from __future__ import annotations

from collections.abc import Iterable

from ..book.book import Book
from ..book.code_lists import compilers, compilers_of
from ..derivation import aid, investment
from ..derivation.editions import edition_of
from ..derivation.levels import series
from ..derivation.preferred_print import is_print
from ..derivation.products import bundled_splits, column_of, in_press
from ..derivation.quantity import Quantity, printed
from ..derivation.rankings import MEASURES, RANK, SHARE, partner_lists
from ..model.codes import BALANCES, growth_measure, is_of_goods, level_of, rate_of
from ..model.figure import Figure
from ..model.period import Period
from ..model.reference import HOME, MEASURE_OF, PARTNER, SEEN_FROM_CAMBODIA
from ..model.selection import Selection

_PLACES = {name: measure for names in (SHARE, RANK) for measure, name in names.items()}
_OF_THE_TOTAL = dict.fromkeys(("total_trade_rank_change", "trade_balance", "trade_deficit"), "total_trade")


def opening(book: Book, q: Quantity) -> tuple[str, ...]:
    """The words that open the cell of a number; where no cell shows it, that of the first print it stands on."""
    found = _in_products(book, q) or _in_flows(book, q) or _beside(book, q) or _in_partners(book, q)
    if found is None:
        found = _in_investment(book, q)
    if found is None and q.figure is not None:
        found = _in_source(q.figure, q.measure)
    if found is not None:
        return tuple(found.options())
    return opening(book, printed(q.figures[0])) if q.figures else ()


def opening_of_figures(book: Book, figures: Iterable[Figure], partner: str = "") -> tuple[str, ...]:
    """The cell of the figure an answer in words stands on: the one of the partner it names, else the first."""
    known = list(figures)
    chosen = next((f for f in known if f.partner == partner), known[0] if known else None)
    return opening(book, printed(chosen)) if chosen is not None else ()


def _in_products(book: Book, q: Quantity) -> Selection | None:
    """The Products tab: the group in its split, else what the press prints of it."""
    if not is_of_goods(q.product):
        return None
    if q.figure is not None and q.figure in in_press(book, direction := _direction(book, q)):
        column = "growth" if rate_of(q.measure) else "share" if q.unit == "percent" else "amount"
        kept = "" if direction == "exports" else direction
        return Selection("products", view="press", filter=kept, row=q.figure.id, measure=column)
    for view, flows in bundled_splits().items():
        for direction, flow in zip(("exports", "imports"), flows, strict=False):
            of_flow = (q.reporter, q.compiler, q.product.partition(":")[0]) == (
                flow.reporter,
                flow.compiler,
                flow.system,
            )
            column = column_of(flow, q) if of_flow else ""
            if column:
                kept = "" if direction == "exports" else direction
                row, opened = q.product, "" if view == "groups" else view
                return Selection("products", view=opened, filter=kept, period=q.period, row=row, measure=column)
    return None


def _direction(book: Book, q: Quantity) -> str:
    """The flow as the pair's first sees it."""
    seller = q.reporter if "exports" in q.measure else q.partner
    return "exports" if seller == book.home else "imports"


def _in_tab(compiler: str) -> bool:
    return compiler in compilers() and compilers()[compiler].tab == "flows"


def _in_flows(book: Book, q: Quantity) -> Selection | None:
    """The Flows tab, at the pair's line of the period; None where it has none or shows another print of it."""
    if q.product or q.period.is_point or q.partner != PARTNER.get(q.reporter) or not _in_tab(q.compiler):
        return None
    period = Period.of_year(q.period.year) if q.period.months > 12 else q.period
    column = _flow_column(q)
    if not column or not (_is_shown(book, q) if q.figure is not None else _has_line(book, q, period)):
        return None
    row = f"{period.code} {q.compiler}" if _is_second(book, q) else ""
    frequency = "year" if period.is_year else "month" if period.is_month else "ytd"
    return Selection(
        "flows",
        reporter=q.reporter,
        frequency=frequency,
        period=period,
        mirror=column.endswith("_gap"),
        row=row,
        measure=column,
    )


def _has_line(book: Book, q: Quantity, period: Period) -> bool:
    """Whether Flows has a line of the period: a year, a month, months from January on, or what is printed."""
    regular = period.is_month or period.is_year_to_date
    line = series(book, q.reporter, q.partner, q.compiler)
    measures = MEASURE_OF[q.reporter].values()
    return any(line.prints(m, period) or (regular and line.level(m, period) is not None) for m in measures)


def _flow_column(q: Quantity) -> str:
    """The column of Flows that shows a measure, or what it was worked out from; "" where none does."""
    if q.measure == ("cover_ratio" if q.reporter == HOME[0] else "import_export_ratio"):
        return "cover_ratio"
    if q.measure == "mirror_gap":
        f = q.figures[0]
        return f"{SEEN_FROM_CAMBODIA[f.reporter][f.measure]}_mirror_gap"
    for measure, flow in (SEEN_FROM_CAMBODIA[q.reporter] | {"trade_deficit": "trade_balance"}).items():
        what = q.measure.removeprefix(measure)
        if what == q.measure or what not in ("", *_OF_A_LEVEL, *_OF_A_GROWTH):
            continue
        return f"{flow}_growth" if what in _OF_A_GROWTH and flow != "trade_balance" else flow
    return ""


_OF_A_LEVEL = (
    "_change",
    "_growth_on_month",
    "_ratio",
    "_monthly_average",
    "_yearly_average",
    "_share_of_pair",
    "_to_gdp",
)
_OF_A_GROWTH = ("_growth", "_contribution_to_growth", "_compound_growth")


def _is_shown(book: Book, q: Quantity) -> bool:
    """Whether the line shows this print, and not another of the same thing that is finer or later."""
    assert q.figure is not None
    base = level_of(q.measure)
    flow = SEEN_FROM_CAMBODIA[q.reporter].get(base)
    if flow is None or (flow == "trade_balance" and base != q.measure):
        return False  # no column has the growth of a balance
    line = series(book, q.reporter, q.partner, q.compiler)
    shown = line.level(base, q.period) if base == q.measure else line.growth(base, q.period)
    if shown is None or shown.figure is None:
        return shown is not None and not is_print(q.figure)
    return shown.figure.id == q.figure.id


def _is_second(book: Book, q: Quantity) -> bool:
    """Whether another compiler's line of the same period stands before this one."""
    stamps = (s for m in MEASURE_OF[q.reporter].values() for s in book.index.stamps(m, q.reporter, q.partner))
    return any(s.period == q.period and s.compiler > q.compiler and _in_tab(s.compiler) for s in stamps)


def _beside(book: Book, q: Quantity) -> Selection | None:
    """Japan beside another partner, where the two were compared."""
    measure = q.measure.removesuffix("_difference")
    partners = [f.partner for f in q.figures]
    if (
        measure == q.measure
        or measure not in ("exports", "imports")
        or book.partner not in partners
        or not q.period.is_year
    ):
        return None
    other = next((p for p in partners if p != book.partner), "")
    row = f"{q.period.code} {edition_of(book, q.figures[0].compiler, q.figures[0].source)}"
    return Selection("partners", view="beside", item=other, row=row, measure=measure)


def _in_partners(book: Book, q: Quantity) -> Selection | None:
    """The Partners tab: Japan's rank and share through time, else the ranking of the period."""
    if q.reporter != book.home or q.product or not q.figures:
        return None
    figure = q.figures[0]
    source = book.sources[figure.source]
    own = edition_of(book, figure.compiler, source.id)
    if q.measure in _PLACES and q.figure is not None:
        if q.partner != book.partner or source.compiler in compilers_of("compilation"):
            return None
        return Selection("partners", view="japan", row=f"{q.period.code} {own}", measure=q.measure)
    if q.measure in _PLACES and q.partner == book.partner and q.period.is_year and _is_listed(book, own, q.period):
        return Selection("partners", view="japan", row=f"{q.period.code} {own}", measure=q.measure)
    size = q.measure if q.measure in MEASURES else _PLACES.get(q.measure, "")
    size = size or _OF_THE_TOTAL.get(q.measure, "")
    if not size or not _is_listed(book, own, q.period):
        return None
    if q.figure is not None and not _is_of_list(book, q, own):
        return None
    shown = size if q.measure in BALANCES else q.measure
    sort = q.measure.removesuffix("_rank") if q.measure in ("exports_rank", "imports_rank") else ""
    return Selection("partners", period=q.period, compiler=own, sort=sort, row=q.partner, measure=shown)


def _is_of_list(book: Book, q: Quantity, own: str) -> bool:
    """Whether an edition's list shows this print of a partner's trade; of a balance it shows none."""
    shown = partner_lists(book, q.reporter).size(q.period, own, q.measure, q.partner)
    return shown is not None and shown.figure is q.figure


def _is_listed(book: Book, own: str, period: Period) -> bool:
    """Whether an edition ranks the partners of a period."""
    return own in partner_lists(book, book.home).editions(period)


def _in_investment(book: Book, q: Quantity) -> Selection | None:
    """The Investment tab, at the investor, the agreement or the subject that a number is of."""
    figure = q.figure
    if figure is not None and figure.measure in aid.indicators(book):
        subject = aid.indicators(book)[figure.measure].subject
        if subject == aid.AID:
            of_aid, column = aid.aid_line_of(book, figure)
            return Selection("investment", view="aid", row=of_aid.key, measure=column)
        if subject == aid.PROJECTS:
            agreed = aid.agreement_of(book, figure)
            return Selection("investment", view="projects", row=agreed.key, measure=figure.unit.lower())
        return Selection("investment", view="presence", row=figure.id, measure=_column(figure, q.measure))
    basis = investment.basis_of(q)
    line = investment.line_of(book, basis, q) if basis else None
    if line is None:
        return None
    of_approvals = "cumulative" if line.is_since_a_year else "approvals"
    of_sector = "sectors" if line.product and basis != "approval" else basis
    view = of_approvals if basis == "approval" else of_sector
    return Selection("investment", view=view, row=line.key, measure=investment.column_of(q))


def _in_source(figure: Figure, measure: str) -> Selection:
    return Selection("sources", item=figure.source, row=figure.id, measure=_column(figure, measure))


def _column(figure: Figure, measure: str) -> str:
    return "growth" if measure == growth_measure(figure.measure) else "value"
