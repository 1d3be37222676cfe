"""The Investment tab: stock, inflow, approvals, aid and presence, each apart."""

import pytest

from cjtrade_data import Selection
from cjtrade_data.lookup.api import card
from cjtrade_tui.charts.render import draw
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.painting import table
from cjtrade_tui.painting.headlines import headlines


def test_the_rate_that_riel_and_dollars_imply_is_told_with_its_interval(book):
    page = build.build(book, Selection(tab="investment", view="stock"))
    words = " ".join(d for row in page.rows for d in row.detail if "used about" in d)
    assert "4,030 KHR per USD" in words


def test_no_column_of_investment_mixes_concepts(book):
    for view in ("investors", "stock", "inflow", "approvals", "cumulative", "sectors"):
        page = build.build(book, Selection(tab="investment", view=view))
        for at, column in enumerate(page.columns):
            ids = [row.cells[at].figure for row in page.rows if row.cells[at].figure and row.cells[at].figure[0] != "="]
            assert len({book.figure(i).basis for i in ids}) <= 1, (view, column.key)
            assert len({book.figure(i).unit for i in ids if column.right} - {"percent"}) <= 1, (view, column.key)


def test_no_chart_of_approvals_mixes_sums_that_begin_in_different_years_and_months_stand_where_they_are(book):
    page = build.build(book, Selection(tab="investment", view="cumulative"))
    at = dict(zip(page.chart.positions, page.chart.series[0].values, strict=True))
    drawn = [(time, value) for time, value in at.items() if value is not None]
    amounts = {
        (r.key.split("-")[0], cell.value)
        for r in page.rows
        if " JPN " in r.key and not r.key.endswith("zones")
        for c, cell in zip(page.columns, r.cells, strict=True)
        if c.key == "approved_investment" and cell.value
    }
    assert {value * 1e6 for _, value in drawn} == {value for since, value in amounts if since == "1994"}
    assert [time for time, _ in drawn[:3]] == pytest.approx([2011 + 6.5 / 12, 2011 + 11.5 / 12, 2015 + 11.5 / 12])
    years = [(time, label) for time, label in zip(page.chart.positions, page.chart.labels, strict=True) if label]
    assert all(time == int(label) + 0.5 for time, label in years) and len(years) == 15


def test_grants_and_loans_are_never_called_net_aid(book):
    page = build.build(book, Selection("investment", view="aid"))
    row = next(r for r in page.rows if r.key.startswith("1993-01/2014-12"))
    said = {c.key: cell for c, cell in zip(page.columns, row.cells, strict=True)}
    assert [said[k].value for k in ("net", "grants", "loans", "technical")] == [2.4e9, 1.4e9, 190e6, 798e6]
    for component, word in (("grants", "Grants"), ("loans", "Net loans"), ("technical", "Technical cooperation")):
        assert said[component].below.startswith(word) and "net aid" not in said[component].below.lower()
    assert said["net"].below.startswith("Net aid")


def test_aid_has_the_years_first_newest_on_top_and_sums_of_years_in_lines_of_their_own(book):
    page = build.build(book, Selection("investment", view="aid"))
    years = [row for row in page.rows if row.texts[0].isdecimal()]
    assert page.start == 0 and page.rows[:60] == tuple(years)
    assert [r.texts[0] for r in years[:5]] == ["2023", "2022", "2021", "2020", "2019"]
    assert years[0].texts[2:5] == ("net disbursement", "350.83 ", "-27.8d") and len(years) == 60
    assert not [r for r in page.rows if r.texts[0] in ("1984", "1985", "1986", "1987")]


def test_a_missing_kind_of_aid_is_said_to_be_missing_and_stands_for_no_other_and_net_aid_follows_the_line(book):
    page = build.build(book, Selection("investment", view="aid"))
    keys = [c.key for c in page.columns]
    row = next(r for r in page.rows if r.texts[0] == "2012")
    assert row.reference_at(keys.index("grants")) == "" and row.reference_at(keys.index("net"))
    assert row.detail_at(keys.index("grants")) == ("Grants: not in the dataset.",)
    assert row.headlines[0].cell.text.strip() == "182.44" and row.headlines[0].below.startswith("2012")


def test_the_strip_and_the_title_of_a_line_of_aid_are_of_its_own_amounts_time_and_currency(book):
    page = build.build(book, Selection("investment", view="aid"))
    for row in page.rows:
        period, currency = row.texts[:2]
        amounts = [cell.value for cell in row.cells if cell.value is not None and cell.unit != "percent"]
        assert [h.cell.value for h in row.headlines] == amounts
        assert all(h.below.startswith(period) and currency in h.unit for h in row.headlines)
        for at, column in enumerate(page.columns):
            if column.scale != "one":
                assert f"{period}, Japanese aid, {currency} m" in page.title_at(row, at)
    assert page.chart.title == "Net aid from Japan, 2000-2023, World Bank"


