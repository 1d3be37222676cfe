"""The command palette: every action, tab, view, partner, speaker and source, found by a few letters of its name."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from textual.widgets import Input

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.rankings import MEASURES, partner_lists
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import TABS, VIEWS
from cjtrade_tui.navigation.commands import commands
from cjtrade_tui.overlays.base import InputOverlay, LineInput, keys_of
from cjtrade_tui.pages.columns import title_of
from cjtrade_tui.pages.page import FilterName, Page
from cjtrade_tui.painting.runs import Rows, fit
from cjtrade_tui.widgets.sheet import Choices

_LIKE = 75
"""How alike, of 100, a misspelt name must be."""
_KIND = 13
_MOST_REASONS = 8

_MOVING = ("on_page('move'", "on_page('page'", "on_page('end'", "next_tab")
"""Actions that nobody looks up: they stand last."""


class Entry(NamedTuple):
    """A line of the palette: its name, of what kind it is, what it does (an action, or a view to open), and other words by
    which it is found."""

    name: str
    kind: str
    does: str | Selection
    also: str = ""


def entries(book: Book, offered: frozenset[str], without: frozenset[str] = frozenset()) -> list[Entry]:
    """Everything there is, actions of the page first; commands named in `without` left out."""
    return [*_actions(offered, without), *_views(), *_partners(book), *_speakers(book), *_sources(book)]


def _actions(offered: frozenset[str], without: frozenset[str]) -> Iterator[Entry]:
    for command in sorted(commands(), key=lambda c: (c.id != "lookup", c.action.startswith(_MOVING))):
        name = command.palette or (f"{command.help} ({command.show})" if command.help else "")
        if name and command.action and command.id not in without and (not command.needs or command.needs in offered):
            yield Entry(name, "action", command.action)


def _views() -> Iterator[Entry]:
    for tab in TABS:
        yield Entry(tab.capitalize(), "tab", Selection(tab=tab))
        for view in VIEWS[tab]:
            shown = "" if view == VIEWS[tab][0] else view
            yield Entry(f"{tab.capitalize()}: {view}", "view", Selection(tab=tab, view=shown), title_of(view))


def _partners(book: Book) -> Iterator[Entry]:
    first, second = HOME
    traded = {row[2] for row in book.index.outline(first, MEASURES)} - {WORLD, second}
    lists = partner_lists(book, first)
    last = lists.ranked_periods("total_trade")[-1]
    place = {q.partner: at for at, q in enumerate(lists.rankings(last, "total_trade")[0].rows)}
    known = (book.areas[code] for code in traded & book.areas.keys())
    for area in sorted(known, key=lambda area: (place.get(area.code, len(place)), area.name)):  # the largest first
        name = f"{area.name} compared with {book.areas[second].name}"
        yield Entry(name, "partner", Selection(tab="partners", item=area.code))


def _speakers(book: Book) -> Iterator[Entry]:
    for statement in {s.person or s.organisation: s for s in book.statements}.values():
        id = statement.person or statement.organisation
        person, organisation = book.people.get(statement.person), book.organisations.get(statement.organisation)
        name = person.name if person else organisation.own_name if organisation else id
        name += f", {organisation.own_name}" if person and organisation else ""
        kind, also = ("person", f"{person.other_names} {statement.role}") if person else ("organisation", "")
        yield Entry(f"{name}: what was said", kind, Selection(tab="people", filter=id), also)


def _sources(book: Book) -> Iterator[Entry]:
    for source in book.sources.values():
        when = source.date
        title = f", {source.title.strip()}" if source.title else ""
        whose = "" if title or source.compiler == "PRESS" else f", figures of {source.compiler}"
        name = ", ".join(filter(None, (source.publisher, when))) + title + whose
        yield Entry(name, "source", Selection(tab="sources", item=source.id))


def find(wanted: str, among: list[Entry]) -> list[Entry]:
    """The entries with words that begin as all of `wanted` do, those first whose name does; else those that hold them anywhere;
    else those spelt like it, sources last."""
    words = wanted.casefold().split()
    if not words:
        return among
    begun = [e for e in among if _begins(words, f"{e.kind} {e.name} {e.also}")]
    if begun:
        return sorted(begun, key=lambda e: (not e.name.casefold().startswith(words[0]), not _begins(words, e.name)))
    holding = [e for e in among if all(w in f"{e.kind} {e.name} {e.also}".casefold() for w in words)]
    if holding or any(letter.isdigit() for letter in wanted):
        return holding  # another number is not a misspelt one
    from rapidfuzz import fuzz, process, utils

    alike = process.extract(
        wanted,
        [e.name for e in among],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LIKE,
        limit=20,
    )
    best = sorted(alike, key=lambda match: (among[match[2]].kind == "source", -match[1], len(match[0])))
    return [among[i] for _, _, i in best]


def _begins(words: Sequence[str], text: str) -> bool:
    return all(re.search(rf"\b{re.escape(word)}", text.casefold()) for word in words)


class Finder(InputOverlay["Entry | None"]):
    """A line to type on and what it finds among some entries; closes with the one that was chosen, or None."""

    def __init__(
        self, about: str, among: Callable[[], list[Entry]], otherwise: Callable[[str], Iterable[Entry]] = lambda _: ()
    ) -> None:
        """`about` is the title; `among` makes the entries, off the event loop; `otherwise` tells what was typed and is not among
        them, the first few of which are worked out when they are asked for."""
        self.found = FoundEntries(keys_of("finder"), about, LineInput("type a few letters of a name"), "Name")
        super().__init__(self.found)
        self._among, self._otherwise = among, otherwise
        self._all: list[Entry] = []

    async def on_mount(self) -> None:
        self._all = await asyncio.to_thread(self._among)
        self.found.kind = _KIND * (len({entry.kind for entry in self._all}) > 1)
        self._offer(self.line.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, wanted: str) -> None:
        found = find(wanted, self._all)
        told = islice(self._otherwise(wanted), _MOST_REASONS) if wanted or not found else ()
        self.found.offer([*found, *told])

    def on_input_submitted(self) -> None:
        if self.found.chosen is not None:
            self.dismiss(self.found.chosen)
        else:
            self.say("No match")


class CommandPalette(Finder):
    """Everything there is to go to and to do."""

    def __init__(self, book: Book, offered: frozenset[str], without: frozenset[str] = frozenset()) -> None:
        super().__init__("Go to or do: view, partner, source, action", lambda: entries(book, offered, without))
        self.found.nothing = "No match; / asks a question"


class Filters(Finder):
    """What a page can be narrowed to."""

    def __init__(self, page: Page, selection: Selection) -> None:
        kinds = dict.fromkeys(kind for kind, _, _ in page.filter_names.values() if kind)
        about = f"Filter by {', '.join(kinds)}" if kinds else "Filter"
        super().__init__(about, lambda: filter_entries(page, selection))


def filter_entries(page: Page, selection: Selection) -> list[Entry]:
    """A page with each of its filters."""
    names = {kept: page.filter_names.get(kept, FilterName("", kept or "everything")) for kept in page.filters}
    return [
        Entry(name.name, name.kind, selection.with_(filter=kept, row="", measure=""), name.also)
        for kept, name in names.items()
    ]


def row_entries(page: Page, selection: Selection) -> list[Entry]:
    """Each row of a page by its words, its numbers left out."""
    column = page.cell_of(selection)[1]
    words = [i for i, c in enumerate(page.columns) if not c.right and not c.role]
    return [
        Entry(
            " · ".join(filter(None, (row.cells[i].text for i in words))),
            "row",
            page.selection_at(selection, number, column),
        )
        for number, row in enumerate(page.rows)
    ]


def column_entries(page: Page, selection: Selection, shown: Sequence[int]) -> list[Entry]:
    """Those the reader hid, all of them first, then those that found no room: the cursor keeps the one it is in."""
    keys = [column.key for column in page.columns]
    hidden = [
        Entry(c.name, "hidden", selection.with_(columns=",".join((*keys, c.key)), measure=c.key)) for c in page.hidden
    ]
    every = [Entry("all columns", "hidden", selection.with_(columns=""))] if hidden else []
    narrow = [
        Entry(c.name, "no room", selection.with_(measure=c.key)) for i, c in enumerate(page.columns) if i not in shown
    ]
    return [*every, *hidden, *narrow]


def _from_match(text: str, wanted: str, room: int) -> str:
    """A text that has room, else its beginning and what is around the first word of `wanted` that would be cut."""
    at = [text.casefold().find(word) + len(word) for word in wanted.casefold().split()]
    end = next((found for found in at if found >= room), 0)
    head = text[: room // 3].rpartition(" ")[0]
    return f"{head} … {text[max(len(head), end - room // 2) :].partition(' ')[2]}" if end else text


class FoundEntries(Choices[Entry]):
    """The entries found, the chosen one marked."""

    narrows = True
    nothing = "No match here; Esc, then : finds views and partners, / asks a question"
    kind = _KIND
    """Cells for what kind of entry each is, where they are of several."""

    def before(self, width: int) -> Rows:
        return [] if self.items else [[(self.nothing, "dim")]]

    def block(self, item: Entry, number: int, width: int, chosen: bool) -> Rows:
        mark, role = ("▸ ", "value") if chosen else ("  ", "")
        name, _, key = item.name.rpartition(" (") if item.kind == "action" else (item.name, "", "")
        key = f" ({key}" if name and key else ""
        room = max(1, width - self.kind - 2 - len(key))
        wanted = self.line.value if self.line is not None else ""
        words = fit(_from_match(name or item.name, wanted, room), room).rstrip() + key
        return [[(mark, "marker"), (fit(item.kind, self.kind), "label"), (words, role)]]
