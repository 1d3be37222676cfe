"""The app through Textual's Pilot: keys in, what the reader sees out."""

import random

import pytest
from screen import strips_of
from textual.events import Click, Paste
from textual.geometry import Size
from textual.widgets import Input
from trade import frame, observation, origin

from cjtrade_data import Period, Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_data.store.store import Store
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.navigation.commands import COMMANDS, footer
from cjtrade_tui.widgets.figure_table import FigureTable

SIZE = (80, 24)


async def test_it_opens_on_the_headlines_of_january_and_february_2024(running, screen_text):
    async with running(size=SIZE) as (app, _):
        text = "\n".join(screen_text(app))
    for words in ("237.22", "+15.3% reported", "88.43", "-4.3% reported", "148.79", "surplus", "325.65", "+9.3%"):
        assert words in text
    assert "Jan-Feb 2024 against 2023" in text


@pytest.mark.parametrize(
    "size", [(60, 16), (160, 45), *(pytest.param(s, marks=pytest.mark.slow) for s in ((80, 24), (100, 30)))]
)
async def test_the_cursor_moves_the_strip_and_the_chart_follows_when_it_rests(running, settle, screen_text, size):
    async with running(size=size) as (app, pilot):
        await pilot.press("j")
        await pilot.pause()
        assert any("116.88" in line for line in screen_text(app)[2:5])
        await settle(app, pilot)
        assert size[1] < 20 or any("Jan 2024 against 2023" in line for line in screen_text(app))
        assert app.selection.period == Period.parse("2024-01")