def test_each_project_has_a_line_with_its_date_and_its_amount_in_each_currency(book):
    page = build.build(book, Selection("investment", view="projects"))
    assert len(page.rows) == 43
    row = next(r for r in page.rows if r.key.startswith("2017-03-30") and "battambang-provincial" in r.key)
    assert [t.strip() for t in row.texts[:5]] == [
        "2017-03-30",
        "Battambang Provincial Referral Hospital",
        "grant",
        "1,453",
        "12.66",
    ]
    assert "exchange of notes, 30 March 2017" in row.detail[0]


def test_presence_is_narrowed_to_a_subject_and_a_chart_stands_where_its_moments_are(book):
    page = build.build(book, Selection("investment", view="presence", filter="JBAC"))
    assert {row.texts[5] for row in page.rows} == {"JBAC"} and len(page.rows) == 9
    chart = page.rows[0].chart
    drawn = [time for time, value in zip(chart.positions, chart.series[0].values, strict=True) if value is not None]
    assert [int(time) for time in drawn] == [1992, 2005, 2009, 2017, 2017, 2021], "unlike sets are no series"
    visitors = build.build(book, Selection("investment", view="presence", filter="visitors"))
    titles = {row.chart.title for row in visitors.rows if row.chart}
    assert not any("isitors" in title for title in titles), "periods of unlike months are no series"


def test_a_view_with_figures_of_every_country_is_not_called_japanese_and_a_line_beside_a_chart_of_another_says_so(book):
    page = build.build(book, Selection("investment", view="presence", filter="Phnom Penh SEZ")).complete()
    assert "Japan" not in page.title
    area = next(row for row in page.rows if row.texts[0] == "Zone area")
    assert area.chart.title.startswith("Another line: Zone firms")
    whole = build.build(book, Selection("investment", view="presence"))
    assert whole.rows[whole.start].texts[0] == "Japanese firms entered since 2014 and in business"
    assert not whole.rows[whole.start].chart.title.startswith("Another line")


def test_a_row_is_about_the_first_number_that_it_shows(book):
    page = build.build(book, Selection("investment", view="investors"))
    (total,) = [row for row in page.rows if row.is_total]
    assert book.figure(total.subject).measure == "fdi_stock"
    share = [c.key for c in page.columns].index("fdi_stock_share")
    assert total.cells[share].is_missing and not total.reference_at(share), "no other number is opened in its place"


def test_what_a_count_of_firms_or_members_covers_stands_in_its_line(book):
    page = build.build(book, Selection("investment", view="presence"))
    said = {row.key: row.texts[0] for row in page.rows}
    assert said["society-firms-in-business-jpn-2022-03"] == "Japanese firms entered since 2014 and in business"
    assert said["society-association-members-jpn-2010-12"] == "Association members and associates"
    assert said["society-association-members-jpn-2011-06"] == "Regular association members"


@pytest.mark.parametrize("column", range(10))
def test_no_number_of_an_investor_stands_without_its_date_wherever_the_cursor_is(book, column):
    page = build.build(book, Selection("investment", view="investors"))
    for width in range(60, 161):
        fitted = table.fitted(page.columns, page.rows, 0, column, width, 20)
        shown = {page.columns[i].key: page.columns[i].dated for i in fitted.widths}
        assert all(dated in shown for dated in shown.values() if dated)
        assert sum(fitted.widths.values()) + 2 * (len(shown) - 1) < width and fitted.column == column


def test_a_derived_place_is_told_only_where_the_list_puts_all_others_together_and_rounding_leaves_no_doubt(book):
    page = build.build(book, Selection("investment", view="stock"))
    ranks = {row.key: row.texts[6].strip() for row in page.rows}
    assert (ranks["2023-12-31 JPN NBC"], ranks["2023-03-31 JPN NBC"]) == ("4d", "4")
    assert ranks["2021-06-30 VNM NBC"] == MISSING, "three investors were named there, and no others"
    assert ranks["2023-12-31 THA NBC"] == MISSING, "4 per cent may be 3.5 or 4.5"


def test_a_headline_of_which_something_is_inferred_says_so(book):
    page = build.build(book, Selection(tab="investment", view="cumulative"))
    assert page.headlines[0].below.endswith("inferred")
    assert not any("211" in h.cell.text for h in page.headlines)


