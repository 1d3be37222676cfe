"""Copying reaches the clipboard of the terminal the reader sits at: plainly, through tmux and through screen."""

import base64
import os
import re
import subprocess
import time
import uuid

import pytest
from ran import ran
from terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow

SENTENCE = "Cambodia's exports to Japan reached 237.22 million dollars in January-February 2024, up 15.3 per cent"
OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def copied(sent: bytes) -> list[str]:
    return [base64.b64decode(code, validate=True).decode() for code in OSC_52.findall(sent)]


def test_y_copies_the_sentence_with_its_source_by_osc_52(tmp_path):
    with Terminal(PROGRAM, XDG_STATE_HOME=str(tmp_path), TMUX=None, STY=None) as terminal:
        terminal.wait_for("237.22")
        [text] = copied(terminal.press_until("y", OSC_52))
        assert text.startswith(SENTENCE)
        assert text.splitlines()[1].startswith("Source: General Department of Customs and Excise of Cambodia")
        assert "https://" in text
        terminal.wait_for("Sent to your terminal")


def test_capital_y_copies_the_command_that_opens_the_view(tmp_path):
    with Terminal(PROGRAM, XDG_STATE_HOME=str(tmp_path), TMUX=None, STY=None) as terminal:
        terminal.wait_for("237.22")
        terminal.press("ffv")
        terminal.read(1)
        [text] = copied(terminal.press_until("Y", OSC_52))
        assert text == "cjtrade-tui flows --frequency month --period 2024-02 --view growth"


def test_the_copied_command_names_no_store_that_only_the_settings_name(tmp_path):
    env = {"XDG_STATE_HOME": str(tmp_path), "CJTRADE_STORE": str(tmp_path / "store"), "TMUX": None, "STY": None}
    for words in (PROGRAM, [*PROGRAM, "flows"]):
        with Terminal(words, **env) as terminal:
            terminal.wait_for("237.22")
            [text] = copied(terminal.press_until("Y", OSC_52))
            assert text == "cjtrade-tui flows"


def test_the_answer_to_a_question_is_copied_without_leaving_it(tmp_path):
    with Terminal(PROGRAM, XDG_STATE_HOME=str(tmp_path), TMUX=None, STY=None) as terminal:
        terminal.wait_for("237.22")
        terminal.press("/")
        terminal.press("mirror gap 2016")
        terminal.wait_for("1,223.33")
        [text] = copied(terminal.press_until("\x19", OSC_52))
        assert "1,223.33 million dollars less 827.19 million dollars" in text and "Source: " in text
        assert any("Question: mirror gap 2016" in line for line in terminal.screen.display)


@pytest.mark.parametrize("term", ["linux", "vt100"])
def test_a_terminal_without_a_clipboard_is_sent_none_and_shows_the_text_to_select(tmp_path, term):
    with Terminal(PROGRAM, XDG_STATE_HOME=str(tmp_path), TERM=term, TMUX=None, STY=None) as terminal:
        terminal.wait_for("237.22")
        terminal.press("y")
        terminal.wait_for("Select this with the mouse")
        assert any(line.startswith("Cambodia's exports to Japan reached") for line in terminal.screen.display)
        assert not copied(terminal.sent)


def test_the_same_key_again_shows_the_text_and_leaves_the_mouse_to_the_terminal(tmp_path):
    with Terminal(PROGRAM, XDG_STATE_HOME=str(tmp_path), TMUX=None, STY=None) as terminal:
        terminal.wait_for("237.22")
        terminal.press("y")
        terminal.press_until("y", rb"\x1b\[\?1000l")
        terminal.wait_for("Select this with the mouse")
        terminal.press_until("q", rb"\x1b\[\?1000h")


class Tmux:
    """A tmux of its own, with the program in it."""

    def __init__(self, folder, *settings):
        self.name = f"cj{uuid.uuid4().hex[:8]}"
        self.folder = folder
        conf = folder / "tmux.conf"
        conf.write_text("".join(f"set -s {s}\n" if "clipboard" in s else f"set -g {s}\n" for s in settings))
        self.start = ["tmux", "-L", self.name, "-f", str(conf), "new-session", "-x", "80", "-y", "24"]
        self.program = " ".join(["env", f"XDG_STATE_HOME={folder}", *PROGRAM])

    def __call__(self, *words):
        done = ran(["tmux", "-L", self.name, *words])
        return done.stdout

    def wait_for(self, words, *command, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self(*command)
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"'{words}' is not in:\n{self(*command)}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self("kill-server")


@pytest.mark.needs("tmux")
def test_in_tmux_as_it_comes_the_buffer_holds_the_text(tmp_path):
    with Tmux(tmp_path) as tmux:
        subprocess.run([*tmux.start, "-d", tmux.program], check=True)
        tmux.wait_for("237.22", "capture-pane", "-p")
        tmux("send-keys", "y")
        assert SENTENCE in tmux.wait_for(SENTENCE, "show-buffer")


@pytest.mark.needs("tmux")
def test_in_tmux_with_set_clipboard_on_the_sequence_alone_fills_the_buffer(tmp_path):
    """As over SSH from inside tmux: the program cannot reach tmux but by what it writes."""
    with Tmux(tmp_path, "set-clipboard on") as tmux:
        subprocess.run([*tmux.start, "-d", f"env -u TMUX {tmux.program}"], check=True)
        tmux.wait_for("237.22", "capture-pane", "-p")
        tmux("send-keys", "y")
        assert SENTENCE in tmux.wait_for(SENTENCE, "show-buffer")


@pytest.mark.needs("tmux")
def test_tmux_that_lets_sequences_pass_hands_the_text_to_the_terminal_outside(tmp_path):
    with Tmux(tmp_path, "set-clipboard off", "allow-passthrough on", "default-terminal tmux-256color") as tmux:
        inner = f"env -u TMUX {tmux.program}"
        with Terminal([*tmux.start, inner], TMUX=None, TERM="xterm-256color") as terminal:
            terminal.wait_for("237.22")
            assert any(SENTENCE in text for text in copied(terminal.press_until("y", OSC_52)))


@pytest.mark.needs("screen")
def test_screen_hands_the_text_to_the_terminal_outside(tmp_path):
    tmp_path.chmod(0o700)
    name = f"cj{uuid.uuid4().hex[:8]}"
    command = ["screen", "-c", "/dev/null", "-S", name, "env", f"XDG_STATE_HOME={tmp_path}", *PROGRAM]
    with Terminal(command, TMUX=None, STY=None, SCREENDIR=str(tmp_path)) as terminal:
        try:
            terminal.wait_for("237.22")
            assert any(SENTENCE in text for text in copied(terminal.press_until("y", OSC_52)))
        finally:
            subprocess.run(
                ["screen", "-S", name, "-X", "quit"],
                env=os.environ | {"SCREENDIR": str(tmp_path)},
                capture_output=True,
                check=False,
            )
