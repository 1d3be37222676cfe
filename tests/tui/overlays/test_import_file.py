"""Importing from within the app: looked at first, saved on a second Enter, stopped without a trace."""

import asyncio

import pytest
from filelock import FileLock
from textual.widgets import Input

from cjtrade_data import Selection, formats
from cjtrade_data.importing import save
from cjtrade_data.store.store import Store
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.cli.progress import ImportLine
from cjtrade_tui.overlays.import_file import ImportScreen

BACI = "t,i,j,k,v,q\n2021,116,392,640399,52.051,13.235\n"


async def opened(app, pilot, settle, path):
    await settle(app, pilot)
    await pilot.press("colon", *"import a file", "enter")
    await pilot.pause()
    assert isinstance(app.screen, ImportScreen)
    app.screen.query_one(Input).value = str(path)
    await pilot.pause()
    return app.screen


async def enter(pilot, screen):
    await pilot.press("enter")
    for _ in range(600):
        await pilot.pause(0.02)
        if not screen._busy:
            return
    raise AssertionError("it never came to an end")


async def test_it_says_what_a_file_is_before_it_saves(settle, tmp_path):
    path, place = tmp_path / "BACI_HS92_Y2021_V202301.csv", tmp_path / "store"
    path.write_text(BACI)
    app = Explorer(theme="dark", store=str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, path)
        await enter(pilot, screen)
        assert screen.lines[0] == "BACI_HS92_Y2021_V202301.csv: CEPII BACI HS92, edition V202301"
        assert not Store(str(place)).manifest().imports
        await enter(pilot, screen)
        assert any("saved as import 1: 1 new" in line and "undo the last import" in line for line in screen.lines)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, ImportScreen)
    assert Store(str(place)).scan().collect()["value"].to_list() == [52051.0]


OWN = "reporter,partner,period,flow,value (USD million)\nCambodia,Japan,2025,exports,1500\n"


@pytest.mark.slow
async def test_it_shows_rows_with_their_unit_before_it_saves_and_never_those_of_another_path(settle, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(OWN + "".join(f"Cambodia,Japan,{year},exports,1600\n" for year in range(2020, 2025)))
    app = Explorer(theme="dark", store=str(tmp_path / "store"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, path)
        assert any("reporter,partner,period,flow,value" in line for line in screen.lines), (
            "how an own table is laid out"
        )
        await enter(pilot, screen)
        told = "\n".join(screen.lines)
        assert "1,500 million USD" in told and "KHM exports, partner JPN" in told and "Enter again imports it." in told
        assert "6 figures read: 6 to import" in told and told.count("KHM exports") == 3 and "and 3 more" in told
        screen.query_one(Input).value = str(tmp_path / "other.csv")
        await pilot.pause()
        assert not any("1,500 million USD" in line for line in screen.lines)


async def test_a_file_of_which_nothing_can_be_imported_is_not_offered(settle, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(OWN.replace("Cambodia", "Atlantis"))
    app = Explorer(theme="dark", store=str(tmp_path / "store"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, path)
        await enter(pilot, screen)
        assert "Nothing of it can be imported" in screen.lines[-1] and "Enter" not in screen.lines[-1]


@pytest.mark.slow
async def test_what_is_undone_here_or_by_another_program_is_shown_no_more(settle, tmp_path):
    store = Store(tmp_path / "store")
    for number in (1, 2):
        path = tmp_path / f"{number}.csv"
        path.write_text(OWN.replace("1500", f"150{number}").replace("2025", f"202{number + 3}"))
        save(path, formats.read(path), store, ImportLine(path.name))
    app = Explorer(Selection(frequency="year"), theme="dark", store=store.place)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(app, pilot)

        def own():
            return sum("own/figures" in row.key for row in app.page.rows)

        assert own() == 2
        await pilot.press("colon", *"undo the last import", "enter")
        await settle(app, pilot)
        assert own() == 1
        assert store.undo().change == "undid: imported 1.csv"
        await pilot.press("u")
        await settle(app, pilot)
        assert own() == 0


@pytest.mark.parametrize("content", [None, "nothing of the kind\n"])
async def test_what_cannot_be_read_is_told_and_the_screen_stays(settle, tmp_path, content):
    path = tmp_path / "notes.txt"
    if content is not None:
        path.write_text(content)
    app = Explorer(theme="dark", store=str(tmp_path / "store"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, path)
        await enter(pilot, screen)
        assert screen.lines[0].startswith("notes.txt: ")
        assert app.screen is screen


async def test_escape_stops_an_import_and_the_store_is_as_it_was(settle, tmp_path, monkeypatch):
    path, place = tmp_path / "BACI_HS92_Y2021_V202301.csv", tmp_path / "store"
    path.write_text("t,i,j,k,v,q\n" + "".join(f"2021,116,392,{k},1.5,1\n" for k in range(100000, 120000)))
    monkeypatch.setattr("cjtrade_data.formats.readers.files.BLOCK", 20_000)
    app = Explorer(theme="dark", store=str(place))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, path)
        await enter(pilot, screen)
        place.mkdir()
        with FileLock(place / "lock"):  # the import waits for it, so that Esc comes in its midst
            await pilot.press("enter", "escape")
        for _ in range(600):
            await asyncio.sleep(0.02)
            if not screen._busy:
                break
        assert screen.lines == ["Stopped: the store is as it was."]
    assert not Store(str(place)).manifest().imports