def test_a_chart_marks_the_year_the_sum_or_the_investor_of_the_line_under_the_cursor(book):
    marked = {
        ("aid", "2019 USD net-disbursement WB"): "2019",
        ("investors", "CHN"): "China",
        ("cumulative", "1994-01/2015-12 JPN CDC"): 2015 + 11.5 / 12,
    }
    for (view, key), wanted in marked.items():
        page = build.build(book, Selection("investment", view=view))
        chart = page.chart_at(next(row for row in page.rows if row.key == key), page.column)
        places = chart.positions if isinstance(wanted, float) else chart.labels
        assert places[chart.highlight] == wanted, view


def test_a_list_of_bars_says_how_many_it_has_no_room_for_and_keeps_the_one_picked_out(book):
    page = build.build(book, Selection("investment", view="approvals"))
    chart = next(row.chart for row in page.rows if row.key == "2006 JPN CDC")
    drawn = draw(chart, 80, 8).text
    assert len(chart.labels) == 14 and "and 8 more in the table" in drawn[-1]
    assert any("Japan" in line for line in drawn) and any("South Korea" in line for line in drawn)


def test_the_card_of_a_derived_number_of_an_investor_says_what_it_was_worked_out_from(book):
    page = build.build(book, Selection("investment", view="stock"))
    row = next(row for row in page.rows if row.key == "2023-12-31 JPN NBC")
    for at, (value, low, high) in ((3, (3.0008e9, 2.9734e9, 3.0281e9)), (6, (4, 4, 4))):
        found = card(row.cells[at].figure, book)
        assert float(found.quantity.value) == pytest.approx(value) and found.quantity.status == "derived"
        assert float(found.quantity.interval.low) == pytest.approx(low, rel=1e-4)
        assert float(found.quantity.interval.high) == pytest.approx(high, rel=1e-4)
        assert "worked out from figures of the National Bank of Cambodia" in found.said.text


def test_people_in_the_other_country_are_told_by_whose_they_are_and_where_on_a_narrow_screen_too(book):
    page = build.build(book, Selection("investment", view="presence", filter="residents"))
    said = {row.key: row.texts[:2] for row in page.rows}
    assert said["residents-kh-residents-2023"] == ("Cambodian residents", "Japan")
    assert said["residents-jp-residents-2022"] == ("Japanese residents", "Cambodia")
    assert {c.key: c.rank for c in page.columns}.items() >= {"measure": 0, "reporter": 0}.items()
    chart = next(row.chart for row in page.rows if row.key == "residents-jp-residents-2022")
    assert chart.title.startswith("Japanese residents in Cambodia")


@pytest.mark.parametrize("width", range(60, 161, 7))
def test_the_year_marked_below_a_chart_cuts_no_other_year(book, width):
    page = build.build(book, Selection("investment", view="aid"))
    for row in (row for row in page.rows if row.key.endswith("WB") and row.key >= "2000"):
        below = draw(page.chart_at(row, 2), width, 10).text[-1]
        assert f"▲{row.key[:4]}" in below or f"{row.key[:4]}▲" in below
        years = below.replace("▲", " ").split()
        assert all(len(year) == 4 for year in years) and row.key[:4] in years, below


@pytest.mark.parametrize("view", ["stock", "investors", "inflow", "approvals", "cumulative", "aid"])
def test_a_big_number_has_its_unit_its_period_and_a_label_of_its_own_at_every_width(book, view):
    shown = build.build(book, Selection("investment", view=view)).headlines
    for width in range(60, 161):
        labels, values, below = ([text.strip() for text, _ in row] for row in headlines(shown, width))
        assert len(set(labels)) == len(labels) >= min(3, len(shown))
        assert values == [f"{h.cell.text.strip()} {h.unit}".strip() for h in shown[: len(values)]]
        assert all(b.startswith(h.kept) and h.kept for h, b in zip(shown, below, strict=False)), width


def test_the_stock_in_riel_and_the_stock_in_dollars_are_told_apart(book):
    page = build.build(book, Selection("investment", view="stock"))
    shown = next(row for row in page.rows if row.key == "2023-03-31 JPN NBC").headlines
    assert [(h.label, h.unit) for h in shown[1:3]] == [
        ("Stock, Japan", "billion USD"),
        ("Stock in riel, Japan", "trillion KHR"),
    ]


def test_the_mark_of_a_derived_growth_stands_behind_its_per_cent(book):
    (aid,) = build.build(book, Selection("investment", view="aid")).headlines
    assert aid.below == "2023 -27.8%d y/y"


