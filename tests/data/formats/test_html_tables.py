"""The tables of a web page as rows of text: what is no text of a cell is left out, and no cell moves to another column."""

from contextlib import contextmanager

import pytest

from cjtrade_data.formats import FormatError
from cjtrade_data.formats.readers import documents, limits


class Page:
    """A web page that is read a few bytes at a time."""

    label = "page.html"

    def __init__(self, text):
        self.bytes = text.encode()

    @contextmanager
    def opened(self):
        yield self

    def document_blocks(self):
        yield from (self.bytes[i : i + 3] for i in range(0, len(self.bytes), 3))


def tables(text):
    return documents.html_tables(Page(text))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<table><tr><td>a</td><td>1</td></tr></table>", [[["a", "1"]]]),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", [[["a", "b"], ["c", "d"]]]),
        ("<table><tr><td colspan=3>a</td><td>b</td></tr></table>", [[["a", "", "", "b"]]]),
        ("<table><tr><td colspan=0>a</td><td colspan=x>b</td></tr></table>", [[["a", "b"]]]),
        ("<table><tr><td>a<br>b &amp;\n c</td></tr></table>", [[["a b & c"]]]),
        ("<table><tr><td>a<script>x</script><style>y</style>b</td></tr></table>", [[["ab"]]]),
        ("<td>x</td><table>y<tr>z<td>a</td>w<td>b</td></tr>v</table><td>u</td>", [[["a", "b"]]]),
        ("<table><tr><td>a<table><tr><td>in</td></tr></table>b</td><td>c</td></tr></table>", [[["ab", "c"]], [["in"]]]),
        ("<table><td>a</td></table><table></table><table><tr></tr></table>", [[["a"]], [], []]),
    ],
)
def test_a_cell_has_its_text_in_its_column_and_nothing_else(page, found):
    assert tables(page) == found


def test_a_page_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "CELLS", 6)
    row = "<tr><td>a</td><td colspan=2>b</td></tr>"
    assert len(tables(f"<table>{row * 2}</table>")[0]) == 2
    with pytest.raises(FormatError, match="more than 6 cells"):
        tables(f"<table>{row * 3}</table>")