async def test_a_number_opens_its_tab(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        for key, tab, words in (
            ("2", "partners", "China"),
            ("3", "products", "Clothing"),
            ("4", "investment", "FDI stock"),
            ("5", "people", "Ishiba Shigeru"),
            ("6", "checks", "findings"),
            ("7", "sources", "WITS"),
        ):
            await press(app, pilot, key)
            assert app.selection.tab == tab and any(words in line for line in screen_text(app))


async def test_tab_goes_round_and_shift_tab_back(running):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("shift+tab")
        assert app.selection.tab == "sources"
        await pilot.press("tab", "tab")
        assert app.selection.tab == "partners"


async def test_every_tab_follows_the_period_under_the_cursor(running, press):
    async with running(Selection(frequency="year"), size=SIZE) as (app, pilot):
        while app.selection.period.code != "2016":
            await pilot.press("j")
        await press(app, pilot, "2")
        assert app.page.period == Period.parse("2016")


async def test_a_tab_comes_back_with_its_row_column_and_order(running, press):
    left = Selection(reporter="JPN", frequency="year", period=Period.of_year(2021), row="2021 JETRO")
    async with running(left, size=SIZE) as (app, pilot):
        await press(app, pilot, "l", "2")
        await press(app, pilot, "1")
        assert app.selection.row == "2021 JETRO" and app.selection.measure == app.page.columns[app.page.column + 1].key


@pytest.mark.parametrize(
    "left",
    [
        Selection(frequency="year", period=Period.of_year(2021), view="growth", years="all"),
        Selection(tab="partners", period=Period.of_year(2019), sort="exports:desc", row="VNM"),
        Selection(tab="partners", item="VNM"),
        Selection(tab="products", view="press", filter="imports"),
        Selection(tab="people", filter="tourism"),
    ],
    ids=lambda s: f"{s.tab} {s.view}{s.item}{s.sort}",
)
async def test_a_tab_comes_back_as_it_was_left_whatever_an_answer_opened_meanwhile(running, press, until, left):
    async with running(left, size=SIZE) as (app, pilot):
        shown = app.page.title
        app.open_view(
            Selection(tab="checks", view="mirror", frequency="month", period=Period.of_year(2015), unit="KHR")
        )
        await press(app, pilot, "4", str(TABS.index(left.tab) + 1))
        assert (app.selection, app.page.title) == (left, shown)


async def test_escape_leads_back_from_an_answer_until_another_tab_is_chosen(running, press, screen_text):
    async with running(Selection(frequency="year"), size=SIZE) as (app, pilot):
        before = app.selection
        answer = Selection(frequency="month", period=Period.parse("2023-05"))
        app.open_view(answer)
        await press(app, pilot, "escape")
        assert app.selection == before and "Back at the view before" in screen_text(app)[-1]
        app.open_view(answer)
        await press(app, pilot, "2", "1", "escape")
        assert app.selection == answer


async def test_escape_keeps_a_direction_and_a_row_that_were_chosen(running, press):
    async with running(Selection(tab="products", view="press"), size=SIZE) as (app, pilot):
        await press(app, pilot, "f", *"imp", "enter")
        await press(app, pilot, "escape")
        assert app.selection.filter == "imports"
        await press(app, pilot, "2", "f", *"viet", "enter")
        await press(app, pilot, "escape")
        assert app.table.current.key == "VNM"


async def test_each_control_changes_what_is_selected(running, press):
    async with running(size=SIZE) as (app, pilot):
        for key, name, value in (
            ("r", "reporter", "JPN"),
            ("f", "frequency", "year"),
            ("v", "view", "growth"),
            ("u", "unit", "KHR"),
            ("m", "mirror", True),
        ):
            await press(app, pilot, key)
            assert getattr(app.selection, name) == value


async def test_a_tab_remembers_its_view(running, press):
    async with running(size=SIZE) as (app, pilot):
        for keys in ("v", "2", "1"):
            await press(app, pilot, keys)
        assert app.page.view == "growth"


async def test_enter_opens_and_escape_goes_back_without_leaving(running, press, screen_text):
    async with running(Selection(tab="people"), size=SIZE) as (app, pilot):
        await press(app, pilot, "enter")
        assert app.selection.item == "hong-vanak-2025-07" and any("1.22" in line for line in screen_text(app))
        await press(app, pilot, "escape", "escape")
        assert app.selection.item == "" and app.is_running


@pytest.mark.parametrize("key", ["q", "Q", "ctrl+c"])
async def test_leaving_keys_leave(running, key):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running or app._exit


async def test_help_lists_every_key_that_works_here_on_one_screen(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        text = "\n".join(screen_text(app))
        for command in COMMANDS:
            if command.help and (not command.needs or command.needs in app.page.offered):
                assert command.help in text
        await press(app, pilot, "q")
        assert app.is_running and any("237.22" in line for line in screen_text(app))


async def test_the_keys_everybody_needs_fit_in_the_footer_at_80_columns_and_all_on_a_wide_terminal(press, screen_text):
    app = Explorer(theme="dark")
    everybody = {"on_page('open')", "overlay('lookup')", "overlay('claim_check')", "overlay('help')", "step_back(True)"}
    async with app.run_test(size=SIZE) as pilot:
        for width in (80, 140):
            await pilot.resize_terminal(width, 40)
            for number, tab in enumerate(TABS, 1):
                await press(app, pilot, str(number))
                assert app.page.tab == tab
                wanted = [entry for entry in footer(app.page.offered) if width > 80 or not entry[3]]
                assert everybody <= {action for _, _, action, _ in wanted}
                line = screen_text(app)[-1]
                assert all(f" {key} {word} " in line for key, word, _, _ in wanted), line


async def test_too_small_a_terminal_is_told_so_and_waits(running, settle, screen_text):
    async with running(size=(50, 12)) as (app, pilot):
        assert "Needs 60x16" in screen_text(app)[0]
        await pilot.resize_terminal(80, 24)
        await settle(app, pilot)
        assert any("237.22" in line for line in screen_text(app))


async def test_a_click_on_a_tab_a_row_or_a_key_does_what_the_key_does(running, settle, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await pilot.click("TopLines", offset=(12, 1))
        await settle(app, pilot)
        assert app.selection.tab == "partners"
        await pilot.click("FigureTable", offset=(10, 2))
        await pilot.pause()
        assert app.query_one(FigureTable).row == app.query_one(FigureTable).top
        head = screen_text(app)[screen_text(app).index(next(t for t in screen_text(app) if "Partner  " in t))]
        await pilot.click("FigureTable", offset=(head.index("Imports") + 2, 1))
        await settle(app, pilot)
        assert app.selection.sort == "imports:desc" and any("Imports▼" in line for line in screen_text(app))
        await pilot.click("KeyBar", offset=(screen_text(app)[-1].index("v view"), 0))
        await settle(app, pilot)
        assert app.page.view == "japan"


async def test_the_plain_palette_has_no_colour(running):
    async with running(theme="plain", size=SIZE) as (app, _):
        for strip in strips_of(app):
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.is_default


async def test_markup_in_a_cell_is_shown_not_obeyed(running, screen_text):
    from cjtrade_tui.pages.cell import Cell
    from cjtrade_tui.pages.page import Column, Page, Row

    async with running(size=SIZE) as (app, pilot):
        attack = "[@click=app.quit]x[/] \x1b]0;owned\x07\u202e"
        app._show(
            Page(
                attack,
                (Column("A", "a", right=False, least=18),),
                (Row("k", (Cell(attack),), detail=(attack,)),),
                column=0,
            )
        )
        await pilot.pause()
        text = "\n".join(screen_text(app))
        assert "[@click=app.quit]x[/]" in text
        assert all(line.isprintable() for line in screen_text(app))


async def test_a_damaged_table_ends_the_app_with_its_line(tables, until):
    (tables / "sources.csv").unlink()
    app = Explorer(tables=tables, theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.error)
    assert app.error.startswith("sources.csv: is missing") and app.return_code == 2


async def test_damage_of_the_bundled_tables_that_reads_like_figures_ends_the_app_at_the_first_leisure(
    tables, until, monkeypatch
):
    from cjtrade_data.book.book import Book
    from cjtrade_tui.app import page_loader
    from cjtrade_tui.app.books import Books

    figures = tables / "figures" / "article_2024_03.csv"
    figures.write_bytes(figures.read_bytes().replace(b",237.22,", b",237.23,"))
    monkeypatch.setattr(Books, "_unproved", Book(tables))
    monkeypatch.setattr(page_loader, "LEISURE", 0)
    app = Explorer(theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.error)
    assert app.error.startswith("figures/article_2024_03.csv: differs from its checksum") and app.return_code == 2


KEYS = """
    j k h l g G pageup pagedown 1 2 3 4 5 6 tab shift+tab r f v u m s t question_mark enter escape
    left_square_bracket right_square_bracket up down left right x slash space colon 0 home end
""".split()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_2500_random_keys_and_resizes_leave_it_alive_and_drawn(running, settle, screen_text, seed):
    chance = random.Random(seed)
    async with running(size=SIZE) as (app, pilot):
        for number in range(2500):
            app.simulate_key(chance.choice(KEYS))
            if number % 10 == 0:
                await pilot.pause()
            if number % 50 == 0:
                size = chance.randint(20, 250), chance.randint(5, 80)
                await pilot.resize_terminal(*size)
                await pilot.pause()
                lines = screen_text(app)
                assert len(lines) == size[1]
        await settle(app, pilot)
        assert app.is_running


async def test_a_question_is_answered_as_it_is_typed_and_enter_goes_there(running, press, until, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("slash", *("space" if c == " " else c for c in "exports feb 2024"))
        await until(pilot, lambda: any("120.34 million dollars" in line for line in screen_text(app)))
        assert "derived; read as:" in "\n".join(screen_text(app))
        await press(app, pilot, "enter")
        assert app.page.period == Period.parse("2024-02") and app.selection.frequency == "month"


async def test_nonsense_and_markup_in_a_question_are_refused_in_words(running, press, screen_text):
    import asyncio

    async with running(size=SIZE) as (app, pilot):
        await pilot.press("slash", "left_square_bracket", *"red", "right_square_bracket", *"zzz")
        await asyncio.sleep(0.3)
        await pilot.pause()
        assert all(line.isprintable() for line in screen_text(app))
        await pilot.press("enter")
        await pilot.pause()
        await press(app, pilot, "escape")
        assert app.selection == Selection() and app.is_running


@pytest.mark.parametrize(("key", "comes"), [("2", "partners"), ("slash", "Lookup"), ("colon", "CommandPalette")])
async def test_a_card_gives_way_to_a_tab_a_question_or_a_search(running, settle, key, comes):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("enter")
        while len(app.screen_stack) < 2:
            await pilot.pause(0.01)
        await pilot.press(key)
        await pilot.pause()
        await settle(app, pilot)
        assert comes in (app.selection.tab, type(app.screen).__name__)


async def test_lines_that_are_pasted_are_one_question(running):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("slash")
        await pilot.pause()
        line = app.screen.query_one(Input)
        line.post_message(Paste("imports from\nJapan 2023\n"))
        await pilot.pause()
        assert line.value == "imports from Japan 2023"


async def test_leaving_while_the_cursor_rests_is_no_failure(running):
    async with running() as (app, pilot):
        await pilot.press("j")
        await app.query("*").remove()
        app.cursor.rest()
    assert app.failure is None


async def test_a_click_on_a_column_that_a_resize_just_took_away_moves_to_one_that_is_there(running, monkeypatch):
    async with running(size=(200, 45)) as (app, _):
        table = app.query_one(FigureTable)
        last = table.shown[-1]
        monkeypatch.setattr(FigureTable, "size", property(lambda self: Size(40, 20)))  # resized, and not yet painted
        await table.on_click(Click(table, 195, 3, 0, 0, 1, False, False, False))
        assert table.column in table.shown and last not in table.shown


async def test_an_imported_pair_opens_at_a_frequency_that_has_figures(settle, tmp_path):
    store = Store(tmp_path)
    store.add([frame(observation(period_start="2023-01", period_end="2023-01"))], origin("january.csv"))
    app = Explorer(Selection(pair="VNM:JPN"), store=store.place)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert app.selection.frequency == "ytd" and [row.key for row in app.page.rows] == ["2023-01"]


GOODS = Selection("products", view="press", row="good-textiles-exports-14", measure="product")


@pytest.mark.parametrize("selection", [Selection("people", view="events"), GOODS])
async def test_enter_on_a_row_without_a_number_opens_what_is_known_of_it(running, press, screen_text, selection):
    async with running(selection, size=SIZE) as (app, pilot):
        told = app.table.current.detail[0].rstrip(".")[:40]
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert len(app.screen_stack) == 2 and any(told in line for line in screen_text(app))
        await press(app, pilot, "escape")
        assert len(app.screen_stack) == 1
