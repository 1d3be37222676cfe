"""A painted frame is, cell for cell and colour for colour, what Textual shows of the same page."""

import pytest
from screen import strips_of

from cjtrade_data import Period, Selection
from cjtrade_tui.app import cursor
from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting.frame import frame, opened_at, pair_title
from cjtrade_tui.terminal.theme import palette

SIZES = [(80, 24), (100, 30), (160, 45), (60, 16), (61, 17), (50, 24), (120, 15)]
SHOWN = [
    Selection(),
    Selection(view="growth"),
    Selection(mirror=True, row="2023"),
    Selection(frequency="year", unit="JPY", measure="trade_balance", period=Period.parse("2019")),
    Selection(reporter="JPN", frequency="month"),
    Selection(tab="partners"),
    Selection(tab="partners", item="CHN"),
    Selection(tab="investment"),
    Selection(tab="people"),
    Selection(tab="people", view="speakers"),
    Selection(tab="checks"),
    Selection(tab="checks", view="pinned"),
    Selection(tab="sources"),
    Selection(tab="sources", item="wits-2017-11"),
]


def cells(runs):
    """(characters, role) for each cell, neighbours of one role together."""
    joined = []
    for text, role in runs:
        if joined and joined[-1][1] == role:
            joined[-1][0] += text
        else:
            joined.append([text, role])
    return joined


@pytest.mark.parametrize("of_sizes", [1, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("number", range(len(SHOWN)), ids=[f"{s.tab} {s.view or s.item or s.frequency}" for s in SHOWN])
async def test_it_is_what_textual_shows(running, number, of_sizes, monkeypatch):
    monkeypatch.setattr(cursor, "_REST", 600)  # the card that a panel has a moment later is no part of the page
    selection = SHOWN[number]
    roles = {}
    for role, style in palette("dark").items():
        roles.setdefault(style, role)
    sizes = [*SIZES[number % len(SIZES) :], *SIZES[: number % len(SIZES)]][:of_sizes]
    for size in sizes:
        async with running(selection, size=size) as (app, _):
            if app.error:
                pytest.fail(app.error)
            shown = strips_of(app)
            painted = frame(app.page, opened_at(app.page, selection), pair_title(selection), *size, ascii=False)
        assert len(painted) == size[1]
        for theirs, ours in zip(shown, painted, strict=True):
            assert sum(cell_len(text) for text, _ in ours) == size[0]
            same = [(text, roles[palette("dark")[role]]) for text, role in ours]
            assert cells((s.text, roles.get(s.style, str(s.style))) for s in theirs) == cells(same)
