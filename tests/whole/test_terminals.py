"""The program in the terminals people have: real GNU screen, xterm and tmux, old types, small, large and changing."""

import os
import random
import re
import shlex
import subprocess
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ran import ran
from reports import UNASKED, UNTERMINATED
from sequences import foreign
from terminal import PROGRAM, Terminal
from xterm import Xterm

TABS = "1234567"
WALK = [
    ("j", "Exports, Jan 2024:"),
    ("2", "Thailand"),
    ("v", "Japan · view 2 of 3"),
    ("j", "Japan in 2023, CEPII"),
    ("3", "WTO product groups"),
    ("4", "Share of FDI stock"),
    ("j", "Vietnam's share of FDI stock"),
    ("?", "Keys that work"),
    ("\x1b", "Share of FDI stock"),
    ("5", "Hong Vanak"),
]
"""Keys that show something of every kind, each with words that the screen before has not."""


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]


def screens(terminal, keys):
    """What stands on the screen after each key."""
    terminal.wait_for("q quit")
    shown = []
    for key in keys:
        terminal.press(key)
        terminal.settle()
        shown.append([line.rstrip() for line in terminal.screen.display])
    return shown


@pytest.mark.parametrize(
    ("environment", "size"),
    [({"LC_ALL": "C"}, (60, 16)), ({"LANG": "C"}, (80, 24)), ({"LC_ALL": "ja_JP.eucJP"}, (300, 80))],
    ids=str,
)
def test_without_utf8_every_byte_is_ascii(environment, size):
    with Terminal(PROGRAM, *size, **environment) as terminal:
        screens(terminal, [*TABS, "1", "f", "v", "v", "v", "2", "v", "?", "\x1b", "/", "exports 2023"])
    assert terminal.sent.isascii()


def test_ascii_can_be_asked_for_and_refused():
    with Terminal([*PROGRAM, "--ascii"]) as terminal:
        terminal.wait_for("q quit")
    assert terminal.sent.isascii()
    with Terminal([*PROGRAM, "--no-ascii"], LC_ALL="C") as terminal:
        terminal.wait_for("q quit")
    assert "⣿".encode() in terminal.sent


def test_ascii_puts_every_word_and_number_into_the_same_cell():
    def words(*options):
        with Terminal([*PROGRAM, *options], columns=100, rows=30) as terminal:
            return screens(terminal, [*TABS])

    def places(line):
        return [(m.start(), m[0]) for m in re.finditer(r"[A-Za-z0-9.,%]{3,}", line)]

    for plain, ascii in zip(words(), words("--ascii"), strict=True):
        for line, other in zip(plain, ascii, strict=True):
            assert other.isascii()
            if line.isascii():
                assert places(line) == places(other)


@given(st.text())
def test_ascii_text_takes_as_many_cells(text):
    from rich.cells import cell_len

    from cjtrade_data.safe_text import safe_text
    from cjtrade_tui.terminal.ascii import in_ascii

    clean = safe_text(text)
    assert in_ascii(clean).isascii() and len(in_ascii(clean)) == sum(map(cell_len, clean))


@pytest.mark.parametrize("words", [["show", "partners"], ["lookup", "exports 2023"]])
def test_printed_text_is_ascii_where_the_locale_is(words):
    done = subprocess.run(
        [*PROGRAM, *words], capture_output=True, check=True, env=os.environ | {"LC_ALL": "C"}, stdin=subprocess.DEVNULL
    )
    assert done.stdout.isascii() and len(done.stdout) > 200


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220"])
def test_a_simple_terminal_is_asked_nothing_and_told_nothing_it_would_print(term):
    with Terminal(PROGRAM, TERM=term) as terminal:
        screens(terminal, [*TABS, "q"])
    assert not re.search(rb"\x1b\[[<>?][0-9]*[up]|\$p|\x1b\]", terminal.sent)
    colours = re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|[34]8;5)[;m]", terminal.sent)
    assert bool(colours) == (term == "linux")


