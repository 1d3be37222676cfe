"""Partners: whoever stands above Japan keeps a line, no partial list is drawn as a ranking, no two compilers are mixed."""

import re
from decimal import Decimal

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection, open_book
from cjtrade_data.derivation.editions import COMPLETE, described
from cjtrade_data.derivation.partners import available, pair_lists, partners_of, printed_places
from cjtrade_data.model.imported_compiler import name_of
from cjtrade_data.model.tabs import REGISTRY
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.charts.render import draw
from cjtrade_tui.pages import build, partner_places
from cjtrade_tui.pages.cell import MISSING

ARTICLE = Period.parse("2024-01/2024-02")


def page_of(book, **changes):
    return build.build(book, Selection(tab="partners", **changes))


def labels(chart):
    return [label.lstrip(" 0123456789") for label in chart.labels]


@every_row("listed", available(open_book()), ids=str, quick=8)
def test_a_list_without_japan_says_so_in_its_title_and_no_other_does(book, listed):
    page = page_of(book, period=listed.period, compiler=listed.edition)
    has_japan = any(row.texts[1] == "Japan" for row in page.rows)
    assert ("without Japan" in page.title) is ("not Japan" in page.coverage) is not has_japan


def test_who_a_source_names_above_japan_keeps_a_line_without_a_figure(book):
    page = page_of(book, period=ARTICLE)
    names = [r.texts[1] for r in page.rows]
    japan = names.index("Japan")
    assert names[japan - 2 : japan] == [
        "Vietnam, above Japan, not published here",
        "Thailand, above Japan, not published here",
    ]
    row = page.rows[japan - 1]
    assert row.key == "THA" and not any(cell.value is not None or cell.figure for cell in row.cells)
    assert "The Phnom Penh Post, 2024-03-25, paragraph 4" in row.detail[0]
    told = dict(zip(labels(page.chart), page.chart.series[0].texts, strict=True))
    assert told["Vietnam"] == told["Thailand"] == "above, not published here"
    assert labels(page.chart).index("Japan") == 4, "the printed rank is 5"


def test_as_many_lines_stand_above_japan_as_the_rank_that_its_source_prints_leaves(book):
    seen = {}
    for rank in (f for f in printed_places(book, "JPN") if f.measure == "total_trade_rank"):
        if (rank.period, rank.compiler) not in {(e.period, e.edition) for e in available(book)}:
            continue
        page = page_of(book, period=rank.period, compiler=rank.compiler)
        above = [r.texts[1] for r in page.rows[: [r.key for r in page.rows].index("JPN")] if r.key != "WLD"]
        unnamed = sum(int(name.split()[0]) - 1 for name in above if " more, above" in name)
        assert len(above) + unnamed == int(rank.value) - 1, (rank.id, above)
        seen[rank.period.code] = above
    assert "1 more, above Japan, not published here" in seen["2024-01/2024-10"]


@pytest.mark.parametrize("sort", ["total_trade", "exports", "imports"])
@every_row("each", lambda: available(open_book()), ids=lambda list_of: list_of.edition, quick=5)
def test_no_chart_of_a_part_of_the_partners_passes_for_a_ranking(book, sort, each):
    page = page_of(book, period=each.period, compiler=each.edition, sort=sort)
    complete = described(book, each.edition).coverage == COMPLETE
    assert page.chart is None or ("partial list" in page.chart.title) is not complete
    assert ("partial list" in page.title) is not complete
    if sort == "total_trade" and page.chart is not None:
        known = {r.cells[1].text for r in page.rows if r.key != "WLD" and any(c.value for c in r.cells[2:4])}
        assert known <= set(labels(page.chart)), (each, known - set(labels(page.chart)))


def test_a_partner_of_whom_one_flow_is_known_stands_where_it_must_and_has_no_bar(book):
    page = page_of(book, period=Period.of_year(2019))
    told = dict(
        zip(labels(page.chart), zip(page.chart.series[0].values, page.chart.series[0].texts, strict=True), strict=True)
    )
    assert told["United States"] == (None, "not published; exports alone 4,414.28")
    assert labels(page.chart).index("United States") < labels(page.chart).index("Japan")
    usa = next(r for r in page.rows if r.key == "USA")
    assert usa.cells[4].value is None and "imports not published here" in usa.detail[0]


