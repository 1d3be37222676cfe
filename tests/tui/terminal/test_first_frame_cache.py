"""The saved first screen: quick, never stale, and nothing but text and colours whatever is in the file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import PROGRAM, ROOT, Terminal

from cjtrade_tui.terminal import first_frame_cache
from cjtrade_tui.terminal.first_frame_cache import is_clean


@pytest.fixture
def cache(tmp_path):
    return {"XDG_CACHE_HOME": str(tmp_path)}


def saved(cache):
    return sorted(Path(cache["XDG_CACHE_HOME"]).glob("cjtrade-tui/first-*"))


def start(cache, **more):
    with Terminal(PROGRAM, **cache, **more) as terminal:
        terminal.wait_for("325.65")
        terminal.read(1.0)
        display = list(terminal.screen.display)
        terminal.press("j")
        terminal.wait_for("116.88")
        terminal.press("q")
        assert terminal.exit_status() == 0
        return terminal.sent, display


def test_a_second_start_shows_the_same_screen_and_sends_it_once(cache):
    first, display = start(cache)
    assert len(saved(cache)) == 1
    again, display_again = start(cache)
    assert display_again == display
    assert again.count(b"237.22 million") == first.count(b"237.22 million")
    assert again.index(b"237.22") < again.index(b"\x1b[?2004h"), "it came before Textual set the terminal up"


def test_keys_typed_before_textual_is_there_are_not_lost_nor_shown(cache):
    start(cache)
    with Terminal(PROGRAM, **cache) as terminal:
        while b"325.65" not in terminal.sent:
            terminal.read(0.001)
        os.write(terminal.fd, b"2")
        terminal.wait_for("China")
        assert not any(line.rstrip().endswith("2") and len(line.strip()) == 1 for line in terminal.screen.display)


@pytest.mark.slow
def test_the_terminal_gets_its_modes_back(cache):
    start(cache)
    script = f"stty -a > before; {' '.join(PROGRAM)}; stty -a > after"
    folder = Path(cache["XDG_CACHE_HOME"])
    with Terminal(
        ["bash", "-c", script], cwd=folder, PYTHONPATH=f"{ROOT / 'tui'}:{ROOT / 'data'}", **cache
    ) as terminal:
        terminal.wait_for("325.65")
        terminal.read(1.0)
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert (folder / "before").read_text() == (folder / "after").read_text() != ""


@pytest.mark.slow
def test_a_tampered_screen_is_not_shown(cache):
    start(cache)
    (path,) = saved(cache)
    path.write_text("\x1b]0;owned\x07\x1b[2J999.99 million USD")
    sent, _ = start(cache)
    assert b"owned" not in sent and b"999.99" not in sent


@pytest.mark.slow
def test_clean_but_false_figures_last_no_longer_than_the_first_frame(cache):
    """Whoever can write the user's cache can write text there; the program corrects it and keeps the right one."""
    start(cache)
    (path,) = saved(cache)
    path.write_text(path.read_text("utf-8").replace("237.22", "999.99"), "utf-8")
    _, display = start(cache)
    assert any("237.22" in line for line in display) and not any("999.99" in line for line in display)
    assert "999.99" not in path.read_text("utf-8")


def test_no_saved_screen_fits_other_tables_another_size_or_palette(cache, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", cache["XDG_CACHE_HOME"])
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((80, 24)))
    usual = first_frame_cache.place("dark")
    assert first_frame_cache.place("light") != usual
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((81, 24)))
    assert first_frame_cache.place("dark") != usual
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((80, 24)))
    monkeypatch.setattr("cjtrade_tui.__version__", "9.9")
    assert first_frame_cache.place("dark") != usual


def test_it_can_be_switched_off(cache):
    start(cache, CJTRADE_FIRST_SCREEN="0")
    assert not saved(cache)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    start({"XDG_CACHE_HOME": str(blocked)})


@pytest.mark.parametrize(
    "attack",
    ["", "\x1b]52;c;aGk=\x07", "\x1b[6n", "\x1b[?1049l", "\x1bP$q\x1b\\", "\x9b31m", "\x1b[>c", "a\x07", "\x1b[31", "\u202e", "\x1b[1;2r",
     "\x1b[" + "1;" * 40 + "m", "\x1bc", "\x1b(0"],
)  # fmt: skip
def test_what_a_terminal_would_obey_or_answer_is_not_clean(attack):
    assert not is_clean(attack)


@given(st.text())
def test_nothing_clean_holds_a_control_character_but_in_colours_and_moves(text):
    if is_clean(text):
        import re

        rest = re.sub(r"\x1b\[[\d;]*[mHKJCXb]", "", text).replace("\r\n", "")
        assert rest.isprintable()


def test_nothing_heavy_is_imported_before_it():
    code = "import cjtrade_tui.cli.start, sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {[str(ROOT / 'tui'), str(ROOT / 'data')]}; {code}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    heavy = {"textual", "rich", "polars", "argparse", "dataclasses", "re", "pathlib", "typing", "json", "cjtrade_data"}
    assert not heavy & set(done.stdout.split())
