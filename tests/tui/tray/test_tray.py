"""The tray: pins survive the run and a kill, and leave as one note with its sources."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from bundled import BOOK
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.citation import FOR_PROGRAMS, STYLES
from cjtrade_data.lookup.api import ask, named
from cjtrade_tui.overlays.tray import TrayScreen
from cjtrade_tui.tray.file import MOST, Tray, TrayError
from cjtrade_tui.tray.pinned import PinnedFigure, as_note, as_text, pin_of

SIZE = (80, 24)
EXPORTS = pin_of(named("article-r04"), "article-r04")
FEBRUARY = pin_of(named("=exports:KHM:JPN:2024-02:GDCE"), "=exports:KHM:JPN:2024-02:GDCE")
HENG = pin_of(named("statement:heng-14"), "statement:heng-14")


@pytest.fixture
def tray(tmp_path):
    return Tray(tmp_path / "state" / "tray.json")


def test_what_is_pinned_is_there_in_the_next_run_in_its_order(tray):
    for figure in (EXPORTS, FEBRUARY, HENG):
        tray.pin(figure)
    assert Tray(tray.path).read() == (EXPORTS, FEBRUARY, HENG)


@pytest.mark.parametrize("style", [style for style in STYLES if style not in FOR_PROGRAMS])
def test_a_statement_that_leaves_the_program_is_said_to_be_in_our_words(style):
    assert "Lim Heng, vice-president of the Cambodia Chamber of Commerce, in our words: " in as_text(HENG, BOOK, style)
    assert "in our words: " in as_note([HENG], BOOK, markdown=style == "markdown")


def test_the_same_figure_is_pinned_once(tray):
    tray.pin(EXPORTS)
    assert tray.pin(EXPORTS) == (EXPORTS,)


def test_a_tray_holds_no_more_than_it_says(tray):
    many = [replace(EXPORTS, text=f"{n}") for n in range(MOST + 5)]
    assert len(tray.change(lambda held: many)) == MOST


@given(st.text(), st.text(), st.lists(st.text(max_size=5), max_size=3))
def test_whatever_a_pinned_figure_says_is_read_back_without_control_bytes(text, remark, figures):
    from cjtrade_data.safe_text import safe_text

    kept = PinnedFigure(text, remark=remark, figures=tuple(figures))
    back = PinnedFigure.from_dict(json.loads(json.dumps(kept.as_dict())))
    assert (back.text, back.remark) == (safe_text(text), safe_text(remark))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"clippings": 3}', '{"clippings": [{"text": 3}]}', '{"clippings": [{}]}', "\x00"]
)
def test_a_file_that_is_no_tray_is_told_by_name_and_never_overwritten(tray, content):
    tray.path.parent.mkdir()
    tray.path.write_text(content)
    for do in (tray.read, lambda: tray.pin(EXPORTS)):
        with pytest.raises(TrayError, match=r"tray\.json is no tray .*move it away"):
            do()
    assert tray.path.read_text() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(TrayError, match="permissions"):
        Tray(tmp_path / "tray.json").pin(EXPORTS)


def test_two_sessions_that_pin_at_once_lose_nothing(tray):
    pins = (
        "import sys; from pathlib import Path; from cjtrade_tui.tray.file import Tray; from cjtrade_tui.tray.pinned import PinnedFigure\n"
        "for n in range(10): Tray(Path(sys.argv[1])).pin(PinnedFigure(f'{sys.argv[2]}-{n}'))"
    )
    sessions = [subprocess.Popen([sys.executable, "-c", pins, str(tray.path), who]) for who in "ab"]
    assert [session.wait(60) for session in sessions] == [0, 0]
    assert sorted(c.text for c in tray.read()) == sorted(f"{who}-{n}" for who in "ab" for n in range(10))


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_tray(tray):
    tray.pin(EXPORTS)
    writes = (
        "import sys; from pathlib import Path; from cjtrade_tui.tray.file import Tray; from cjtrade_tui.tray.pinned import PinnedFigure\n"
        "tray = Tray(Path(sys.argv[1])); print('ready', flush=True); n = 0\n"
        "while True: n += 1; tray.change(lambda held: [held[0], PinnedFigure('x' * 50_000), PinnedFigure(str(n))])"
    )
    for wait in (0.005, 0.02, 0.05, 0.08, 0.11):
        with subprocess.Popen([sys.executable, "-c", writes, str(tray.path)], stdout=subprocess.PIPE) as session:
            assert session.stdout.readline()
            time.sleep(wait)
            session.send_signal(signal.SIGKILL)
        assert session.returncode == -signal.SIGKILL
        assert tray.read()[0] == EXPORTS


def test_the_note_gives_every_sentence_its_sources_once():
    note = as_note([EXPORTS, FEBRUARY, HENG], BOOK, title="Noted")
    assert note.startswith("Noted\n\n- Cambodia's exports to Japan reached 237.22 million dollars")
    sources = note.split("Sources\n")[1].strip().splitlines()
    assert [s[:3] for s in sources] == [f"[{n}]" for n in range(1, len(sources) + 1)]
    assert len(set(sources)) == len(sources)
    assert "Worked out: Jan-Feb 2024 less Jan 2024" in note or "Worked out: exports Jan-Feb 2024" in note


def test_a_markdown_note_reads_back_as_its_sentences():
    hostile = replace(EXPORTS, text="*bold* [x](javascript:1) <b> `code`", remark="# no heading")
    note = as_note([hostile], BOOK, markdown=True)
    assert r"\*bold\* \[x\](javascript:1) \<b\> \`code\`" in note and r"\# no heading" in note
    assert "\n## Sources\n\n1. " in note


def test_a_remark_stands_with_its_figure():
    assert "  Remark: ask the ministry\n" in as_note([replace(EXPORTS, remark="ask the ministry")], BOOK)


def test_a_figure_that_left_the_book_keeps_the_citation_it_was_pinned_with():
    gone = replace(EXPORTS, figures=("no-longer",))
    assert EXPORTS.citation in as_text(gone, BOOK)


def test_an_answer_is_clipped_with_its_formula_and_every_source():
    text = as_text(pin_of(ask("exports feb 2024").answers[0]), BOOK)
    assert "Worked out: " in text and text.count("Source: ") == 2


async def test_a_figure_is_pinned_remarked_moved_removed_and_put_back_by_keys(
    running, press, screen_text, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("p")
        await said(app, pilot, screen_text, "Pinned: the tray holds 1")
        await pilot.press("j", "p")
        await said(app, pilot, screen_text, "Pinned: the tray holds 2")
        await pilot.press("P")
        await said(app, pilot, screen_text, "Tray: 2 pinned")
        await pilot.press("n", *"for q and a", "enter")
        await said(app, pilot, screen_text, "Remark: for q and a")
        assert isinstance(app.screen, TrayScreen)
        await pilot.press("J")
        await said(app, pilot, screen_text, "▸ 2. Cambodia's exports to Japan reached 237.22")
        await pilot.press("d")
        await said(app, pilot, screen_text, "Tray: 1 pinned")
        await pilot.press("u")
        await said(app, pilot, screen_text, "Tray: 2 pinned")
        assert [c.remark for c in app.tray.read()] == ["", "for q and a"]
        await pilot.press("f")
        await said(app, pilot, screen_text, "to be copied or saved as Markdown")
        await press(app, pilot, "q")
        assert len(app.screen_stack) == 1
        await pilot.press("P")
        await said(app, pilot, screen_text, "to be copied or saved as Markdown")


async def test_the_note_is_saved_under_a_name_and_never_over_another_file(running, screen_text, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("p")
        await said(app, pilot, screen_text, "Pinned")
        await pilot.press("P")
        await said(app, pilot, screen_text, "Tray: 1 pinned")
        await pilot.press("w", "enter")
        await said(app, pilot, screen_text, "Saved as")
        [saved] = tmp_path.glob("cjtrade-note-*.txt")
        assert "237.22 million dollars" in saved.read_text()
        saved.write_text("mine")
        await pilot.press("w", "enter")
        await said(app, pilot, screen_text, "is there already; name another")
        assert saved.read_text() == "mine"
        for name, told in (("note.md", "Saved as"), ("note.doc", "names no format: end it with .txt, .md")):
            await pilot.press("w")
            app.screen.line.value = name
            await pilot.press("enter")
            await said(app, pilot, screen_text, told)
        assert (tmp_path / "note.md").read_text().startswith("# ") and not (tmp_path / "note.doc").exists()


async def test_a_broken_tray_is_told_in_the_footer_and_the_app_goes_on(
    running, press, screen_text, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "cjtrade-tui").mkdir()
    (tmp_path / "cjtrade-tui" / "tray.json").write_text("{")
    async with running(size=(200, 40)) as (app, pilot):
        await pilot.press("p")
        await said(app, pilot, screen_text, "is no tray")
        await press(app, pilot, "j")
        assert app.selection.period.code == "2024-01"


async def said(app, pilot, screen_text, words) -> None:
    """Wait until the screen says something."""
    import asyncio

    for _ in range(600):
        await pilot.pause()
        if any(words in line for line in screen_text(app)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"'{words}' is not in:\n" + "\n".join(screen_text(app)))
