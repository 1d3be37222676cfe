"""Partners: the pair's second, Japan, beside another partner, year by year, compared at the precision both are printed with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.frames import partners
from cjtrade_data.model.own import is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.cli.view_options import nearest
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import Money, area, first_of, money_cell, organisation
from cjtrade_tui.pages.page import Column, Page, Row


def build(book: Book, selection: Selection, money: Money, other: str) -> Page:
    """Japan and another partner, year by year."""
    names = book.index("areas", "code")
    if other not in names:
        by_name = {name: code for code, row in names.items() for name in (code, row["name"])}
        near = by_name[nearest(other, by_name)]
        raise ValueError(f"'{other}' is no partner in the book: the nearest is {near}, {names[near]['name']}")
    if other in (*book.pair, "WLD"):
        second = area(book, book.pair[1])
        raise ValueError(f"'{other}' is no partner to set beside {second}: give the code of another, such as CHN")
    name, second = names[other]["name"], area(book, book.pair[1])
    lines: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for r in partners.beside(book, other, currency=money.unit).iter_rows(named=True):
        lines.setdefault((r["period"], r["edition"]), {})[r["measure"]] = r
    lines = {key: pair for key, pair in lines.items() if any(_side(m, "other_") for m in pair.values())}
    rows = []
    for (period, edition), measures in sorted(lines.items(), reverse=True):
        cells = [Cell(period)]
        for measure in ("exports", "imports"):
            pair = measures.get(measure)
            words = _compared(pair, measure, name, period, edition, money)
            for side in ("", "other_"):
                figure = (pair[f"{side}figure"] or "") if pair else ""
                cells.append(money_cell(money, _side(pair, side), figure=figure, detail=words))
        cells.append(Cell(organisation(book, edition) if is_imported(edition) else edition))
        rows.append(Row(key=f"{period} {edition}", cells=tuple(cells)))
    periods = [Period.parse(r.key.split(" ")[0]) for r in rows]
    start = first_of(periods, selection.period)
    return Page(
        tab="partners",
        title=f"{second} beside {name}, {money.words}, as {area(book, book.pair[0])} reports",
        columns=(
            Column("Year", key="period", right=False), Column(f"To {second} ", key="exports"), Column(f"To {name} ", key="other_exports"),
            Column(f"From {second} ", key="imports"), Column(f"From {name} ", key="other_imports"),
            Column("Whose", key="compiler", right=False, rank=1),
        ),
        rows=tuple(rows),
        start=start, period=periods[start] if rows else None, periods=tuple(sorted(set(periods))),
        chart=_beside_chart(lines, money, name),
        notes=tuple(filter(None, (money.note([Period.of_year(int(p)) for p, _ in lines]), "Enter on a name in the ranking opens it here."))),
        view="beside", views=VIEWS["partners"], keys=frozenset({"view", "unit"}),
        empty=f"The book has no year of {name} beside {second}.",
    )  # fmt: skip


def _compared(pair: Mapping[str, Any] | None, measure: str, name: str, period: str, edition: str, money: Money) -> str:
    """Japan against the other partner in one sentence, at the precision both are printed with."""
    first, second = (area(money.book, code) for code in money.book.pair)
    edition = name_of(edition) if is_imported(edition) else edition
    sides = [_side(pair, ""), _side(pair, "other_")]
    if pair is not None and pair["no_rate"]:
        return f"{first}'s {measure}, {period}, {edition}, is not converted: {pair['no_rate']}."
    if sides[0] is None or sides[1] is None:
        missing = [who for who, side in zip((second, name), sides, strict=True) if side is None]
        return f"{first}'s {measure}, {period}, {edition}: nothing is known of {' and '.join(missing)}."
    japan, other = sides[0], sides[1]
    way = "to" if measure == "exports" else "from"
    texts = [money.text(side) for side in (japan, other)]
    told = (
        f"{first}'s {measure} {way} {second}, {period}: {texts[0]}; {way} {name}: {texts[1]} {money.words}, {edition}"
    )
    if japan["low"] <= other["high"] and other["low"] <= japan["high"]:
        return f"{told}: indistinguishable at the printed precision."
    difference = {"amount": abs(japan["amount"] - other["amount"])}
    low = max(japan["low"], other["low"]) - min(japan["high"], other["high"])
    difference |= {"low": low, "high": max(japan["high"], other["high"]) - min(japan["low"], other["low"])}
    more = "more" if japan["amount"] > other["amount"] else "less"
    return f"{told}: {second}'s is {money.text(difference)} {more}, {japan['amount'] / other['amount']:.2f} times the other."


def _side(row: Mapping[str, Any] | None, side: str) -> dict[str, Any] | None:
    """Japan's ("") or the other partner's ("other_") amount of a row of `partners.beside`."""
    if row is None or row[f"{side}amount"] is None:
        return None
    return {name: row[f"{side}{name}"] for name in ("amount", "low", "high", "status")}


def _beside_chart(
    lines: Mapping[tuple[str, str], Mapping[str, Mapping[str, Any]]], money: Money, name: str
) -> Chart | None:
    longest = Counter(e for _, e in lines if is_imported(e)).most_common(1)
    edition = "WITS 2017-11" if money.book.pair == HOME or not longest else longest[0][0]
    wits = {int(p): m for (p, e), m in sorted(lines.items()) if e == edition and len(p) == 4}
    if not wits:
        return None
    years = range(min(wits), max(wits) + 1)

    def values(side: str) -> tuple[float | None, ...]:
        return tuple(money.value(_side(wits.get(year, {}).get("exports"), side)) for year in years)

    return Chart(
        "line", f"{area(money.book, money.book.pair[0])}'s exports, {name_of(edition) if is_imported(edition) else 'WITS'}", money.words, tuple(float(y) for y in years), tuple(str(y) for y in years),
        (Series(f"to {area(money.book, money.book.pair[1])}", values(""), "exports"), Series(f"to {name}", values("other_"), "imports")),
    )  # fmt: skip
