"""Budgets that do not depend on the machine: bytes on a real pty, imports, repaints."""

import os

import pytest
from terminal import PROGRAM, Terminal

from cjtrade_data.model.tabs import TABS
from cjtrade_tui.app import cursor
from cjtrade_tui.widgets.painted import Painted


@pytest.mark.slow
def test_the_first_frame_a_line_down_and_half_of_the_tabs_take_few_bytes(tmp_path):
    with Terminal(PROGRAM, columns=120, rows=36, XDG_CACHE_HOME=str(tmp_path)) as terminal:
        terminal.wait_for("325.65")
        terminal.read(1.0)
        assert len(terminal.sent) <= 5000
        lines, tabs = [], []
        for _ in range(9):
            os.write(terminal.fd, b"j")
            lines.append(len(terminal.read(0.1)))
        assert sorted(lines)[len(lines) // 2] <= 300, lines
        for _ in TABS:
            before = len(terminal.sent)
            terminal.press_until("\t", rb".")
            terminal.settle()
            tabs.append(len(terminal.sent) - before)
        assert sorted(tabs)[len(tabs) // 2] <= 3500, tabs


async def test_a_line_down_repaints_the_table_and_the_strip_only_until_the_cursor_rests(running, monkeypatch):
    monkeypatch.setattr(cursor, "_REST", 600)
    async with running(size=(120, 36)) as (_, pilot):
        painted = []
        paint = Painted.repaint
        monkeypatch.setattr(Painted, "repaint", lambda self: (painted.append(type(self).__name__), paint(self))[1])
        await pilot.press("j")
        await pilot.pause()
        assert painted == ["TopLines", "HeadlineStrip"]


async def test_a_chart_shown_again_is_not_drawn_again(running, press, monkeypatch):
    from cjtrade_tui.charts import render

    drawn = []
    draw = render.draw
    monkeypatch.setattr(render, "draw", lambda *a, **k: (drawn.append(a[0].title), draw(*a, **k))[1])
    async with running(size=(120, 36)) as (app, pilot):
        for key in ("j", "k", "j", "k"):
            await press(app, pilot, key)
        assert len(drawn) == len(set(drawn)) == 2


@pytest.mark.slow
def test_what_lies_over_a_tab_sends_itself_and_afterwards_what_it_covered(tmp_path):
    state = str(tmp_path)
    with Terminal(PROGRAM, columns=120, rows=36, XDG_CACHE_HOME=state, XDG_STATE_HOME=state) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        terminal.read(1.0)
        for key, shown, most in (("P", "Nothing is pinned", 1000), ("/", "For example", 2000), ("\r", "Say  ", 5000)):
            for keys, words in ((key, shown), ("\x1b", "Enter card")):
                before = len(terminal.sent)
                os.write(terminal.fd, keys.encode())
                terminal.wait_for(words)
                terminal.read(1.0)
                assert len(terminal.sent) - before <= most, (keys, len(terminal.sent) - before)
