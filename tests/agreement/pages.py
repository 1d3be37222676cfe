"""The pages of every tab, and for each number drawn on them what the notebook functions have for the same place.

With `faces.py` the only file here that reaches into the program: cells are text, typed numbers come from `frames`.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from bundled import BOOK

from cjtrade_data import Period, Selection
from cjtrade_data.checks.api import all_checks
from cjtrade_data.derivation import exchange_rates, pair
from cjtrade_data.derivation.levels import derived_again
from cjtrade_data.derivation.partners import pair_lists
from cjtrade_data.derivation.presence import subjects
from cjtrade_data.derivation.rankings import NOT_RANKED
from cjtrade_data.frames import flows, investment, partners, people
from cjtrade_data.model.reference import HOME, MEASURE_OF, PARTNER, Reference
from cjtrade_data.model.selection import FREQUENCIES, UNITS
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.page import Column, Page, Row

from . import comparisons, product_pages
from .investment_numbers import line_number, newest_number
from .numbers import Cell, Number, Subject, Told

_LEVELS = ("exports", "imports", "total_trade")
_SHARE = dict(zip(("share_of_world_exports", "share_of_world_imports", "share_of_world_trade"), _LEVELS, strict=True))
_SCALE = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "thousand": 1e3}
TABS = ("flows", "partners", "products", "investment", "people", "checks", "sources")


# Pages and their cells


@lru_cache(maxsize=2 * len(TABS))
def selections(tab: str, every: int = 1) -> tuple[Selection, ...]:
    """Every view of a tab, in every currency, for every period, edition, side and item it can be opened with.

    Or every n-th of them, always the same ones.
    """
    compared = comparisons.selections(BOOK, tab, every) if tab in ("flows", "partners") else ()
    return (*compared, *islice(_own_selections(tab), 0, None, every))


def _own_selections(tab: str) -> Iterator[Selection]:
    """What sets nothing beside anything else."""
    of_tab = Selection(tab=tab)
    if tab == "flows":
        for reporter in HOME:
            for frequency in FREQUENCIES:
                side = of_tab.with_(reporter=reporter, frequency=frequency)
                yield from (side.with_(view=view) for view in VIEWS[tab])
                yield from (side.with_(unit=unit, mirror=mirror) for unit in UNITS for mirror in (False, True))
    elif tab == "partners":
        for row in partners.available(BOOK).iter_rows(named=True):
            ranking = of_tab.with_(period=Period.parse(row["period"]), compiler=row["edition"])
            yield from (ranking.with_(unit=u, sort=s) for u, s in zip(UNITS, ("", "exports", "imports"), strict=True))
        yield of_tab.with_(view="japan")
        pairs = (of_tab.with_(view="beside", item=code) for code in _other_partners())
        yield from (beside.with_(compiler=edition) for beside in pairs for edition in page(beside).compilers or ("",))
    elif tab == "products":
        yield from product_pages.selections(BOOK, of_tab)
    elif tab == "checks":
        yield from (of_tab.with_(filter=kept) for kept in ("", "rounding"))
        yield from (of_tab.with_(view="identities", filter=kept) for kept in ("", "does not reconcile"))
        yield from (of_tab.with_(view="pinned", filter=kept) for kept in ("", "Japan's figures", "third countries"))
        yield from (of_tab.with_(view=view) for view in ("findings", "mirror", "revisions"))
        yield from (of_tab.with_(item=check.id) for check in all_checks(BOOK)[:4])
    else:
        yield from (of_tab.with_(view=view) for view in VIEWS[tab] or ("",))
        yield from (of_tab.with_(view="presence", filter=kept) for kept in subjects(BOOK) if tab == "investment")
        said = [*people.speakers(BOOK)["id"].to_list(), *(s.id for s in BOOK.statements)]
        items = {"people": said, "sources": BOOK.table("sources")["id"].to_list()}
        yield from (of_tab.with_(item=item) for item in items.get(tab, ()))


@lru_cache(maxsize=1)
def _other_partners() -> list[str]:
    lists = pair_lists(BOOK)
    named = {partner for period, edition in lists.all_lists() for partner in lists.partners(period, edition)}
    return sorted((named - {"JPN", "WLD"}) & set(BOOK.areas))


@lru_cache(maxsize=1024)
def page(selection: Selection) -> Page:
    """The page of a selection, as app and `show` have it."""
    return build.build(BOOK, selection)


@lru_cache(maxsize=2 * len(TABS))
def cells(tab: str, every: int = 1) -> tuple[Cell, ...]:
    """Every number drawn on every (n-th) page of a tab for which the notebook functions have one; each place once."""
    found: dict[tuple[Any, ...], Cell] = {}
    for selection in selections(tab, every):
        for cell in cells_of(selection):
            found.setdefault((cell.subject, cell.text, cell.reference, cell.number), cell)
    return tuple(found.values())


def headlines(tab: str, every: int = 1) -> Iterator[tuple[str, str, str, str, str, list[str]]]:
    """(page, label, value, what stands below it, the cell with the same reference, the row's cells) of each big number."""
    for selection in selections(tab, every):
        shown = page(selection)
        for at, row in enumerate(shown.rows):
            for h in row.headlines or (shown.headlines if at == shown.start else ()):
                if figure := h.cell.figure:
                    own = row if figure in _named(row) else next(r for r in shown.rows if figure in _named(r))
                    cells = [text.strip() for text in own.texts]
                    where = f"{' '.join(selection.options())}, row {own.key}"
                    yield where, h.label, h.cell.text.strip(), h.below, cells[_named(own).index(figure)], cells


def _named(row: Row) -> list[str]:
    return [cell.figure for cell in row.cells]


def cells_in(tab: str, view: str) -> list[Cell]:
    """Every number drawn on the pages of one view of a tab."""
    return [c for s in _own_selections(tab) if s.view == view for c in cells_of(s)]


def cells_of(selection: Selection) -> Iterator[Cell]:
    """The numbers drawn on one page."""
    shown, where = page(selection), " ".join(selection.options())
    read = _READERS.get((shown.tab, shown.view), _figure_number)
    for row in shown.rows:
        for column, cell in zip(shown.columns, row.cells, strict=True):
            if digits_in(column, cell.text) and (told := read(selection, row, column, cell.figure)) is not None:
                scale, subject, number = told
                yield Cell(where, row.key, column.key, cell.text, scale, cell.figure, subject, number)


Drawn = tuple[str, list[tuple[str, str]]]
"""A row: its key, and the text and the reference of each cell."""


Listed = list[tuple[str, str]]
"""Partners in order, each with its amount in words."""


def drawn(selection: Selection) -> list[Drawn]:
    """The rows of a page as the app draws them, a picture in a cell by its words."""
    return [(r.key, [(c.said.strip(), c.figure) for c in r.cells]) for r in page(selection).rows]


@lru_cache(maxsize=1)
def lists_of_partners() -> dict[tuple[str, str, str], Listed]:
    """(partner's name, its amount as drawn) in the order of the screen, by measure sorted by, period and edition.

    The world, and what is no country of its own, have no place in a list.
    """
    found = {}
    for row in partners.available(BOOK).iter_rows(named=True):
        for sort, column in (("exports", 2), ("imports", 3), ("total", 4)):
            shown = page(
                Selection(tab="partners", period=Period.parse(row["period"]), compiler=row["edition"], sort=sort)
            )
            kinds = BOOK.areas
            listed = [
                (r.texts[1], r.texts[column])
                for r in shown.rows
                if r.texts[column].strip() != MISSING
                and kinds[r.key].kind not in (*NOT_RANKED, "world")
                and r.key != "WLD"
            ]
            if len(listed) >= 3:
                found[shown.columns[column].key, row["period"], row["edition"]] = listed
    return found


def digits_in(column: Column, text: str) -> bool:
    """Whether a cell has a number."""
    return (column.right or column.key in ("value", "growth")) and text.strip() not in ("", MISSING)


# What the notebook functions have for a cell


def _flow_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    period, other = row.key.split(" ")[0], PARTNER[selection.reporter]
    compiler = _compiler_of(reference)
    if column.key == "cover_ratio":
        ratio = pair.cover_ratio(BOOK, Period.parse(period), selection.reporter, compiler)
        measure = "cover_ratio" if selection.reporter == "KHM" else "import_export_ratio"
        return 1.0, Subject(measure, selection.reporter, other, period, compiler), _number(ratio)
    flow = column.key.removesuffix("_gap").removesuffix("_mirror").removesuffix("_growth")
    if column.key.endswith("_gap"):
        gap = pair.gap(BOOK, flow, Period.parse(period), dict(zip(("KHM", "JPN"), compiler.split("+"), strict=True)))
        made, _ = exchange_rates.in_currency_or_why(BOOK, gap, selection.unit)
        subject = Subject(column.key, "KHM", "JPN", period, compiler)
        return None if made is None else (_scale(selection), subject, _number(made))
    reporter = other if column.key.endswith("_mirror") else selection.reporter
    record = _totals(selection.unit)[reporter, flow, period, compiler]
    subject = Subject(MEASURE_OF[reporter][flow], reporter, PARTNER[reporter], period, compiler)
    if column.key.endswith("_growth"):
        unit = "percent" if selection.unit == "USD" else f"percent in {selection.unit}"
        grown = Number(*(record[f"growth_{end}"] for end in ("pct", "low", "high")), unit, record["growth_status"])
        return 1.0, subject._replace(measure=f"{subject.measure}_growth"), grown
    return _told(selection, subject, _level(record, selection.unit))


def _number(quantity: Any) -> Number:
    """What the engine made, as a number."""
    ends = (quantity.value, quantity.interval.low, quantity.interval.high)
    return Number(*map(float, ends), quantity.unit, quantity.status, frozenset(f.source for f in quantity.figures))


def _scale(selection: Selection) -> float:
    """In what the amounts of a page are drawn: millions of dollars, billions of riel and yen."""
    return 1e6 if selection.unit == "USD" else 1e9


def _told(selection: Selection, subject: Subject, number: Number) -> Told:
    """A number as it is drawn in the currency of the page; None where there is no rate for it."""
    return None if number.value is None else (_scale(selection), subject, number)


def _compiler_of(reference: str) -> str:
    return Reference.parse(reference).compiler if reference.startswith("=") else str(_figures()[reference]["compiler"])


def _sources(ids: list[str]) -> frozenset[str]:
    """Where figures stand."""
    return frozenset(_figures()[id]["source"] for id in ids)


@lru_cache(maxsize=len(UNITS))
def _totals(unit: str) -> dict[tuple[str, str, str, str], dict[str, Any]]:
    """`flows.pair_totals` of both sides, by reporter, flow as Cambodia sees it, period and compiler."""
    return {
        (reporter, row["flow"], row["period"], row["compiler"]): row
        for reporter in HOME
        for row in flows.pair_totals(BOOK, reporter, currency=unit).iter_rows(named=True)
    }


def _level(record: dict[str, Any], unit: str) -> Number:
    sources = frozenset((record["source"] or "").split())
    return Number(record["amount"], record["low"], record["high"], unit, record["status"], sources)


def _ranking_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    record = _ranked(selection.period, selection.compiler, selection.unit)[row.key]
    subject = Subject(column.key, "KHM", row.key, selection.period.code, selection.compiler)
    if column.key in _LEVELS:
        ends = [record[f"{column.key}{end}"] for end in ("", "_low", "_high")]
        sources = frozenset((record[f"{column.key}_source"] or "").split())
        return _told(selection, subject, Number(*ends, selection.unit, record[f"{column.key}_status"], sources))
    if column.key in _SHARE:
        ends = (record[f"{_SHARE[column.key]}_share{end}"] for end in ("", "_low", "_high"))
        return 1.0, subject, Number(*ends, "percent", record[f"{_SHARE[column.key]}_share_status"])
    name = "rank_change" if column.key.endswith("change") else column.key
    unit = "places" if name == "rank_change" else "rank"
    return 1.0, subject, Number(float(record[name]), unit=unit, status="derived")


@lru_cache(maxsize=256)
def _ranked(period: Period, edition: str, unit: str) -> dict[str, dict[str, Any]]:
    return {r["partner"]: r for r in partners.ranking(BOOK, period, edition, unit).iter_rows(named=True)}


def _japan_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    if not reference.startswith("="):
        return _figure_number(selection, row, column, reference)
    year, _, edition = row.key.partition(" ")
    if not year.isdecimal():  # a part of a year has its list alone
        of_list = selection.with_(period=Period.parse(year), compiler=edition)
        return _ranking_number(of_list, row._replace(key="JPN"), column, reference)
    record = _by_year()[int(year), edition]
    name = f"{_SHARE[column.key]}_share" if column.key in _SHARE else column.key
    name = name.replace("total_trade", "total")
    is_share = column.key in _SHARE
    status = record[f"{name}_status"] if is_share else "derived"
    number = Number(float(record[name]), unit="percent" if is_share else "rank", status=status)
    return 1.0, Subject(column.key, "KHM", "JPN", year, edition), number


@lru_cache(maxsize=1)
def _by_year() -> dict[tuple[int, str], dict[str, Any]]:
    return {(r["year"], r["edition"]): r for r in partners.share_by_year(BOOK).iter_rows(named=True)}


def _beside_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    period, _, edition = row.key.partition(" ")
    side, measure = (
        ("other_", column.key.removeprefix("other_")) if column.key.startswith("other_") else ("", column.key)
    )
    record = _beside(selection.item)[period, edition, measure]
    level = Number(
        *(record[f"{side}{end}"] for end in ("amount", "low", "high")),
        "USD",
        "",
        _sources([record[f"{side}figure"]] if record[f"{side}figure"] else []),
    )
    partner = selection.item if side else "JPN"
    return _told(selection, Subject(measure, "KHM", partner, period, edition), level)


@lru_cache(maxsize=128)
def _beside(other: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(r["period"], r["edition"], r["measure"]): r for r in partners.beside(BOOK, other).iter_rows(named=True)}


def _figure_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    """Of a row that shows one figure; a derived one as `flows.pair_totals` works it out."""
    if not reference:
        return None
    record = _figures()[reference]
    subject = Subject(
        record["measure"], record["reporter"], record["partner"] or "", record["period"], record["compiler"]
    )
    sources = frozenset([record["source"]])
    of_goods = f" of {record['product']}" if record["product"] else ""
    is_growth = column.key == "growth" or (row.key.startswith("finding:") and row.key.endswith(":growth"))
    if is_growth and record["growth_pct"] is not None:
        grown = Number(
            *(record[f"growth_{end}"] for end in ("pct", "low", "high")), "percent", record["status"], sources
        )
        return 1.0, subject._replace(measure=f"{record['measure']}{of_goods}_growth"), grown
    again = _derived_again(record) if record["status"] == "derived" else None
    number = Number(record["amount"], record["low"], record["high"], record["unit"], record["status"], sources)
    scale = (
        1e6
        if selection.tab == "checks" and not selection.item and record["unit"] == "USD"
        else _SCALE.get(record["scale"], 1.0)
    )
    subject = subject._replace(measure=subject.measure + of_goods)
    return scale, subject, number if again is None else again


def _derived_again(record: dict[str, Any]) -> Number | None:
    """What a table holds as derived, as the engine makes it."""
    made = derived_again(BOOK, BOOK.figure(record["id"]))
    return None if made is None else _number(made)


@lru_cache(maxsize=1)
def _figures() -> dict[str, dict[str, Any]]:
    """Every figure by its id; those of investment as its own functions have them."""
    frames = [investment.by_investor(BOOK, basis) for basis in ("stock", "inflow", "approval")]
    frames += [investment.by_sector(BOOK, basis) for basis in ("stock", "inflow")]
    found = {row["id"]: row for row in BOOK.figures.iter_rows(named=True)}
    return found | {row["id"]: row for f in [*frames, investment.presence(BOOK)] for row in f.iter_rows(named=True)}


def _finding_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    told = _figure_number(selection, row, column, reference) if column.title == "Printed" else None
    if told is None:
        return None
    number, text = told[2], row.texts[2].split()
    scale = next((_SCALE[w] for w in text if w in _SCALE), 1.0)
    return scale, told[1], number


def _mirror_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    flow, period, whose = row.key.split(":")
    sold, bought = whose.split("+")
    seller, buyer = flow.split("→")
    own = "exports" if seller == "KHM" else "imports"
    if column.key in ("exporter", "importer"):
        of = (seller, "exports", sold) if column.key == "exporter" else (buyer, "imports", bought)
        subject = Subject(of[1], of[0], PARTNER[of[0]], period, of[2])
        return _told(selection, subject, _level(_totals("USD")[of[0], own, period, of[2]], "USD"))
    if column.key == "gap":
        compilers = (sold, bought) if seller == "KHM" else (bought, sold)
        gap = pair.gap(BOOK, own, Period.parse(period), dict(zip(HOME, compilers, strict=True)))
        return 1e6, Subject(f"{own}_mirror_gap", "KHM", "JPN", period, "+".join(compilers)), _number(gap)
    return None


def _revision_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    return _figure_number(selection, row, column, reference) if column.title in ("First", "Later") else None


_READERS = {
    **{("flows", view): _flow_number for view in VIEWS["flows"]},
    **{(tab, "comparison"): partial(comparisons.number, BOOK) for tab in ("flows", "partners")},
    ("partners", "ranking"): _ranking_number,
    ("partners", "japan"): _japan_number,
    ("partners", "beside"): _beside_number,
    ("investment", "investors"): newest_number,
    **{("investment", view): line_number for view in VIEWS["investment"][1:-1]},
    **{("products", view): product_pages.number for view in product_pages.bundled_splits()},
    ("checks", "findings"): _finding_number,
    ("checks", "mirror"): _mirror_number,
    ("checks", "revisions"): _revision_number,
    ("checks", "pinned"): lambda *_: None,
    ("checks", "identities"): lambda *_: None,
}
