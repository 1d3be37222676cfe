"""What the renderer sends must leave the terminal showing the frame, cell for cell: pyte plays the terminal."""

import re
from typing import ClassVar

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cjtrade_tui.terminal.diff_renderer import DiffRenderer, erases_with_background

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
        st.text(st.sampled_from("ab  █日本–"), max_size=10) | st.integers(1, 20).map(lambda n: "█" * n),
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


class Terminal:
    def __init__(self):
        self.screen = Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)

    def cell(self, x, y):
        c = self.screen.buffer[y][x]
        ink = (c.fg, c.bold) if c.data.strip() else ()
        return (c.data if c.data.strip() or c.data == "" else " ", c.bg, c.reverse, c.underscore, *ink)

    def cells(self):
        return [[self.cell(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]


def drawn_whole(strips, erases):
    terminal = Terminal()
    terminal.stream.feed(DiffRenderer(erases=erases).frame(strips, (WIDTH, HEIGHT)))
    return terminal.cells()


@pytest.mark.slow
@pytest.mark.parametrize("erases", [True, pytest.param(False, marks=pytest.mark.slow)])
@given(rows=frames)
def test_a_changed_frame_leaves_the_terminal_as_a_whole_redraw_would(erases, rows):
    renderer, terminal = DiffRenderer("256", erases), Terminal()
    for frame in rows:
        strips = [strip(row) for row in frame]
        terminal.stream.feed(renderer.frame(strips, (WIDTH, HEIGHT)))
        assert terminal.cells() == drawn_whole(strips, erases)
        assert [line.rstrip() for line in terminal.screen.display] == [
            "".join(shown(text, style) for text, style, _ in s).rstrip() for s in strips
        ]


def shown(text, style):
    """What the terminal holds of a run: of a full block in a colour that colour alone, as background."""
    coloured = style.color is not None and not style.color.is_default and not style.underline and not style.reverse
    return text.replace("█", " ") if coloured else text


def test_a_bar_of_full_blocks_costs_few_bytes_and_has_their_colour():
    renderer, terminal = DiffRenderer(), Terminal()
    sent = renderer.frame([strip([("█" * 20, STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    terminal.stream.feed(sent)
    assert "█" not in sent and len(sent) < 40 * HEIGHT
    assert {terminal.cell(x, 0)[1] for x in range(20)} == {terminal.cell(0, 0)[1]} != {terminal.cell(20, 0)[1]}


def test_without_colours_a_full_block_stays_one():
    renderer = DiffRenderer()
    sent = renderer.frame([strip([("█" * 20, Style.null())])] * HEIGHT, (WIDTH, HEIGHT))
    assert sent.count("█") == 20 * HEIGHT


DEFAULT = Style.parse("default on default")


@pytest.mark.parametrize(("end", "is_sent"), [("─" * 20, True), (" " * 20, False)])
def test_an_end_of_blanks_is_erased_and_an_end_of_one_sign_is_sent(end, is_sent):
    renderer, terminal = DiffRenderer("256", True), Terminal()
    for text in ("a b" + "c" * 21, "a  x" + end, "ab x" + end):
        sent = renderer.frame([Strip([Segment(text, DEFAULT)], WIDTH)] * HEIGHT, (WIDTH, HEIGHT))
        terminal.stream.feed(sent)
        assert terminal.screen.display == [text] * HEIGHT
        if text.startswith("a  x"):
            assert ("\x1b[K" in sent) is not is_sent


def test_an_unchanged_frame_sends_nothing():
    renderer = DiffRenderer()
    strips = [strip([("exports", STYLES[1])])] * HEIGHT
    assert renderer.frame(strips, (WIDTH, HEIGHT))
    assert renderer.frame(strips, (WIDTH, HEIGHT)) == ""


def test_one_changed_cell_costs_a_move_and_that_cell():
    renderer = DiffRenderer()
    renderer.frame([strip([("2023", STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    sent = renderer.frame(
        [strip([("2024", STYLES[1])])] + [strip([("2023", STYLES[1])])] * (HEIGHT - 1), (WIDTH, HEIGHT)
    )
    assert sent.endswith("4") and len(sent) < 30


def test_no_repetition_is_sent_and_no_cell_depends_on_the_terminal_counting():
    renderer = DiffRenderer()
    sent = renderer.frame([strip([("▄" * 20, STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    assert sent.count("▄") == 20 * HEIGHT and not re.search(r"\x1b\[\d*b", sent)


class OwnMind(Screen):
    """A terminal that gives some characters more or fewer cells than they were composed for, as terminals do."""

    odd: ClassVar[dict[str, int]] = {"e\u0301": 2, "⚡": 1, "\U0001f600": 1, "\u1780\u17d2": 2}

    def draw(self, data):
        for character in split_graphemes(data)[0]:
            text = data[character[0] : character[1]]
            if text not in self.odd:
                super().draw(text)
                continue
            for x in range(self.odd[text]):
                super().draw("?" if x == 0 else "!")


@pytest.mark.parametrize("odd", list(OwnMind.odd))
def test_a_character_that_a_terminal_gives_another_width_displaces_nothing(odd):
    """Its own cells are the terminal's matter; every other is where it was composed."""
    screen = OwnMind(WIDTH, HEIGHT)
    stream, renderer = pyte.Stream(screen), DiffRenderer()
    before, after = f"{odd}bcd {odd}fgh", f"xyzt {odd}fgi"
    for text in (before, after, before, "plain"):
        strips = [strip([(text, STYLES[1])])] * HEIGHT
        stream.feed(renderer.frame(strips, (WIDTH, HEIGHT)))
        cells, x = {}, 0
        for start, end, wide in split_graphemes(text)[0]:
            cells[x] = text[start:end]
            x += wide
        for x, expected in cells.items():
            if expected != odd:
                assert screen.buffer[0][x].data == expected, (text, screen.display[0])
        assert screen.display[0][x + 1 :].strip() == ""


def test_a_wide_character_cut_by_the_margin_leaves_a_blank():
    renderer, terminal = DiffRenderer(), Terminal()
    terminal.stream.feed(
        renderer.frame([Strip([Segment("x" * (WIDTH - 1) + "日", STYLES[0])])] * HEIGHT, (WIDTH, HEIGHT))
    )
    assert terminal.screen.display == ["x" * (WIDTH - 1) + " "] * HEIGHT


def test_a_mark_changed_on_a_wide_letter_is_sent_with_its_letter():
    renderer = DiffRenderer()
    sent = [
        renderer.frame([strip([(text, STYLES[0])])] * HEIGHT, (WIDTH, HEIGHT))
        for text in ("か x", "か\u3099 x", "か x")
    ]
    assert sent[1].count("か\u3099") == HEIGHT and sent[2].count("か") == HEIGHT and "\u3099" not in sent[2]


def test_gnu_screen_does_not_erase_with_the_background():
    assert not erases_with_background("screen-256color")
    assert erases_with_background("xterm-256color") and erases_with_background("tmux-256color")


def test_inside_gnu_screen_nothing_counts_on_erasing_whatever_term_says(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("STY", raising=False)
    assert erases_with_background()
    monkeypatch.setenv("STY", "123.pts-0.host")
    assert not erases_with_background()


def test_where_erasing_takes_no_background_blanks_are_sent_and_no_line_is_erased():
    renderer, terminal = DiffRenderer(erases=False), Terminal()
    for text in ("exports of the year", "", "x", ""):
        sent = renderer.frame([strip([(text, STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
        terminal.stream.feed(sent)
        assert "\x1b[K" not in sent
        assert [line.rstrip() for line in terminal.screen.display] == [text] * HEIGHT


def test_a_move_to_the_right_goes_as_many_cells_as_it_says():
    renderer, terminal = DiffRenderer(), Terminal()
    for text in ("a.......b.......c", "A.......B.......C", "A......xB.......c"):
        sent = renderer.frame([strip([(text, STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
        terminal.stream.feed(sent)
        assert [line.rstrip() for line in terminal.screen.display] == [text] * HEIGHT


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["本.........b"] * HEIGHT, ["日.........c"] * HEIGHT),
        (["ab本"] * HEIGHT, ["ab日"] * HEIGHT),
        (["a日b"] * HEIGHT, ["日.b"] * HEIGHT),
        (["2023"] * HEIGHT, ["2024", "2023", "2023", "2024", "2023", "2023"]),
        (["a......b"] * HEIGHT, ["x..y...z"] * HEIGHT),
    ],
    ids=["a wide letter, then what stays", "a wide letter at the end", "a letter moved", "rows apart", "short gaps"],
)
def test_what_changed_stands_where_it_was_composed_and_all_else_stays(before, after):
    renderer, terminal = DiffRenderer(), Terminal()
    for texts in (before, after, before):
        strips = [strip([(text, STYLES[1])]) for text in texts]
        terminal.stream.feed(renderer.frame(strips, (WIDTH, HEIGHT)))
        assert [line.rstrip() for line in terminal.screen.display] == texts


def test_what_stays_is_jumped_over_where_that_is_shorter():
    renderer = DiffRenderer()
    renderer.frame([strip([("a......b", STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    sent = renderer.frame([strip([("x......y", STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT))
    assert "." not in sent and sent.count("\x1b[6C") == HEIGHT


@pytest.mark.parametrize("attribute", ["underscore", "reverse", "strikethrough"])
def test_what_can_be_seen_on_a_blank_is_sent_with_it(attribute):
    style = Style.parse({"underscore": "underline", "strikethrough": "strike"}.get(attribute, attribute))
    terminal = Terminal()
    terminal.stream.feed(DiffRenderer().frame([strip([("  ab", style)])] * HEIGHT, (WIDTH, HEIGHT)))
    assert [getattr(terminal.screen.buffer[0][x], attribute) for x in range(5)] == [True] * 4 + [False]


def test_an_end_is_erased_in_its_own_colour_and_bold_outlives_what_was_dim():
    renderer, terminal = DiffRenderer(), Terminal()
    for style in ("bold dim color(16) on color(214)", "bold color(16) on color(214)"):
        for text in ("x" * WIDTH, "ab"):
            end = Segment(" " * (WIDTH - len(text)), DEFAULT)
            strips = [Strip([Segment(text, Style.parse(style)), end], WIDTH)] * HEIGHT
            terminal.stream.feed(renderer.frame(strips, (WIDTH, HEIGHT)))
        row = terminal.screen.buffer[0]
        assert row[0].bold and row[0].bg != "default" and {row[x].bg for x in range(2, WIDTH)} == {"default"}


def test_an_attribute_that_ends_is_turned_off():
    renderer, terminal = DiffRenderer(), Terminal()
    for style in (STYLES[1], STYLES[0], STYLES[4], STYLES[0], STYLES[5], STYLES[3]):
        strips = [strip([("exports", style)])] * HEIGHT
        terminal.stream.feed(renderer.frame(strips, (WIDTH, HEIGHT)))
        assert terminal.cells() == drawn_whole(strips, True)


def test_what_a_terminal_would_obey_is_not_sent_though_a_style_shows_it():
    sent = DiffRenderer().frame([strip([("a\x1b]0;owned\x07b", STYLES[0])])] * HEIGHT, (WIDTH, HEIGHT))
    assert "\x1b]" not in sent and "\x07" not in sent and "a]0;ownedb" in sent


def test_another_width_clears_the_screen_and_draws_it_whole():
    renderer = DiffRenderer()
    rows = [strip([("exports", STYLES[1])])] * HEIGHT
    renderer.frame(rows, (WIDTH, HEIGHT))
    assert "\x1b[2J" in renderer.frame(rows, (WIDTH - 4, HEIGHT)) and renderer.frame(rows, (WIDTH - 4, HEIGHT)) == ""


def test_beside_a_character_narrower_than_composed_nothing_older_is_left():
    screen = OwnMind(WIDTH, HEIGHT)
    stream, renderer = pyte.Stream(screen), DiffRenderer()
    for text in ("abcdef", "⚡cdef"):
        stream.feed(renderer.frame([strip([(text, STYLES[1])])] * HEIGHT, (WIDTH, HEIGHT)))
    assert screen.display[0].rstrip() == "? cdef"