@every_row("each", lambda: available(open_book()), ids=lambda list_of: list_of.edition, quick=5)
def test_who_has_no_total_stands_below_japan_in_the_order_of_names_alone(book, each):
    page = page_of(book, period=each.period, compiler=each.edition, sort="total_trade")
    own = next((r.cells[4].value for r in page.rows if r.key == "JPN"), None)
    unknown = [r for r in page.rows if r.key != "WLD" and " above " not in r.cells[1].text and r.cells[4].value is None]
    least = {r.key: max((c.value or 0 for c in r.cells[2:4]), default=0) for r in unknown}
    names = [r.cells[1].text for r in unknown if own is None or least[r.key] <= own]
    assert names == sorted(names) == [r.cells[1].text for r in page.rows if r.cells[1].text in names]
    drawn = labels(page.chart) if page.chart is not None else []
    assert [name for name in drawn if name in names] == [n for n in names if n in drawn]
    last = [r.cells[1].text for r in page.rows][-len(names) :] if names else []
    assert last == names, "behind all whose place is known"


def test_the_tab_opens_where_the_list_is_fullest_and_the_articles_period_is_one_key_away(book):
    fullest = max(available(book), key=lambda a: (a.edition in ("CEPII", "WITS 2017-11"), a.period))
    page = page_of(book)
    assert page.period == fullest.period == REGISTRY["partners"].first_period and page.compiler == fullest.edition
    assert page.periods[page.periods.index(page.period) + 1] == ARTICLE
    assert any("after it: Jan-Feb 2024, GDCE" in note for note in page.notes)


