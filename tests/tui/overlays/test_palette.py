"""The command palette finds everything there is by a few letters, and the view's command opens the view again."""

import random
import re
import shlex

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.model.tabs import TABS, VIEWS
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.app.steps import STEPS
from cjtrade_tui.cli.parser import app_options
from cjtrade_tui.cli.view_options import selection
from cjtrade_tui.navigation.commands import COMMANDS
from cjtrade_tui.overlays.palette import CommandPalette, entries, find
from cjtrade_tui.pages import build
from cjtrade_tui.widgets.figure_table import FigureTable

SIZE = (80, 24)
ALL = entries(BOOK, frozenset(c.needs for c in COMMANDS))


def test_every_action_tab_view_partner_speaker_and_source_is_in_it():
    does = [e.does for e in ALL]
    assert {c.action for c in COMMANDS if c.help and c.action} <= {d for d in does if isinstance(d, str)}
    for tab in TABS:
        assert Selection(tab=tab) in does
        assert all(Selection(tab=tab, view=v) in does for v in VIEWS[tab][1:])
    assert all(Selection(tab="sources", item=s) in does for s in BOOK.sources)
    assert all(Selection(tab="people", filter=s.person or s.organisation) in does for s in BOOK.statements)
    assert all(any(p.name in e.name for e in ALL) for p in BOOK.people.values())
    assert sum(e.kind == "partner" for e in ALL) > 60


def test_a_word_inside_another_is_no_match_where_words_begin_so():
    assert not [
        e.name for e in find("aid", ALL) if "aid" not in f"{e.name} {e.also}".casefold().replace("said", "").split()
    ]


@every_row(
    ("typed", "first"),
    [
        ("china", "China compared with Japan"),
        ("partners: jap", "Partners: japan"),
        ("heng", "Lim Heng, Cambodia Chamber of Commerce: what was said"),
        ("flows gr", "Flows: growth"),
        ("veitnam", "Vietnam compared with Japan"),
        ("investmnt", "Investment"),
        ("tray", "open the tray (P)"),
        ("people", "People"),
        ("Aid", "Investment: aid"),
        ("Hun Mannet", "Hun Manet, Royal Government of Cambodia: what was said"),
        ("leave", "leave (Q)"),
        ("loans", "Investment: projects"),
        ("export", "save or export the view as Excel, CSV, JSON ...; its chart as SVG or PNG to print (e)"),
        ("mirror", "mirror data: the other side's figures beside (m)"),
        ("svg", "save or export the view as Excel, CSV, JSON ...; its chart as SVG or PNG to print (e)"),
        ("print", "save or export the view as Excel, CSV, JSON ...; its chart as SVG or PNG to print (e)"),
        ("chart png", "save or export the view as Excel, CSV, JSON ...; its chart as SVG or PNG to print (e)"),
    ],
)
def test_a_few_letters_find_it_even_misspelt(typed, first):
    found = find(typed, ALL)
    assert found and found[0].name == first


@every_row("typed", ["[bold]", "\x1b[2J", "(((", "\u202e", "x" * 5000])
def test_nonsense_finds_nothing_and_harms_nothing(typed):
    assert len(find(typed, ALL)) <= len(ALL)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_what_is_chosen_is_opened(running, press, key):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        await press(app, pilot, *"investment pres", "enter")
        assert (app.selection.tab, app.selection.view) == ("investment", "presence")


@pytest.mark.slow
async def test_an_action_that_is_chosen_is_done(running, press):
    async with running(size=SIZE) as (app, pilot):
        await press(app, pilot, "colon", *"years or single", "enter")
        assert app.selection.frequency == "year"


@pytest.mark.slow
async def test_every_entry_that_opens_a_view_opens_one_that_can_be_built(book):
    for entry in ALL:
        if isinstance(entry.does, Selection) and entry.kind != "source" and entry.does.view != "imported":
            assert build.build(book, entry.does).rows


CONTROLS = """
    r f v left_square_bracket right_square_bracket u m s j k tab enter escape 1 2 3 4 5 6 7
""".split()


@pytest.mark.parametrize(("seed", "presses"), [(0, 15), *(pytest.param(s, 40, marks=pytest.mark.slow) for s in (1, 2))])
async def test_the_command_of_a_view_opens_the_same_view_whatever_was_pressed(running, press, book, seed, presses):
    chance = random.Random(seed)
    async with running(size=SIZE) as (app, pilot):
        for _ in range(presses):
            key = chance.choice(CONTROLS)
            await press(app, pilot, key)
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
                continue
            program, *words = shlex.split(app.copy_and_pin.command)
            assert program == "cjtrade-tui"
            again = selection(app_options(words))
            assert again.options() == words
            page, table = build.build(book, again), app.query_one(FigureTable)
            assert (page.title, page.view) == (app.page.title, app.page.view)
            assert page.rows[page.cell_of(again)[0]].key == table.current.key


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("cambodia chamber", "Lim Heng"), ("investment stock", "Investment: stock"), ("ask", "ask in plain words")],
)
def test_what_people_type_finds_what_they_mean(wanted, name):
    assert any(e.name.startswith(name) for e in find(wanted, ALL)[:3])


def test_actions_that_nobody_looks_up_stand_last():
    actions = [e.does for e in ALL if e.kind == "action"]
    assert actions.index("overlay('lookup')") < actions.index("on_page('move',-1,0)")


def test_every_key_does_something_that_the_app_has():
    app = Explorer()
    for command in filter(lambda c: c.action, COMMANDS):
        name, *arguments = re.findall(r"\w+", command.action)
        assert hasattr(app, f"action_{name}"), command.id
        assert name != "on_page" or arguments[0] in app.page_keys.named, command.id
        assert name != "on_page" or arguments[0] != "step" or arguments[1] in STEPS, command.id
        assert name != "overlay" or hasattr(app.overlays, arguments[0]), command.id


def test_of_two_partners_of_one_name_the_larger_stands_first():
    assert [e.name.split(" compared")[0] for e in find("korea compared", ALL)[:2]] == ["South Korea", "North Korea"]
