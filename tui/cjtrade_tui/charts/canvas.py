"""Cells that a chart is drawn into, and the axes around them: ticks on the left, the names of positions below."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, characters, shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.chart import ROLES, Chart

Run = tuple[str, str]
Cells = list[list[Run]]
"""Rows of single cells: (character, role)."""

MARKERS = dict(zip(ROLES, ("braille", "•", "+", "braille", "braille", "●", "○", "×", "·", "braille", "▪"), strict=True))
ASCII_MARKERS = dict(zip(ROLES, "#o+##@Ox.#*", strict=True))


def text_cells(text: str, role: str) -> list[Run]:
    """One entry a cell: a wide character has an empty one behind it, a combining one goes with its letter."""
    cells: list[Run] = []
    for character, wide in characters(safe_text(text)):
        cells += [(character, role), *[("", role)] * (wide - 1)]
    return cells


def beside(placed: Iterable[tuple[int, str]], width: int) -> list[Run]:
    """Labels beside each other in a line, each at the column where it begins."""
    line = [" "] * width
    for left, label in placed:
        line[left : left + len(label)] = label
    return text_cells("".join(line), "dim")


def runs(row: Iterable[Run]) -> list[Run]:
    """Cells that follow each other in one role as one run of text."""
    return [("".join(text for text, _ in run), role) for role, run in groupby(row, key=lambda cell: cell[1])]


def titled(title: str, behind: str, width: int) -> str:
    """A title and what stands behind it, which stays where the title is cut."""
    words = safe_text(f" {title}")
    return shortened(words, min(cell_len(words), width - cell_len(behind))) + behind


def framed(canvas: Cells, chart: Chart, at: dict[int, str], columns: Sequence[int], width: int, ascii: bool) -> Cells:
    """The canvas with its axis: tick labels by row on the left, position labels below."""
    gutter = max((len(t) for t in at.values()), default=0)
    bar, tick = ("|", "+") if ascii else ("│", "┤")
    rows = [
        text_cells(f"{at.get(y, ''):>{gutter}}{tick if y in at else bar}", "dim") + row for y, row in enumerate(canvas)
    ]
    return [*rows, _below(chart, [gutter + 1 + c for c in columns], [(" ", "")] * width, ascii)]


def _below(chart: Chart, places: Sequence[int], cells: list[Run], ascii: bool) -> list[Run]:
    """The labels of the positions, and a sign under the one picked out, with its name on the side where that covers no other
    label, or else, of a date within a year, with the year or none; the labels that it touches all the same make room."""
    width = len(cells)
    placed = ticks.places(places, chart.labels, width)
    sign: list[Run] = []
    first = last = -1
    if chart.highlight is not None:
        place, mark = places[chart.highlight], "^" if ascii else "▲"
        is_within = chart.marked != chart.labels[chart.highlight]
        names = [chart.marked, chart.marked.rpartition(" ")[2]]
        beside = [each for n in names for each in ((place, mark + n), (place - len(n), n + mark))]
        fitting = [(place, mark)] * is_within + [
            (x, words) for x, words in beside if x >= 0 and x + len(words) <= width
        ]

        def covered(named: tuple[int, str]) -> tuple[int, bool, int, int]:
            touched = [label for x, label in placed if _touch(x, label, *named)]
            lost = sum(label not in named[1] for label in touched)
            return lost, bool(lost) and named[1] == mark, -len(named[1]), -len(touched)

        first, words = min(fitting, key=covered, default=(place, mark))
        sign, last = text_cells(words, "picked"), first + len(words)
        placed = [each for each in placed if not _touch(*each, first, words)]
    for left, label in placed:
        cells[left : left + len(label)] = text_cells(label, "dim")
    if sign:
        cells[first:last] = sign
    return cells


def _touch(left: int, words: str, other: int, others: str) -> bool:
    """Whether two words of a line would be read as one."""
    return left <= other + len(others) and other <= left + len(words)