@pytest.mark.parametrize(
    ("term", "colorterm", "expected"),
    [
        ("xterm", "", rb"\x1b\[[\d;]*3[0-7]m"),
        ("xterm-256color", "", rb"38;5;\d+"),
        ("screen-256color", "", rb"38;5;\d+"),
        ("xterm-direct", "truecolor", rb"38;5;\d+"),
    ],
)
def test_colours_are_those_the_terminal_has(term, colorterm, expected):
    with Terminal(PROGRAM, TERM=term, COLORTERM=colorterm) as terminal:
        screens(terminal, "f2")
    assert re.search(expected, terminal.sent) and foreign(terminal.sent) == []
    assert b"38;2;" not in terminal.sent


@pytest.mark.parametrize("size", [(60, 16), (300, 80), (61, 17), (79, 23), (132, 43), (200, 50)])
def test_every_tab_fits_its_terminal(size):
    with Terminal(PROGRAM, *size) as terminal:
        for display in screens(terminal, TABS):
            footer = display[-1]
            assert (
                ("quit" in footer or "is shown" in footer) and display[0].strip() and max(map(len, display)) <= size[0]
            )


def test_a_window_that_changes_its_size_while_the_first_frame_stands_is_drawn_anew():
    with Terminal(PROGRAM) as fresh:
        fresh.wait_for("q quit")
        fresh.read(1.0)
        wanted = fresh.screen.display
    with Terminal(PROGRAM) as terminal:
        while not any("237.22" in line for line in terminal.screen.display):
            terminal.read(0)
        terminal.resize(70, 20)
        terminal.resize(80, 24)
        terminal.wait_until_it_shows(wanted)


def test_after_a_storm_of_resizes_the_screen_is_what_a_fresh_start_shows():
    chance = random.Random(6)
    with Terminal(PROGRAM) as fresh:
        fresh.wait_for("q quit")
        fresh.read(1.0)
        wanted = fresh.screen.display
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        for _ in range(120):
            terminal.resize(chance.randint(1, 300), chance.randint(1, 80))
            if chance.random() < 0.3:
                terminal.read(0.02)
        terminal.resize(80, 24)
        terminal.wait_until_it_shows(wanted)
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert len(terminal.sent) < 120 * 9_000


@pytest.mark.needs("screen")
def test_in_gnu_screen_a_person_reads_the_headlines_and_moves(tmp_path):
    (tmp_path / "sockets").mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\n")
    command = ["screen", "-U", "-c", str(tmp_path / "screenrc"), *PROGRAM]
    with Terminal(command, columns=80, rows=24, SCREENDIR=str(tmp_path / "sockets"), TERM="xterm-256color") as terminal:
        terminal.wait_for("q quit")
        terminal.read(1.0)
        first = [line.rstrip() for line in terminal.screen.display]
        assert "237.22 million USD" in first[3] and "⣿" in "".join(first)
        terminal.press("5")
        terminal.wait_for("Hong Vanak")
        terminal.press("1")
        terminal.wait_for("237.22 million USD")
        terminal.read(1.0)
        assert [line.rstrip() for line in terminal.screen.display] == first
        terminal.press("q")
        assert terminal.exit_status() == 0


