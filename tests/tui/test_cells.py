"""How wide a text is, as Rich and with it Textual says."""

import rich.cells
from hypothesis import example, given
from hypothesis import strategies as st

from cjtrade_tui import cells


def test_every_character_taken_for_narrow_is_one_cell_by_itself_and_among_others():
    for character in cells._NARROW:
        assert rich.cells.cell_len(character) == 1 == rich.cells.cell_len(f"a{character}b") - 2
        assert rich.cells.split_graphemes(f"a{character}b")[0] == [(0, 1, 1), (1, 2, 1), (2, 3, 1)]


@given(st.text(), st.integers(0, 30))
@example("日本 – ១០", 4)
def test_it_is_what_rich_says(text, width):
    text = "".join(c for c in text if c.isprintable())
    assert cells.cell_len(text) == rich.cells.cell_len(text)
    assert cells.set_cell_size(text, width) == rich.cells.set_cell_size(text, width)
    assert "".join(c for c, _ in cells.characters(text)) == text or any(not rich.cells.cell_len(c) for c in text)
