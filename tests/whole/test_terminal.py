"""The whole program in a real terminal."""

import os
import re
import signal
import subprocess
import time

import pytest
from ran import ran
from terminal import PROGRAM, ROOT, Terminal


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_it_opens_answers_keys_and_leaves_the_terminal_as_it_was():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.press("j")
        terminal.wait_for("116.88")
        terminal.press("2")
        terminal.wait_for("China")
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert b"\x1b[?1049h" in terminal.sent and terminal.sent.rstrip().rfind(b"\x1b[?1049l") > terminal.sent.rfind(
        b"\x1b[?1049h"
    )
    assert b"\x1b[?25h" in terminal.sent[-200:]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "shown"),
    [("/mirror gap 2016", " mirror gap 2016 "), (":quit", " quit "), ("?q5", "Hong Vanak"), ("Pnquid d", " quid d ")],
)
def test_keys_that_a_slow_link_brings_in_one_piece_do_what_they_do_one_by_one(keys, shown):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press("p")
        terminal.wait_for("Pinned: the tray holds 1")
        terminal.press(keys)
        terminal.wait_for(shown, seconds=20)


@pytest.mark.slow
def test_an_idle_screen_sends_no_byte():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        terminal.read(3)
        assert terminal.read(5) == b""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_restores_the_terminal(number):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        os.kill(terminal.pid, number)
        terminal.exit_status()
        assert b"\x1b[?1049l" in terminal.sent[-300:] and b"\x1b[?25h" in terminal.sent[-300:]


@pytest.mark.slow
def test_it_grows_and_shrinks_with_the_terminal():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        for columns, rows in ((160, 45), (60, 16), (40, 10), (100, 30)):
            terminal.resize(columns, rows)
            terminal.wait_for("Needs 60x16" if columns < 60 else "237.22")


@pytest.mark.slow
def test_the_size_is_the_terminals_own_whatever_the_environment_says():
    with Terminal(PROGRAM, columns=120, rows=30, COLUMNS="70", LINES="20") as terminal:
        terminal.wait_for("325.65")
        assert max(len(line.rstrip()) for line in terminal.screen.display) > 100
        assert "q quit" in terminal.screen.display[29]


@pytest.mark.slow
@pytest.mark.parametrize(("term", "environment"), [("xterm-256color", {"NO_COLOR": "1"}), ("xterm", {}), ("linux", {})])
def test_no_more_colours_are_sent_than_asked_for(term, environment):
    with Terminal(PROGRAM, TERM=term, **environment) as terminal:
        terminal.wait_for("325.65")
        codes = {c for m in re.findall(rb"\x1b\[([\d;]*)m", terminal.sent) for c in m.split(b";")}
        assert b"38" not in codes and b"48" not in codes
        coloured = {c for c in codes if c and 30 <= int(c) <= 107 and c not in (b"39", b"49")}
        assert not (environment and coloured)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_be_drawn_on_gets_plain_text(term):
    with Terminal(PROGRAM, TERM=term) as terminal:
        assert terminal.exit_status() == 0
    assert b"\x1b" not in terminal.sent and b"237.22" in terminal.sent


@pytest.mark.slow
def test_a_pipe_gets_plain_text_and_may_close_early():
    done = ran(PROGRAM, check=True, stdin=subprocess.DEVNULL)
    assert "237.22 million USD" in done.stdout and "\x1b" not in done.stdout
    cut = ran(f"{' '.join(PROGRAM)} show sources --item wits-2022-11 | head -2", shell=True)
    assert cut.returncode == 0 and cut.stderr == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["show", "nowhere"], "there is no 'nowhere': choose flows"),
        (["show", "flows", "--period", "2024-13"], "13 is not a month"),
        (["show", "flows", "--view", "x"], "'x' is not a view of Flows: choose levels"),
        (["show", "flows", "--tables", "/nowhere"], "datapackage.json: not found in /nowhere"),
    ],
)
def test_a_wrong_word_is_told_on_standard_error_with_status_2(words, expected):
    done = ran([*PROGRAM, *words])
    assert done.returncode == 2 and done.stdout == "" and expected in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_view_is_told_before_the_screen_is_taken():
    with Terminal([*PROGRAM, "flows", "--view", "x"]) as terminal:
        assert terminal.exit_status() == 2
        assert "not a view of Flows" in "\n".join(terminal.screen.display)


@pytest.mark.slow
@pytest.mark.needs("tmux")
def test_in_tmux_a_person_reads_the_headlines_and_moves():
    name = f"cjtrade{os.getpid()}"

    def tmux(*words):
        return ran(["tmux", "-L", name, "-f", "/dev/null", *words], check=True).stdout

    def wait_for(words):
        for _ in range(150):
            text = tmux("capture-pane", "-p")
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{words} did not appear in\n{text}")

    tmux("new-session", "-d", "-x", "80", "-y", "24", " ".join(PROGRAM))
    try:
        text = wait_for("325.65")
        assert "237.22 million USD" in text and max(len(line) for line in text.splitlines()) <= 80
        tmux("send-keys", "5")
        wait_for("Hong Vanak")
        tmux("send-keys", "7")
        wait_for("World Bank WITS")
    finally:
        subprocess.run(["tmux", "-L", name, "kill-server"], check=False, capture_output=True)


@pytest.mark.slow
def test_every_figure_of_the_article_is_reached_with_the_keyboard_alone_at_80x24():
    with Terminal([*PROGRAM, "sources", "--item", "ppp-2024-03-gdce"]) as terminal:
        terminal.wait_for("237.22")
        seen = "\n".join(terminal.screen.display)
        for _ in range(12):
            terminal.press("\x1b[6~")
            seen += "\n".join(terminal.screen.display)
    for value in tuple(
        """
        237.22 15.3 88.43 -4.3 66.67 4.01 8.12 148.79 113.24 298.06 1.17 623.6 -18.5 1.8 -7.2
    """.split()
    ):
        assert value in seen, value
    with Terminal([*PROGRAM, "investment"]) as terminal:
        terminal.wait_for("q quit")
        terminal.press("v")
        terminal.wait_for("Stock · view 2")
        seen = ""  # the newest stock is headed; that of March 2023 stands further down
        for _ in range(4):
            terminal.press("\x1b[6~")
            seen += "\n".join(terminal.screen.display)
        rows = [line for line in seen.splitlines() if "Mar 2023" in line and "Japan" in line]
        assert any("2.81" in line or "2.806" in line for line in rows), seen
    assert ROOT.exists()
