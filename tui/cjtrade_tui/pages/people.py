"""People: who spoke, what they said in our words, on which topic, and the figures they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from cjtrade_data.book.book import Book
from cjtrade_data.frames import people
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_tui.cli.view_options import nearest
from cjtrade_tui.pages.cell import Cell, count
from cjtrade_tui.pages.common import choose, organisation, source_words
from cjtrade_tui.pages.figure_rows import COLUMNS, figure_rows, measure_words, printed_cell
from cjtrade_tui.pages.page import Column, Page, Row

_VIEWS = VIEWS["people"]
_KEYS = frozenset({"view", "open", "filter"})


def build(book: Book, selection: Selection) -> Page:
    """The People page of a selection: a filter keeps one topic or one organisation, an item opens its figures."""
    if selection.item:
        return _figures(book, selection.item)
    view = choose(selection.view, _VIEWS, "view of People")
    if view == "speakers":
        return _speakers(book)
    if view == "mentions":
        return _mentions(book)
    return _statements(book, selection)


def _filters(book: Book) -> tuple[str, ...]:
    return ("", *people.topics(book), *people.organisations(book))


def _statements(book: Book, selection: Selection) -> Page:
    kept = choose(selection.filter, _filters(book), "topic or organisation") if selection.filter else ""
    topic, by = (kept, "") if kept in people.topics(book) else ("", kept)
    frame = people.statements(book, topic=topic, organisation=by)
    what = f"on {topic}" if topic else f"by {organisation(book, by)}" if by else "on every topic"
    return Page(
        tab="people",
        title=f"what was said {what}, in our words",
        columns=(
            Column("§", key="paragraph"), Column("Who", key="speaker", right=False), Column("Topic", key="topic", right=False), Column("In short", key="statement", right=False, flexible=True),
            Column("Figures", key="figures", rank=3), Column("Date", key="date", right=False, rank=2),
        ),
        rows=tuple(_statement_row(book, r) for r in frame.iter_rows(named=True)),
        column=3, view="statements", views=_VIEWS, filters=_filters(book), tall_detail=True, keys=_KEYS,
        empty="Nobody in the book spoke of that.",
    )  # fmt: skip


def _statement_row(book: Book, record: Mapping[str, Any]) -> Row:
    who = record["speaker"] if record["person"] else organisation(book, record["organisation"])
    role = f", {record['role']}" if record["role"] else ""
    head = (
        f"{record['speaker']}{role}, {record['organisation_name']}" if record["person"] else record["organisation_name"]
    )
    place = f"{source_words(book, record['source'])}, {record['locator']}"
    spoken = [f"Speaks of: {figure_words(book, id)}." for id in record["figures"]]
    quote = [f"Own words: “{record['quote']}”."] if record["quote"] else []
    return Row(
        key=record["id"],
        cells=(
            _paragraph(record["paragraph"]), *map(Cell, (who, record["topic"], record["paraphrase"])),
            _spoken_of(record["figures"]), Cell(record["date"] or ""),
        ),
        detail=(f"{head}, {record['date']}: {record['topic']}.", record["paraphrase"], *quote, f"Source: {place}.", *spoken),
        opens=(record["person"] or record["organisation"]) if record["figures"] else "",
        subject=f"statement:{record['id']}",
    )  # fmt: skip


def _paragraph(number: int | None) -> Cell:
    """Where it stands in its source."""
    return count(number, "paragraph") if number else Cell()


def _spoken_of(figures: list[str]) -> Cell:
    """How many figures are spoken of."""
    return count(len(figures)) if figures else Cell()


def figure_words(book: Book, id: str) -> str:
    """A figure in a few words: `Exports, Jan-Feb 2024, 237.22 million USD`."""
    record = book.figure_row(id)
    cell, unit = printed_cell(record)
    return f"{measure_words(book, record)}, {book.figure(id).period.label}, {cell.text} {unit}"


def _speakers(book: Book) -> Page:
    rows = []
    for r in people.speakers(book).iter_rows(named=True):
        said = (
            people.statements(book, person=r["id"]) if r["is_person"] else people.statements(book, organisation=r["id"])
        )
        rows.append(
            Row(
                key=r["id"],
                cells=(
                    *map(Cell, (r["speaker"], r["role"] or "", organisation(book, r["organisation"]))),
                    count(r["statements"]), _spoken_of(r["figures"]),
                ),
                detail=tuple(f"§{s['paragraph']} {s['topic']}: {s['paraphrase']}" for s in said.iter_rows(named=True)),
                opens=r["id"] if r["figures"] else "",
                subject=f"speaker:{r['id']}",
            )
        )  # fmt: skip
    return Page(
        tab="people", title="everyone quoted or reported",
        columns=(
            Column("Who", key="speaker", right=False, flexible=True), Column("Role", key="role", right=False, flexible=True),
            Column("Organisation", key="organisation", right=False, rank=1), Column("Said", key="statements"), Column("Figures", key="figures"),
        ),
        rows=tuple(rows), column=0, view="speakers", views=_VIEWS, tall_detail=True, keys=_KEYS - {"filter"},
    )  # fmt: skip


def _mentions(book: Book) -> Page:
    rows = tuple(
        Row(
            key=r["id"],
            cells=tuple(Cell(r[name] or "") for name in ("kind", "name", "flow", "code", "attributed", "locator")),
            detail=(
                f"{r['name']}: {r['kind']} named by {r['attributed']}, {source_words(book, r['source'])}, {r['locator']}."
                f"{' ' + r['note'] if r['note'] else ''}",
            ),
        )
        for r in people.mentions(book).iter_rows(named=True)
    )
    return Page(
        tab="people", title="goods, sectors, institutions, places named",
        columns=(
            Column("Kind", key="kind", right=False), Column("Name", key="name", right=False, flexible=True), Column("Flow", key="flow", right=False),
            Column("Code", key="code", right=False, rank=2), Column("Named by", key="speaker", right=False), Column("Place", key="locator", right=False, rank=1),
        ),
        rows=rows, column=1, view="mentions", views=_VIEWS, keys=frozenset({"view"}),
    )  # fmt: skip


def _figures(book: Book, speaker: str) -> Page:
    """The figures a speaker speaks of. Raises ValueError for one who is not in the book."""
    everyone = people.speakers(book)
    found = everyone.filter(pl.col("id") == speaker)
    if found.is_empty():
        near = nearest(speaker, everyone["id"])
        raise ValueError(
            f"'{speaker}' is nobody in the book: the nearest is {near}; see cjtrade-tui show people --view speakers"
        )
    who = found.row(0, named=True)
    records = [book.figure_row(id) for id in who["figures"]]
    records.sort(key=lambda r: r["period_end"], reverse=True)
    return Page(
        tab="people", title=f"the figures {who['speaker']} speaks of", columns=COLUMNS,
        rows=figure_rows(book, records), column=2, views=("",), keys=frozenset(),
        empty=f"{who['speaker']} speaks of no figure in the book. Esc goes back.",
    )  # fmt: skip
