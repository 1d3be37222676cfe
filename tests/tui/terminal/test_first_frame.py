"""The first frame: on the terminal before Textual is imported, and all that it would send."""

import os
import re
import sys
from contextlib import contextmanager

import pytest
from ran import ran
from rich.style import Style
from terminal import PROGRAM, ROOT, TAKEN_OVER, Terminal

from cjtrade_tui.navigation.layout import places
from cjtrade_tui.terminal.diff_renderer import DiffRenderer
from cjtrade_tui.terminal.palettes import NAMES, ROLES, looks


def opened(terminal, words="q quit"):
    terminal.wait_for(words)
    terminal.wait_for_textual()
    terminal.read(1.5)
    return terminal.sent.partition(TAKEN_OVER)


def shown_text(sent):
    return re.sub(rb"\x1b(\[[0-9;?<>]*[ -/]*[@-~]|\][^\x07]*\x07)", b"", sent)


OPENED = {
    "dark": ([], {}),
    "true colours": ([], {"columns": 160, "rows": 45, "COLORTERM": "truecolor"}),
    "sixteen": ([], {"TERM": "linux"}),
    "ascii": ([], {"LANG": "C"}),
    "plain": ([], {"NO_COLOR": "1"}),
    "light": (["--theme", "light", "--view", "balance"], {}),
    "a line by plotext": (["partners", "--view", "japan"], {"columns": 120, "rows": 36}),
    "detail": (["people"], {}),
    "too small": ([], {"columns": 50, "rows": 12}),
}
QUICK = ("a line by plotext",)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        pytest.param(*opening, id=name, marks=[pytest.mark.slow] * (name not in QUICK))
        for name, opening in OPENED.items()
    ],
)
def test_textual_takes_over_without_sending_anything_that_shows(words, options):
    with Terminal([*PROGRAM, *words], **options) as terminal:
        before, set_up, after = opened(terminal, "q leaves" if options.get("columns") == 50 else "q quit")
        assert set_up and len(shown_text(before)) > 20
        columns = options.get("columns", 80)
        panel = places(columns, options.get("rows", 24), headlines=True, chart=True, tall_detail=False).panel
        if not panel:
            assert shown_text(after) == b"", after
        starts = [int(column) for column in re.findall(rb"\x1b\[[0-9]+;([0-9]+)H", after)]
        assert all(start > columns - panel for start in starts), "beside the table the card comes, and nothing else"


@contextmanager
def typed_before_textual(key, attempts=5):
    """A program that got a key between its first frame and Textual; on a busy machine that moment may pass unseen."""
    for _ in range(attempts):
        with Terminal(PROGRAM) as terminal:
            while b"325.65" not in terminal.sent:
                terminal.read(0.001)
            if TAKEN_OVER not in terminal.sent:
                os.write(terminal.fd, key)
                yield terminal
                return
    pytest.fail("Textual is there with the first frame")


@pytest.mark.slow
def test_keys_typed_before_textual_is_there_are_not_lost_nor_shown():
    with typed_before_textual(b"\r") as terminal:
        terminal.wait_for("article-r04")
        terminal.press("\x1b")
        terminal.press("2")
        terminal.wait_for("China")
        assert not any(line.strip() in ("2", "^M") for line in terminal.screen.display)


@pytest.mark.parametrize(
    "words",
    [
        ["--view", "nonsense"],
        *(pytest.param(w, marks=pytest.mark.slow) for w in (["--row", "nonsense"], ["sources", "--item", "nonsense"])),
    ],
)
def test_what_is_not_there_is_refused_before_the_screen_is_taken(words):
    with Terminal([*PROGRAM, *words]) as terminal:
        terminal.wait_for("nonsense")
        assert terminal.exit_status() == 2 and b"\x1b[?1049h" not in terminal.sent


@pytest.mark.slow
def test_the_terminal_gets_its_modes_back(tmp_path):
    script = f"stty -a > before; {' '.join(PROGRAM)}; {' '.join(PROGRAM)} --view nonsense; stty -a > after"
    with Terminal(["bash", "-c", script], cwd=tmp_path, PYTHONPATH=f"{ROOT / 'tui'}:{ROOT / 'data'}") as terminal:
        opened(terminal, "325.65")
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text() != ""


@pytest.mark.parametrize("name", NAMES)
def test_a_palette_has_the_codes_that_rich_gives_it(name):
    for colours in ("256", "truecolor") if name in ("dark", "light", "contrast") else ("standard", "256", "truecolor"):
        rich = {role: DiffRenderer(colours)._style_look(Style.parse(style)) for role, style in ROLES[name].items()}
        assert looks(name) == rich


def test_the_first_frame_waits_for_neither_textual_nor_rich_nor_polars():
    code = """
import os, sys
from cjtrade_data import Selection
from cjtrade_tui.app import opening
from cjtrade_tui.cli.open_app import Asked
from cjtrade_tui.terminal.first_frame import FirstFrame
os.get_terminal_size = lambda fd: os.terminal_size((120, 36))
os.write = lambda fd, data: len(data)
assert opening.paint(Asked(Selection()), FirstFrame([])).page.rows
print(*(m for m in ("textual", "rich", "polars", "plotext", "argparse") if m in sys.modules), len(sys.modules))
"""
    done = ran([sys.executable, "-c", code], check=True)
    *heavy, count = done.stdout.split()
    assert heavy == [] and int(count) <= 175, done.stdout
