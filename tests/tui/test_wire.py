"""What the wire sends must leave the terminal showing the frame, cell for cell: pyte plays the terminal."""

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cjtrade_tui.wire import Wire, erases_with_background

WIDTH, HEIGHT = 24, 6
STYLES = [
    Style.parse(s)
    for s in (
        "color(75) on color(234)",
        "bold color(214) on color(234)",
        "color(16) on color(214)",
        "default on default",
        "underline color(75) on color(234)",
        "reverse color(9) on color(16)",
    )
]
runs = st.lists(
    st.tuples(
        st.text(st.sampled_from("ab  █日–"), max_size=10) | st.integers(1, 20).map(lambda n: "█" * n),
        st.sampled_from(STYLES),
    ),
    max_size=5,
)
frames = st.lists(st.lists(runs, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=5)


def strip(row):
    segments, room = [], WIDTH
    for text, style in row:
        while cell_len(text) > room:
            text = text[:-1]
        segments.append(Segment(text, style))
        room -= cell_len(text)
    return Strip([*segments, Segment(" " * room, STYLES[0])], WIDTH)


class Screen(pyte.Screen):
    """Erases every cell with the background in force, as xterm and tmux do; pyte only those it has drawn."""

    def erase_in_display(self, how=0, *args, **kwargs):
        assert how == 2
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y][x] = self.cursor.attrs

    def draw(self, data):
        super().draw(data)
        self.last = data[-1]

    def repeat(self, count=1, **_):
        super().draw(self.last * count)


class Stream(pyte.Stream):
    csi = pyte.Stream.csi | {"b": "repeat"}
    events = pyte.Stream.events | {"repeat"}


class Terminal:
    def __init__(self):
        self.screen = Screen(WIDTH, HEIGHT)
        self.stream = Stream(self.screen)

    def cell(self, x, y):
        c = self.screen.buffer[y][x]
        ink = (c.fg, c.bold) if c.data.strip() else ()
        return (c.data if c.data.strip() or c.data == "" else " ", c.bg, c.reverse, c.underscore, *ink)

    def cells(self):
        return [[self.cell(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]


def drawn_whole(strips, erases):
    terminal = Terminal()
    terminal.stream.feed(Wire(erases=erases).frame(strips, (WIDTH, HEIGHT)))
    return terminal.cells()


@pytest.mark.parametrize("repeats", [True, pytest.param(False, marks=pytest.mark.slow)])
@pytest.mark.parametrize("erases", [True, pytest.param(False, marks=pytest.mark.slow)])
@settings(max_examples=150, deadline=None)
@given(rows=frames)
def test_a_changed_frame_leaves_the_terminal_as_a_whole_redraw_would(erases, repeats, rows):
    wire, terminal = Wire(ColorSystem.EIGHT_BIT, erases, repeats), Terminal()
    for frame in rows:
        strips = [strip(row) for row in frame]
        terminal.stream.feed(wire.frame(strips, (WIDTH, HEIGHT)))
        assert terminal.cells() == drawn_whole(strips, erases)
        assert [line.rstrip() for line in terminal.screen.display] == [
            "".join(text for text, *_ in s).rstrip() for s in strips
        ]


def test_an_unchanged_frame_sends_nothing():
    wire = Wire()
    strips = [strip([("exports", STYLES[1])])] * HEIGHT
    assert wire.frame(strips, (WIDTH, HEIGHT))
    assert wire.frame(strips, (WIDTH, HEIGHT)) == ""


def test_one_changed_cell_costs_a_move_and_that_cell():
    wire = Wire()
    wire.frame([strip([("2023", STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    sent = wire.frame([strip([("2024", STYLES[1])])] + [strip([("2023", STYLES[1])])] * (HEIGHT - 1), (WIDTH, HEIGHT))
    assert sent.endswith("4") and len(sent) < 30


def test_gnu_screen_does_not_erase_with_the_background():
    assert not erases_with_background("screen-256color")
    assert erases_with_background("xterm-256color") and erases_with_background("tmux-256color")