def test_the_big_numbers_of_two_views_are_of_one_date_and_that_of_the_row_they_open_on(book):
    for view in ("investors", "stock"):
        page = build.build(book, Selection("investment", view=view))
        (stock,) = [h for h in page.headlines if h.label == "Stock, Japan"]
        start = page.rows[page.start]
        cells = dict(zip([c.key for c in page.columns], start.cells, strict=True))
        assert stock.cell.value == cells["fdi_stock"].value and stock.kept == "end Dec 2023"


@pytest.mark.parametrize("view", ["investors", "stock", "inflow", "approvals", "cumulative"])
def test_the_big_numbers_are_those_of_the_line_under_the_cursor_with_its_investor_and_date(book, view):
    page = build.build(book, Selection("investment", view=view))
    assert page.headlines == page.rows[page.start].headlines
    for row in page.rows:
        cells = {column.key: cell for column, cell in zip(page.columns, row.cells, strict=True)}
        dated = {c.key: cells[c.dated or "period"].text for c in page.columns if c.unit}
        own = {(cells[key].value, when) for key, when in dated.items()}
        assert row.headlines and {(h.cell.value, h.kept) for h in row.headlines} <= own, row.key
        assert all(h.label.endswith(f", {cells['partner'].text}") for h in row.headlines)


def test_entrants_of_a_year_are_never_called_the_firms_there_are_nor_drawn_as_those(book):
    page = build.build(book, Selection("investment", view="presence", filter="firms")).complete()
    entrants = [row for row in page.rows if book.figure(row.key).measure == "firms_entered"]
    assert len(entrants) == 3
    for row in entrants:
        year = book.figure(row.key).period.label
        said = card(row.key, book)
        for words in (said.title, said.said.text, said.said.reading, said.said.citation):
            assert f"entered Cambodia in {year}, still in business" in words
        for words in (row.cells[0].text, *row.detail, row.chart.title):
            assert "in the year" in words[:60]


def test_a_place_is_told_without_the_word_of_its_unit(book):
    page = build.build(book, Selection("investment", view="presence", filter="surveys")).complete()
    place = next(row for row in page.rows if book.figure(row.key).unit == "rank")
    assert "19, reported" in place.detail[0] and "19 rank" not in place.detail[0]


def test_what_a_source_calls_about_a_number_has_a_sign_that_the_notes_explain(book):
    page = build.build(book, Selection("investment", view="presence", filter="Phnom Penh SEZ"))
    row = next(row for row in page.rows if row.key == "ppsez-zone-firms-2023-02")
    assert "~100" in row.texts and "~100 firms" in row.detail[0]
    assert any(note.startswith("~ rounded") for note in page.notes)


def test_two_moments_of_one_count_are_drawn_and_places_are_not(book):
    page = build.build(book, Selection("investment", view="presence")).complete()
    charts = {row.key: row.chart.title for row in page.rows}
    assert charts["residents-kh-residents-2015-12"].startswith("Cambodian residents in Japan")
    assert all(charts[row.key].startswith("Another line") for row in page.rows if "rank" in row.texts)


def test_a_saved_chart_of_investors_names_no_approvals(book):
    page = build.build(book, Selection("investment"))
    assert page.about == "investors" and "approvals" in page.title


def test_the_sign_of_the_cursor_in_a_chart_of_bars_is_at_the_line_under_it_and_nowhere_else(book):
    for view in ("investors", "stock", "approvals", "sectors"):
        page = build.build(book, Selection("investment", view=view))
        for at, row in enumerate(page.rows):
            chart = page.chart_at(row, page.column)
            if chart is None or chart.kind != "bars":
                continue
            text = draw(chart, 80, 20).text
            marked = [line for line in text if line.startswith("▸")]
            if chart.highlight is not None:
                assert chart.keys[chart.highlight] == row.key
                assert marked[0][1:].startswith(chart.labels[chart.highlight])
            assert len(marked) == (chart.highlight is not None), (view, at)
            other = [line for line in text if line.startswith("•")]
            assert len(other) == (chart.own is not None and chart.own != chart.highlight), (view, at)


def test_what_is_approved_for_all_investors_is_not_called_foreign_on_any_face(book):
    """Domestic investors are among them."""
    page = build.build(book, Selection("investment", view="approvals"))
    row = next(row for row in page.rows if row.key == "2023 WLD CDC")
    assert row.texts[1] == "All investors"
    assert card(row.cells[2].figure, book).said.text.startswith("Investment approved in Cambodia came to 4.92")
