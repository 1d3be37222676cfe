"""The title line says period, reporter and unit at every width there is room for them."""

import pytest

from cjtrade_data import Selection
from cjtrade_data.model.selection import FREQUENCIES
from cjtrade_tui.pages import build
from cjtrade_tui.painting import table
from cjtrade_tui.painting.tab_and_key_lines import top_lines


@pytest.mark.parametrize("width", [60, 64, 70, 79, 80])
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", ["ytd", "year", "month"])
def test_the_latest_period_gives_way_to_the_unit(book, width, reporter, frequency):
    page = build.build(book, Selection(reporter=reporter, frequency=frequency))
    for row in page.rows[:40]:
        (runs, _) = top_lines(
            "Cambodia-Japan", page.title_at(row, page.column), [("flows", "Flows")], "flows", width, row.aside
        )
        line = "".join(text for text, _ in runs)
        assert "USD m" in line and "figures" in line and row.cells[0].text in line and "…" not in line, line


LONG = 17
"""Letters of a source beyond which it may stand in the words on the cell alone."""


@pytest.mark.parametrize(
    ("tab", "view", "whose"),
    [
        ("partners", "japan", "compiler"),
        ("partners", "beside", "compiler"),
        ("products", "press", "compiler"),
        *(("investment", view, "compiler") for view in ("stock", "inflow", "approvals", "cumulative", "sectors")),
        ("investment", "aid", "source"),
        ("investment", "projects", "source"),
    ],
)
def test_the_title_of_80_columns_says_the_period_the_owner_and_the_unit_of_the_cell_under_the_cursor(
    book, tab, view, whose
):
    page = build.build(book, Selection(tab, view=view))
    keys = [column.key for column in page.columns]
    when = keys.index("date" if "date" in keys else "period")
    for row in page.rows[:40]:
        for at, cell in ((at, cell) for at, cell in enumerate(row.cells) if cell.value is not None):
            (runs, _) = top_lines("Cambodia-Japan", page.title_at(row, at), [(tab, tab)], tab, 80)
            line = "".join(text for text, _ in runs)
            owner, unit = row.cells[keys.index(whose)].text, "per cent" if cell.unit == "percent" else cell.unit
            assert row.cells[when].text.strip() in line and unit in line, line
            assert owner in line or len(owner) > LONG, line


@pytest.mark.parametrize(("width", "also"), [(60, ""), (80, "30 largest")])
def test_the_title_of_partners_says_year_compiler_and_unit_before_how_far_the_list_reaches(book, width, also):
    page = build.build(book, Selection("partners"))
    (runs, _) = top_lines("Cambodia-Japan", page.title_at(page.rows[0], 2), [("partners", "")], "partners", width)
    line = "".join(text for text, _ in runs)
    assert "2023, CEPII, USD m" in line and also in line


def test_the_title_of_mirror_data_says_that_the_figures_are_of_both_sides(book):
    for selection in (Selection(view="gap"), Selection(mirror=True), Selection(view="gap", reporter="JPN")):
        page = build.build(book, selection)
        title = page.title_at(page.rows[page.start], page.column)
        assert "both sides' figures" in title and "Cambodia's figures" not in title


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_the_title_of_flows_says_the_latest_the_owner_the_unit_and_the_frequency_at_80_columns(
    book, reporter, frequency
):
    page = build.build(book, Selection(reporter=reporter, frequency=frequency))
    told = {"ytd": "YTD", "year": "years", "month": "months"}[frequency]
    for row in page.rows:
        (runs, _) = top_lines("Cambodia-Japan", page.title_at(row, 1), [("flows", "Flows")], "flows", 80, row.aside)
        line = "".join(text for text, _ in runs).rstrip()
        assert line.endswith(f"figures, USD m, {told}") and "latest" in line, line


def test_no_compiler_of_flows_is_cut_at_80_columns(book):
    page = build.build(book, Selection(reporter="JPN", frequency="year"))
    fit = table.fitted(page.columns, page.rows, page.start, 1, 80, 8)
    at = [c.key for c in page.columns].index("compiler")
    assert all(len(row.texts[at]) <= fit.widths[at] for row in page.rows)


@pytest.mark.parametrize("width", range(24, 120))
def test_a_title_is_never_cut_inside_the_brackets_of_a_part(width):
    title = "2013-04-30, Loans and grants, JPY m, Star of Cambodia (JA, after Phnom Penh Post)"
    ((_, _), (shown, _)), _ = top_lines("Cambodia-Japan", title, [("flows", "Flows")], "flows", width)
    assert "(" not in shown or title in shown