async def test_from_flows_the_tab_opens_on_its_own_period_unless_another_was_chosen(press, settle):
    app = Explorer()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        await press(app, pilot, "2")
        assert app.page.period == REGISTRY["partners"].first_period
        await press(app, pilot, "]")
        assert app.page.period == ARTICLE
        await press(app, pilot, "1")
        assert app.page.rows[app.table.row].key == ARTICLE.code
    app = Explorer(Selection(frequency="year", period=Period.of_year(2016)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        await press(app, pilot, "2")
        assert app.page.period == Period.of_year(2016)


def test_the_command_of_the_articles_list_opens_that_list_again():
    at_article = Selection(tab="partners", period=ARTICLE)
    assert Selection.from_options(at_article.options()) == at_article
    assert Selection(tab="partners").options() == ["partners"]


@pytest.mark.parametrize("sort", ["exports", "imports", "total"])
def test_the_rank_is_that_of_the_column_sorted_by(book, sort):
    page = page_of(book, period=Period.of_year(2016), compiler="WITS 2017-11", sort=sort)
    by = "total_trade" if sort == "total" else sort
    assert page.columns[0].key == f"{by}_rank" and page.columns[page.column].key == by
    ranks = [int(r.texts[0]) for r in page.rows if r.texts[0].isdigit()]
    assert ranks == sorted(ranks) and len(ranks) > 25
    japan = next(r for r in page.rows if r.key == "JPN")
    assert japan.texts[0] == {"exports": "4", "imports": "5", "total": "5"}[sort]
    assert ("total_trade_rank_change" in [c.key for c in page.columns]) is (sort == "total")


def test_bars_of_a_ranking_stand_in_its_order_with_japan_in_sight(book):
    for period in ("1962", "2009", "2016", "2023"):
        chart = page_of(book, period=Period.parse(period)).chart
        values = [v for v in chart.series[0].values if v is not None]
        assert values == sorted(values, reverse=True)
        for height in (6, 9, 20):
            assert any("Japan" in line for line in draw(chart, 80, height).text)


def test_taiwan_counts_as_a_partner_and_what_rank_it_leaves_to_japan_is_told(book):
    page = page_of(book, period=Period.of_year(2016), sort="imports")
    assert any(
        "Taiwan (other Asia) is a partner without a rank in this edition; counted, Japan ranks 6 by imports" in n
        for n in page.notes
    )
    assert labels(page.chart).index("Taiwan (other Asia)") == labels(page.chart).index("Japan") - 2
    table = pair_lists(book).ranking(Period.of_year(2016), "WITS 2017-11", "imports")
    assert table.taiwan.value > table.size("JPN").value


@pytest.mark.parametrize("other", ["CHN", "USA", "VNM", "THA"])
def test_two_partners_are_compared_within_one_edition(book, other):
    first = page_of(book, view="beside", item=other)
    assert "CEPII" in first.compilers
    for edition in first.compilers:
        page = page_of(book, view="beside", item=other, compiler=edition)
        assert {r.cells[-1].text for r in page.rows} == {edition}
        compilers = {book.figure(c.figure).compiler for r in page.rows for c in r.cells if c.figure}
        assert compilers == {edition.split(" ")[0]} and edition in page.title and edition in page.chart.title
        assert ("both sides reconciled" in page.title) is (edition == "CEPII")
        assert ("as Cambodia reports" in page.title) is (edition != "CEPII")


@pytest.mark.parametrize(
    ("other", "period", "edition"),
    [
        ("VNM", "2019", "WITS 2022-11"),
        ("CHN", "2022", "GDCE"),
        ("DEU", "2022", "CEPII"),
        ("USA", "2016", "WITS 2017-11"),
    ],
)
def test_two_partners_are_compared_in_the_edition_that_has_both_nearest_to_the_year_read(book, other, period, edition):
    page = page_of(book, view="beside", item=other, period=Period.parse(period))
    assert page.compiler == edition and edition in page.compilers


@pytest.mark.parametrize("other", ["VNM", "CHN", "USA", "THA"])
def test_two_partners_are_compared_in_the_longest_series_that_has_both_where_no_year_is_chosen(book, other):
    page = page_of(book, view="beside", item=other)
    each = [page_of(book, view="beside", item=other, compiler=edition) for edition in page.compilers]
    flows = [[[c.value is not None for c in r.cells[1:5]] for r in one.rows] for one in each]
    both = [sum(all(of[:2]) or all(of[2:]) for of in rows) for rows in flows]
    assert page.compiler == page.compilers[0] and both[0] == max(both) > 1
    assert both == sorted(both, reverse=True)


@pytest.mark.parametrize(("other", "edition"), [("CHN", "GDCE"), ("CHN", "CEPII"), ("VNM", "GDCE"), ("DEU", "CEPII")])
def test_two_partners_in_a_single_year_have_columns_of_each_flow_with_the_numbers_of_the_table(book, other, edition):
    page = page_of(book, view="beside", item=other, compiler=edition)
    [row] = page.rows
    chart = page.chart
    assert chart.kind == "columns" and row.key[:4] in chart.title and name_of(edition) in chart.title
    texts = [series.texts[at] for at in range(2) for series in chart.series]
    assert texts == [cell.text.strip() for cell in row.cells[1:5]]
    drawn = "\n".join(draw(chart, 80, 20).text)
    assert all(re.search(rf"(?<!\S){re.escape(text)}(?!\S)", drawn) for text in texts if text != MISSING)


@pytest.mark.parametrize("measure", ["exports", "imports", "trade"])
def test_shares_of_two_compilers_share_no_line_and_each_compiler_has_its_name_and_its_sign(book, measure):
    page = page_of(book, view="japan")
    row, column = page.cell_of(Selection(measure=f"share_of_world_{measure}"))
    chart = page.chart_at(page.rows[row], column)
    at = chart.labels.index("2023")
    assert all(s.values[at] is None or sum(v is not None for v in s.values) == 1 for s in chart.series)
    assert [s.label for s in chart.series] == ["WITS", "GDCE", "CEPII"]
    drawn = "\n".join(draw(chart, 80, 9).text)
    assert all(drawn.count(sign) > 1 for sign in "●○×")
    assert chart.unit == "per cent" and page.title_at(page.rows[row], column).endswith(", per cent")


def test_a_period_and_a_compiler_have_one_row_among_japans_places_and_the_title_keeps_its_unit(book):
    page = page_of(book, view="japan")
    named = [(row.texts[0], row.texts[-1]) for row in page.rows]
    assert len(named) == len(set(named))
    for row in page.rows:
        for at, unit in (*((i, "per cent") for i in (1, 2, 3)), *((i, "rank") for i in (4, 5, 6))):
            assert page.title_at(row, at).endswith(f", {unit}"), (row.key, at)
    joined = {row.texts[0]: [text.strip() for text in row.texts[1:-1]] for row in page.rows if row.texts[-1] == "GDCE"}
    assert joined["Jan-Jul 2025"] == ["–", "–", "3.86%d", "–", "–", "5"]
    assert joined["2022"] == ["5.22%", "2.59%d", "3.72%d", "4", "–", "–"]


def test_a_second_number_of_one_compiler_for_a_period_has_a_row_of_its_own_that_names_its_source(book, monkeypatch):
    printed = printed_places(book, "JPN")
    other = next(f for f in printed if f.id == "article-r11")._replace(id="other", value=Decimal(6))
    monkeypatch.setattr(partner_places, "printed_places", lambda *_: [*printed, other])
    rows = partner_places.build(book, Selection("partners", view="japan")).rows
    found = [r for r in rows if r.texts[0] == other.period.label]
    assert sorted(text.strip() for row in found for text in (row.texts[6],) if text.strip() != MISSING) == ["5", "6"]
    named = {row.texts[-1] for row in found}
    assert len(named) == len(found) and {"Phnom Penh Post", "Phnom Penh Post, The Phnom Penh Post, 2024-03-25"} < named


@pytest.mark.parametrize("measure", ["exports", "imports", "total_trade"])
def test_the_places_of_the_leading_partners_are_those_of_the_lists_of_their_years(book, measure):
    page = build.build(book, Selection(tab="partners", view="japan"))
    chart = next(c for c in page.columns if c.key == f"{measure}_rank").chart
    edition = chart.title.rpartition(", ")[2]
    for at, year in enumerate(chart.keys):
        listed = partners_of(book, Period.parse(year), edition)
        ranks = {p.name: p.ranks.get(measure) for p in listed}
        drawn = {series.label: series.values[at] for series in chart.series}
        assert all(value is None or value == ranks[name] for name, value in drawn.items()), year
        assert all(drawn[name] == rank for name, rank in ranks.items() if name in drawn and rank and rank <= 8), year
    last = {series.label: series.values[-1] for series in chart.series}
    assert "Japan" in last and sorted(filter(None, last.values())) == [float(n) for n in range(1, 9)]
    lines = draw(chart, 90, 12).text
    ends = [
        next(name for name in last if line.rstrip().endswith(name))
        for line in lines
        if any(map(line.rstrip().endswith, last))
    ]
    assert ends == sorted(ends, key=last.__getitem__) and len(ends) == 8
    lit = [series.label for series in chart.series if series.role != "before"]
    assert "Japan" in lit and sorted(abs(last[name] - last["Japan"]) for name in lit) == [0, 1, 1]


def test_the_note_below_a_list_of_partners_names_the_world_only_where_it_is_listed_and_who_has_no_rank(book):
    for year, said in ((2016, "the 30 largest and Japan;"), (2023, "the 30 largest, Japan and the world;")):
        page = page_of(book, period=Period.of_year(year))
        (note,) = (note for note in page.notes if said in note)
        assert ("WLD" in [row.key for row in page.rows]) == ("the world" in said)
        assert note.endswith("ranks count all partners except Taiwan (other Asia).")


def test_the_list_that_partners_opens_on_says_which_newer_rank_is_printed(book):
    opened, chosen = page_of(book), page_of(book, period=Period.of_year(2016))
    assert opened.period == Period.of_year(2023)
    assert opened.notes[0] == "Newer: Japan ranked 5 by total, Jan-Jul 2025, GDCE; view 2 has it."
    assert not any("Newer" in note for note in chosen.notes)


@every_row(
    "each", lambda: available(open_book()), ids=lambda list_of: f"{list_of.edition} {list_of.period.code}", quick=7
)
def test_a_share_has_the_sign_of_its_status_and_is_the_same_in_the_list_and_among_japans_places(book, each):
    shares = ("share_of_world_exports", "share_of_world_imports", "share_of_world_trade")
    listed, among = page_of(book, period=each.period, compiler=each.edition), page_of(book, view="japan")
    cells = {
        key: cell
        for row in listed.rows
        for column, cell in zip(listed.columns, row.cells, strict=True)
        if (key := (row.key, column.key))[1] in shares and cell.value is not None
    }
    for cell in cells.values():
        assert cell.text.endswith({"derived": "%d", "reported": "% "}[cell.status])
    told = {cell.text for row in among.rows if row.line_key == each.period.code for cell in row.cells[1:4]}
    assert {cell.text for (code, _), cell in cells.items() if code == "JPN"} <= told
    for headline in listed.headlines:
        assert all(
            number.status == "reported" or "%d of" in number.text
            for number in headline.numbers
            if number.unit == "percent"
        )


@pytest.mark.parametrize(("asked", "says"), [("2021", "no data for 2021"), ("2024", "2024 only in part")])
def test_a_period_that_no_list_is_of_is_told_without_denying_its_parts(book, asked, says):
    selection = Selection("partners", period=Period.parse(asked), frequency="year")
    page = build.build(book, selection)
    assert page.period.label != asked and says in page.caption_of(selection)[0]


def test_a_share_that_is_printed_is_not_told_as_derived_and_a_cell_without_words_tells_the_first_number(book):
    page = page_of(book, view="japan")
    at = [c.key for c in page.columns].index("share_of_world_exports")
    for row in page.rows:
        cell = row.cells[at]
        if cell.value is not None:
            assert ("derived" in row.detail_at(at)[0]) is cell.text.strip().endswith("d"), row.key
    compared = page_of(book, view="beside", item="VNM")
    assert all(
        row.detail_at(len(row.cells) - 1) == (row.cells[1].below,) for row in compared.rows if row.cells[1].below
    )


def test_a_list_of_which_one_partner_has_a_total_is_ranked_and_drawn_by_what_most_have(book):
    page = build.build(book, Selection("partners", period=Period.parse("2025-01/2025-03")))
    assert page.order.column == "exports" and sum(v is not None for v in page.chart.series[0].values) == 6


def test_a_printed_rank_never_stands_beside_words_that_deny_it(book):
    lists = [page_of(book, period=period) for period in page_of(book).periods]
    printed = [page for page in lists if any("printed rank" in headline.below for headline in page.headlines)]
    assert printed and all("Japan's rank is the one that the source prints" in page.coverage for page in printed)
    assert not [page for page in lists if "not counted." in page.coverage and "rank" in str(page.headlines)]
