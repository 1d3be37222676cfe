"""A page as a table of numbers, for other programs: what `export` writes of a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cjtrade_data.export import FORMATS, About, Meaning, export, format_of, markdown
from cjtrade_data.wording.sentences import joined, note_sentence
from cjtrade_tui.charts.file import CHART_FORMATS, chart_file
from cjtrade_tui.pages.cell import MISSING, Cell
from cjtrade_tui.pages.common import collected, doubts, organisation, sides, source_words
from cjtrade_tui.pages.number_format import known

if TYPE_CHECKING:
    from pathlib import Path

    from cjtrade_data.book.book import Book
    from cjtrade_data.lookup.api import Answer
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.charts.chart import Chart
    from cjtrade_tui.pages.page import Column, Page, Row

_BEHIND = ("low", "high", "status", "disputed", "figure")
"""What stands behind a number, in columns of its own to the right of all that is shown."""
_BASE_UNITS = "The numbers are in base units: dollars, not millions of them; per cent as per cent."
_MEANINGS = {
    "low": "the least that rounding leaves; empty where there is no lower end, and of estimates",
    "high": "the most that rounding leaves; empty where there is no upper end, and of estimates",
    "status": "reported by the source, derived, estimated or converted; 'over' and 'under' where it is only a limit",
    "disputed": "what other figures have against it, or that it is printed otherwise elsewhere; empty where nothing is",
    "figure": "the id, or the reference, under which the program has the number",
}


_NAMED = 4
"""Publishers that are named below a chart."""
_SCOPE = {
    "period": "the periods of the numbers of the row",
    "reporter": "the areas that report the numbers of the row",
    "compiler": "the organisations whose numbers the row has",
}


class _Series(NamedTuple):
    name: str
    unit: str
    meaning: str
    values: Sequence[float | str | None]


def page_for(page: Page, book: Book, path: Path, at: tuple[int, int]) -> bytes:
    """The page, or the chart at a row and column of it, as the ending of a path says.

    Raises ValueError for one that nothing is made for.
    """
    format = format_of(path, (*FORMATS, *CHART_FORMATS))
    return chart_of(page, book, at, format) if format in CHART_FORMATS else page_as(page, book, format)


def chart_of(page: Page, book: Book, at: tuple[int, int], format: str) -> bytes:
    """The chart at a row and column as the bytes of a file. Raises ValueError where there is none."""
    row, column = page.rows[at[0]].complete() if page.rows else None, at[1]
    chart = page.chart_at(row, column)
    if chart is None:
        return chart_file(chart, format)
    above = f"{sides(book)}: {page.about or page.title}"
    return chart_file(chart, format, above, _below(_drawn(page, chart, row, column), book))


def _drawn(page: Page, chart: Chart, row: Row | None, column: int) -> Iterator[Row]:
    """The rows that a chart is of, with the cells of the columns that it is of: those with the chart, or with its texts."""
    if row is not None and row.chart:
        yield row
        return
    rows = [r for r in page.rows if not {r.key, r.line_key}.isdisjoint(chart.keys)] or page.rows
    every = range(len(page.columns))
    columns = {
        max(every, key=lambda at: sum(not {*_written(r.cells[at])}.isdisjoint(series.texts) for r in rows))
        for series in chart.series
        if any(series.texts)
    }
    own = page.columns[column].chart
    of = [at for at in every if page.columns[at].chart == own] if own else columns or every
    yield from (each._replace(cells=tuple(each.cells[at] for at in of), subject="") for each in rows)


def _written(cell: Cell) -> tuple[str, str]:
    """A number as a chart may write it, with its mark or without."""
    return cell.text.strip(), cell.bare.strip()


def _below(rows: Iterable[Row], book: Book) -> str:
    """Whose figures some rows have, where they are published, and when they were read."""
    answers = [answer for row in rows for answer in _answers(row, book).values()]
    sources = [book.sources[id] for id in dict.fromkeys(id for answer in answers for id in answer.source.split())]
    publishers = list(dict.fromkeys(source_words(book, (source.id,)) for source in sources))
    of = dict.fromkeys(
        organisation(book, answer.quantity.compiler) for answer in answers if answer.quantity is not None
    )
    more = f"; and {len(publishers) - _NAMED} more" if len(publishers) > _NAMED else ""
    told = f"Compiler: {joined([*of])}. Source: {'; '.join(publishers[:_NAMED])}{more}." if sources else ""
    return f"{told} {collected(sources)}. cjtrade-tui".strip(" .")


def file_name(selection: Selection, page: Page) -> str:
    """The name that is offered for the file of a view, of what it shows: `cjtrade-flows-levels-ytd.xlsx`."""
    shown = (
        page.view,
        *(str(getattr(selection, name)) for name in ("frequency", "item", "filter") if name in selection.applying),
    )
    parts = [page.tab, *shown, "" if page.rows_are_periods or page.period is None else page.period.code]
    words = "-".join(filter(None, parts)).lower()
    return f"cjtrade-{''.join(c if c.isascii() and c.isalnum() else '-' for c in words)}.xlsx"


def preview(page: Page, row: int, column: int) -> list[str]:
    """What of a page would be exported, with the cursor on a cell, in a few lines."""
    titles = ", ".join(column.name for column in page.columns)
    return [
        page.title_at(page.rows[row] if page.rows else None, column),
        "",
        f"{len(page.rows)} rows: {titles}.",
        "Numbers are in base units (dollars, not millions), each with its low and high end, status, disputes, reference and sources.",
        "",
        f"The ending of the name says in which format: {', '.join('.' + format for format in FORMATS)}.",
        "Excel and Markdown also list the sources with vintage and licence; .svg, .png and .txt hold the chart instead.",
    ]


def page_as(page: Page, book: Book, format: str) -> bytes:
    """The page as the bytes of a file: rows, order and filter as shown, numbers in base units (dollars, not millions).

    Markdown has the texts as they are shown.
    """
    page = page.complete()
    answers = {row.key: _answers(row, book) for row in page.rows}
    sources = [
        _joined((id for answer in each.values() for id in answer.source.split()), " ") for each in answers.values()
    ]
    named = tuple(dict.fromkeys(id for each in sources for id in each.split()))
    scope = _scope(page, list(answers.values()))
    notes = (*page.notes, *(() if page.rows else (page.empty,)))
    about = About(page.title, notes=notes, sources=tuple(book.sources[id] for id in named))
    if format == "md":
        of = tuple(
            f"{each.name.capitalize()}: {_joined(str(v) for v in each.values if v is not None)}." for each in scope
        )
        rows = (row.texts for row in page.rows)
        marks = f"Behind a number: {', '.join(page.marks)}." if page.marks else ""
        told = tuple(filter(None, (marks, *of, *notes)))
        return markdown([c.name for c in page.columns], rows, about._replace(notes=told)).encode()
    every = [*_columns(page, _periods(page, answers), book), *scope]
    every.append(_Series("sources", "", "ids of the sources that the row stands on", sources))
    remarks = [_notes_of(each.values(), book) for each in answers.values()]
    if any(remarks):
        every.append(_Series("notes", "", "what the tables say of the prints of the row", remarks))
    frame = pl.DataFrame([pl.Series(each.name, each.values, _type(each)) for each in every])
    notes = (_BASE_UNITS, *notes)
    return export(
        frame, format, about._replace(notes=notes, columns=tuple(Meaning(e.name, e.unit, e.meaning) for e in every))
    )


def _notes_of(answers: Iterable[Answer], book: Book) -> str | None:
    """The notes of the tables on the prints of a row; None where there are none."""
    prints = (book.figure(answer.figure) for answer in answers if answer.figure is not None)
    return _joined((note_sentence(f.note) for f in prints if f.note), " ") or None


def _answers(row: Row, book: Book) -> dict[str, Answer]:
    """What the cells of a row are references of, by reference."""
    from cjtrade_data.lookup.api import named

    found = {}
    for reference in filter(None, (*(cell.figure for cell in row.cells), row.subject)):
        try:
            found[reference] = named(reference, book)
        except (KeyError, ValueError):
            continue
    return found


def _scope(page: Page, answers: Sequence[Mapping[str, Answer]]) -> Iterator[_Series]:
    """Whose numbers a row has, of when, and how far its list reaches, where no column of the page says so."""
    for name, meaning in _SCOPE.items():
        if name not in {column.key for column in page.columns}:
            of_rows = [
                _joined(str(getattr(a.quantity, name)) for a in each.values() if a.quantity is not None) or None
                for each in answers
            ]
            if any(of_rows):
                yield _Series(name, "", meaning, of_rows)
    if page.coverage:
        yield _Series("coverage", "", "how much of the whole the list has", [page.coverage] * len(page.rows))


def _periods(page: Page, answers: Mapping[str, Mapping[str, Answer]]) -> list[str]:
    """The period that a column of numbers is of, where the page has columns of several and none that says of when a row is;
    else "" for each."""
    if any(column.key == "period" for column in page.columns):
        return ["" for _ in page.columns]
    of_columns = []
    for at in range(len(page.columns)):
        named = [answers[row.key].get(row.cells[at].figure) for row in page.rows if row.cells[at].value is not None]
        periods = {
            answer.quantity.period.code for answer in named if answer is not None and answer.quantity is not None
        }
        of_columns.append(periods.pop() if len(periods) == 1 else "")
    return of_columns if len({*filter(None, of_columns)}) > 1 else ["" for _ in of_columns]


def _joined(words: Iterable[str], by: str = "; ") -> str:
    return by.join(dict.fromkeys(words))


def _type(series: _Series) -> pl.DataType | type[pl.DataType]:
    return pl.Float64 if any(isinstance(value, float) for value in series.values) else pl.String


def _columns(page: Page, periods: Sequence[str], book: Book) -> list[_Series]:
    shown = [_Series("key", "", "the row's name on the command line (--row)", [row.key for row in page.rows])]
    behind: list[_Series] = []
    for at, (column, period) in enumerate(zip(page.columns, periods, strict=True)):
        cells = tuple(row.cells[at] for row in page.rows)
        if any(cell.value is not None for cell in cells):
            shown += _numbers(column, cells, f"{column.in_files} {period}".rstrip())
            behind += _behind(column.in_files, cells, units[0] if len(units := _units(cells)) == 1 else "", book)
        else:
            shown.append(_Series(column.in_files, "", column.name, list(map(_words, cells))))
    return [*shown, *behind]


def _numbers(column: Column, cells: tuple[Cell, ...], name: str) -> list[_Series]:
    title, values = column.name, [known(cell)[0] for cell in cells]
    units = _units(cells)
    if len(units) == 1:
        made = [_Series(f"{name} ({units[0]})", units[0], title, values)]
    else:
        own = [cell.unit or None for cell in cells]
        unit = f"{column.in_files}_unit"
        made = [_Series(name, "", f"{title}, in the unit of {unit}", values), _Series(unit, "", "unit", own)]
    if any(cell.value is None and _words(cell) for cell in cells):
        words = [_words(cell) if cell.value is None else None for cell in cells]
        made.append(_Series(f"{column.in_files}_words", "", f"{title}, where it is no number", words))
    return made


def _units(cells: tuple[Cell, ...]) -> list[str]:
    return sorted({cell.unit for cell in cells if cell.value is not None})


def _behind(key: str, cells: tuple[Cell, ...], unit: str, book: Book) -> list[_Series]:
    told: dict[str, Sequence[float | str | None]] = {
        "low": [known(cell)[1] for cell in cells],
        "high": [known(cell)[2] for cell in cells],
        "status": [_status(cell) or None for cell in cells],
        "disputed": [doubts(book, cell) or None for cell in cells],
        "figure": [cell.figure or None for cell in cells],
    }
    of_number = ("low", "high")
    return [
        _Series(f"{key}_{name}", unit if name in of_number else "", _MEANINGS[name], told[name]) for name in _BEHIND
    ]


def _status(cell: Cell) -> str:
    if cell.value is None:
        return ""
    limit = "" if cell.low is cell.high else "over" if cell.high is None else "under" if cell.low is None else ""
    return f"{cell.status}, {limit}" if limit else cell.status


def _words(cell: Cell) -> str | None:
    """The words of a cell, of a period its name without whose it is; None where there are none."""
    text = cell.said.strip()
    return text if text not in ("", MISSING) else None