@pytest.mark.needs("screen")
def test_where_there_is_no_other_screen_to_leave_the_shell_gets_an_empty_one(tmp_path):
    (tmp_path / "sockets").mkdir(mode=0o700)
    shell = f"{shlex.join(PROGRAM)}; echo the shell again; read x; {shlex.join(PROGRAM)}; echo and again; read x"
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\n")
    command = ["screen", "-c", str(tmp_path / "screenrc"), "sh", "-c", shell]
    with Terminal(command, columns=80, rows=24, SCREENDIR=str(tmp_path / "sockets"), TERM="xterm-256color") as terminal:
        for words in ("the shell again", "and again"):
            terminal.wait_for("q quit")
            terminal.read(1.0)
            terminal.press("q")
            terminal.read(2.5)
            assert [line.strip() for line in terminal.screen.display if line.strip()] == [words]
            terminal.press("\r")


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("term", ["screen", "tmux-256color"])
def test_in_tmux_moving_about_leaves_the_screen_that_opening_there_shows(term, tmp_path):
    name = f"cjtrade-{term}-{os.getpid()}"

    def tmux(*words):
        return ran(["tmux", "-L", name, "-f", "/dev/null", *words], check=True).stdout

    def settled():
        before = ""
        for _ in range(100):
            time.sleep(0.3)
            text = tmux("capture-pane", "-p")
            if "quit" in text and "working ..." not in text and text == before:
                return text
            before = text
        raise AssertionError(before)

    def shown(*words):
        tmux("new-session", "-d", "-x", "100", "-y", "30", f"TERM={term} {shlex.join([*PROGRAM, *words])}")
        return settled()

    try:
        wanted = shown("people")
        tmux("kill-session")
        time.sleep(0.3)
        shown()
        for key in ("j", "2", "v", "j", "4", "j", "?", "q", "t", "t", "t", "5"):
            tmux("send-keys", key)
            time.sleep(0.15)
        assert settled() == wanted
    finally:
        subprocess.run(["tmux", "-L", name, "kill-server"], check=False, capture_output=True)


@pytest.mark.needs("xterm", "Xvfb")
@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
def test_in_xterm_moving_about_leaves_the_picture_that_textual_itself_would_paint(term, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    whole = Xterm(tmp_path / "a", [*PROGRAM, "people"], term, CJTRADE_WIRE="0")
    ours = Xterm(tmp_path / "b", PROGRAM, term)
    try:
        whole.wait_for("Hong Vanak")
        ours.wait_for("q quit")
        first = ours.settled()
        for key, words in WALK:
            ours.press(key, words)
        for _ in range(10):  # a busy machine may pause before the last picture
            if (last := ours.settled()) == whole.settled():
                break
        assert last == whole.settled() != first and any(last)
    finally:
        whole.close()
        ours.close()


def test_what_a_terminal_says_unasked_changes_nothing_and_the_next_key_is_answered():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.read(1.0)
        before = list(terminal.screen.display)
        for name, sent in UNASKED.items():
            os.write(terminal.fd, sent)
            terminal.read(0.3)
            assert terminal.screen.display == before, name
        terminal.press("2")
        terminal.wait_for("China  ")


def test_what_a_terminal_never_finishes_saying_costs_no_key_after_it():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.wait_for_textual()  # before that what is typed waits, and is one piece with what it follows
        for name, sent in UNTERMINATED.items():
            os.write(terminal.fd, sent)
            terminal.read(3.0 if "paste" in name else 1.0)
            terminal.press("2")
            terminal.wait_for("China  ")
            terminal.press("1")
            terminal.wait_for("237.22 million")


def test_after_a_storm_of_broken_reports_it_still_answers():
    chance = random.Random(4)
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        for _ in range(300):
            numbers = "".join(chance.choice("0123456789;:<?>") for _ in range(chance.randint(0, 40)))
            os.write(terminal.fd, f"\x1b[{numbers}{chance.choice('u~Rtycm')}".encode())
            os.write(terminal.fd, bytes(chance.choice(b"\x80\xc3\xed\xff\xf4") for _ in range(3)))
            terminal.read(0.01)
        terminal.read(1.0)
        os.write(terminal.fd, b"\x1b")
        terminal.read(0.5)
        terminal.press("2")
        terminal.wait_for("China  ")


@pytest.mark.parametrize("sent", ["\x11", "\x1b[113;5u"], ids=["Ctrl+Q", "Ctrl+Q as kitty says it"])
def test_ctrl_q_which_terminals_and_people_use_for_else_does_not_quit(sent):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press(sent)
        terminal.press("2")
        terminal.wait_for("China  ")
