"""The Products tab: whose figures of what each view says, down into a product and up again, and no part as the whole."""

import pytest
from trade import frame, observation, origin

from cjtrade_data import Period, Selection, open_book
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.lookup.card import card_of
from cjtrade_data.lookup.context import context_for
from cjtrade_data.lookup.locate import opening
from cjtrade_data.store.store import Store
from cjtrade_tui.pages import build
from cjtrade_tui.painting.headlines import headlines
from cjtrade_tui.widgets.figure_table import FigureTable

MILLION = 1_000_000


def line(year, value, product, **changes):
    of_goods = {"product": f"HS:{product}", "product_level": len(product), "classification": "HS12"}
    return observation(year, value * MILLION, **(of_goods | changes))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Made-up trade by product: Viet Nam's lines with a total that is more, Cambodia's that come to theirs, a change of
    revision in 2020, and a dictionary's name."""
    store = Store(tmp_path_factory.mktemp("products") / "store")
    parts = (("610910", 30), ("610990", 20), ("611020", 25), ("854430", 60))
    rows = [line(y, v + y - 2018, p) for y in (2018, 2019) for p, v in parts]
    rows += [observation(y, 900 * MILLION) for y in (2018, 2019)]
    home = {"reporter": "KHM", "partner": "JPN"}
    rows += [
        line(y, v, p, title="T-shirts of cotton" * (p == "610910"), **home) for y in (2018, 2019) for p, v in parts[:3]
    ]
    rows += [line(2020, v, p, **(home | {"classification": "HS17"})) for p, v in parts[:3]]
    rows += [observation(y, 75 * MILLION, **home) for y in (2018, 2019, 2020)]
    store.add([frame(*rows)], origin("customs.csv", publisher="UN Comtrade", licence="free"))
    return store.place


@pytest.fixture(scope="module")
def vietnam(place):
    return open_book(None, ("VNM", "JPN"), place)


@pytest.fixture(scope="module")
def home(place):
    return open_book(None, ("KHM", "JPN"), place)


def products(**changes):
    return Selection("products", **changes)


def texts(page, *keys):
    at = [[c.key for c in page.columns].index(key) for key in keys]
    return [tuple(row.texts[i].strip() for i in at) for row in page.rows]


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (products(), "Cambodia → Japan, 2019, USD m, Japan's figures, CIF, WTO product groups"),
        (products(view="sections"), "Cambodia → Japan, 2015, USD m, UNCTAD estimates, FOB, SITC sections"),
        (
            products(view="sections", filter="imports"),
            "Japan → Cambodia, 2015, USD m, UNCTAD estimates, FOB, SITC sections",
        ),
        (
            products(view="chapters"),
            "Cambodia → the world (not Japan alone), 2020, USD m, CEPII, reconciled, HS chapters",
        ),
        (products(item="MTN:17"), "Cambodia → Japan, Clothing, USD m, Japan's figures, CIF"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value.options()),
)
def test_each_view_says_who_sells_whom_and_whose_figures_valued_how(book, selection, title):
    assert build.build(book, selection).title == title


def test_the_first_view_has_value_growth_share_and_cambodias_part_of_japans_market(book):
    page = build.build(book, products())
    assert texts(
        page, "product", "amount", "growth", "share", "market_share", "market_share_first", "market", "advantage"
    )[1] == ("Clothing", "1,147.17", "+7.6%d", "66.48%d", "4.10%d", "2.37%d", "27,970.73", "16.85d")
    assert page.rows[0].texts[0] == "All WTO product groups" and page.start == 1
    assert [(h.cell.text, h.below) for h in page.rows[1].headlines] == [
        ("1,725.64d", "+7.5% y/y, HHI 0.476"),
        ("66.48%d", "66.14% in 2015"),
        ("4.10%d", "2.37% in 2015, RCA 16.85"),
    ]
    assert any("leave out HS 97 to 99" in note for note in page.notes)
    assert any("HHI: how concentrated" in note for note in page.notes)
    assert "HHI 0.476" in "".join(text for text, _ in headlines(page.rows[1].headlines, 80)[2])


def test_the_words_on_a_group_spell_out_a_short_form_of_its_name(book):
    rows = {row.cells[0].text: row for row in build.build(book, products()).rows}
    assert "n.e.s. (not elsewhere specified)" in rows["Manufactures n.e.s."].detail[0]


def test_a_group_opens_on_its_own_years(book):
    page = build.build(book, products(item="MTN:17", period=Period.of_year(2016)))
    assert page.rows_are_periods and [row.key for row in page.rows] == ["2019", "2018", "2017", "2016", "2015"]
    assert page.rows[page.start].key == "2016" and page.chart.kind == "columns"


def test_chapters_say_that_bacis_sums_are_about_twice_cambodias_own(book):
    notes = " ".join(build.build(book, products(view="chapters")).notes)
    assert "The sum of 2019 is 1.87 times Cambodia's own total (WITS)" in notes
    assert "gold (HS 71" in notes and "papers of title (HS 49" in notes
    assert "RCA needs the whole world's exports by product, which are not in the data" in notes


def test_one_share_printed_of_two_goods_is_marked_in_the_table_and_in_the_chart(book):
    page = build.build(book, products(view="press"))
    at = [c.key for c in page.columns].index("share")
    marked = [row.key for row in page.rows if row.texts[at].endswith("!")]
    assert marked == [f"mlit-share-of-imports-hs{code}-2022-01-2022-12" for code in (61, 62)]
    assert [text for text in page.rows[0].chart.series[0].texts if "!" in text] == ["31.2!", "31.2!"]
    assert any("one may be an error" in note for note in page.notes)


def test_shares_in_apparel_are_not_drawn_among_those_of_all_goods(book):
    page = build.build(book, products(view="press"))
    charts = {of.split()[0]: row.chart for row, (of,) in zip(page.rows[:10], texts(page, "flow"), strict=False)}
    assert [len(chart.labels) for chart in charts.values()] == [5, 5]
    assert charts["imports"].title == "Shares of Japan's imports from Cambodia, 2022, named ones only"
    assert charts["apparel"].title == "Shares of Japan's apparel from Cambodia, 2022, named ones only"
    assert {of for good, of in texts(page, "product", "flow") if good.startswith("apparel: ")} == {
        "apparel from Cambodia"
    }
    assert not page.headlines


def test_goods_printed_of_several_years_keep_a_line_for_a_year_without_a_number(book):
    page = build.build(book, products(view="press"))
    row = next(
        row
        for row, told in zip(page.rows, texts(page, "period", "product"), strict=True)
        if told == ("2022", "apparel")
    )
    chart = page.chart_at(row, page.column)
    assert chart.labels == ("2017", "2018", "2019", "2020", "2021", "2022")
    assert chart.series[0].values[4] is None and chart.series[0].texts[4] == "–"
    assert chart.keys[chart.highlight] == row.key


def test_rca_and_hhi_are_explained_where_they_stand(book):
    groups, sections = (build.build(book, products(view=view)).notes for view in ("groups", "sections"))
    assert any("RCA" in note and "all Japan's imports" in note and "HHI" in note for note in groups)
    assert not any("RCA" in note for note in sections) and any("HHI" in note for note in sections)


@pytest.mark.parametrize("direction", ["exports", "imports"])
def test_chart_title_and_cursor_of_the_press_speak_of_one_thing(book, direction):
    page = build.build(book, products(view="press", filter=direction))
    for row, (period, goods) in zip(page.rows, texts(page, "period", "product"), strict=True):
        chart, figure = page.chart_at(row, page.column), book.figure(row.key)
        assert chart.marked and (chart.marked == period or goods.startswith(chart.marked)), row.key
        assert period in (chart.marked, *chart.title.split(", ")), row.key
        value = next(cell for cell in row.cells if cell.figure == row.key).text.strip()
        assert chart.series[0].texts[chart.highlight] == value, row.key
        title = page.title_at(row, page.column)
        assert title.startswith(f"{period}, ") and chart.unit in ("per cent", "million USD"), row.key
        assert title.endswith(", per cent" if figure.unit == "percent" else ", USD m"), title


def test_goods_without_a_number_stand_among_what_is_mentioned_and_the_press_says_where(book):
    page = build.build(book, products(view="press"))
    assert not [row.key for row in page.rows if row.key in {m.id for m in book.mentions}]
    assert any("People, view Mentions" in note for note in page.notes)
    mentioned = build.build(book, Selection("people", view="mentions"))
    assert {m.id for m in book.mentions if m.kind == "good"} <= {row.key for row in mentioned.rows}


def test_a_flow_or_an_item_that_is_not_there_is_refused_with_the_nearest(book):
    with pytest.raises(ValueError, match="'MTN:99' is no product here: the nearest is MTN:"):
        build.build(book, products(item="MTN:99"))
    with pytest.raises(ValueError, match=r"is not a direction of Products: .*nearest is imports"):
        build.build(book, products(view="sections", filter="import"))


def test_without_imports_the_view_of_them_says_where_they_come_from_and_v_passes_it_by(book):
    page = build.build(book, products(view="imported"))
    assert page.rows == () and "cjtrade-tui import FILE" in page.empty
    assert "imported" not in build.build(book, products()).views


def test_any_pair_opens_on_its_imported_chapters_and_leads_down_to_a_subheading(vietnam):
    chapters = build.build(vietnam, products(pair="VNM:JPN"))
    assert chapters.view == "imported" and chapters.views == ("imported",)
    assert [row.key for row in chapters.rows] == ["all", "HS:61", "HS:85"] and chapters.rows[1].item == "HS:61"
    headings = build.build(vietnam, products(pair="VNM:JPN", item="HS:61"))
    assert texts(headings, "product", "amount") == [("6109", "52.00d"), ("6110", "26.00d")] and headings.up == ""
    subheadings = build.build(vietnam, products(pair="VNM:JPN", item="HS:6109"))
    assert (
        texts(subheadings, "product", "amount") == [("610910", "31.00"), ("610990", "21.00")]
        and subheadings.up == "HS:61"
    )
    years = build.build(vietnam, products(pair="VNM:JPN", item="HS:610910"))
    assert [row.key for row in years.rows] == ["2019", "2018"] and years.up == "HS:6109"


def test_some_lines_are_no_part_of_a_total_they_do_not_come_to(vietnam):
    page = build.build(vietnam, products(pair="VNM:JPN"))
    assert "4 codes of HS12 only" in page.title
    assert {share for (share,) in texts(page, "share")} == {"–"}
    assert any("shares are missing" in note for note in page.notes)


def test_lines_that_come_to_the_printed_total_have_shares_of_it(home):
    page = build.build(home, products(view="imported", period=Period.of_year(2019)))
    assert page.period == Period.of_year(2019) and "HS12" in page.title
    assert texts(page, "product", "amount", "share")[1][1:] == ("75.00d", "100.00%d")
    for year, revision in ((2019, "HS12"), (2020, "HS17")):
        headings = build.build(home, products(view="imported", item="HS:61", period=Period.of_year(year)))
        assert texts(headings, "product", "share") == [("6109", "66.67%d"), ("6110", "33.33%d")]
        assert revision in headings.title


def test_some_lines_alone_are_never_called_all_goods(store):
    store.add([frame(line(2019, 30, "610910"), line(2019, 20, "640399"))], origin("some.csv"))
    page = build.build(open_book(None, ("VNM", "JPN"), store.place), products(pair="VNM:JPN"))
    assert texts(page, "product", "amount", "share")[0] == ("All goods", "–", "–")
    assert {share for (share,) in texts(page, "share")} == {"–"} and "HS12 610910, 640399 only" in page.title


def test_nothing_is_compared_across_revisions_of_the_harmonized_system(home):
    page = build.build(home, products(view="imported", item="HS:61", period=Period.of_year(2020)))
    assert {growth for (growth,) in texts(page, "growth")} == {"–"}
    before = build.build(home, products(view="imported", item="HS:61", period=Period.of_year(2019)))
    assert {growth for (growth,) in texts(before, "growth")} == {"0.0%d"} or "–" not in {
        g for (g,) in texts(before, "growth")
    }


def test_a_code_has_the_name_that_its_publisher_gives(home):
    page = build.build(home, products(view="imported", item="HS:6109", period=Period.of_year(2019)))
    assert texts(page, "product")[0] == ("610910 T-shirts of cotton",)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("wto-jpn-imports-khm-mtn17-2019", "products --period 2019 --row MTN:17 --measure amount"),
        ("wto-jpn-imports-wld-mtn17-2018", "products --period 2018 --row MTN:17 --measure market"),
        (
            "unctad-jpn-exports-khm-sitc7-2005",
            "products --period 2005 --view sections --filter imports --row SITC:7 --measure amount",
        ),
        ("baci-exports-hs71-2020", "products --period 2020 --view chapters --row HS:71 --measure amount"),
        (
            "mlit-share-of-imports-hs64-2022-01-2022-12",
            "products --view press --row mlit-share-of-imports-hs64-2022-01-2022-12 --measure share",
        ),
    ],
)
def test_g_on_an_answer_leads_to_the_number_in_its_view(book, id, words):
    found = opening(book, printed(book.figure(id)))
    assert set(" ".join(found).split(" --")) == set(words.split(" --"))
    page = build.build(book, Selection.from_options(found))
    row, column = page.cell_of(Selection.from_options(found))
    assert page.rows[row].cells[column].figure == id


def test_a_card_says_what_a_share_of_a_market_is_made_of(book):
    card = card_of(context_for(book), "=share_of_world_imports:JPN:KHM:2019:WTO:MTN:17")
    assert card.title == "Cambodia's share of Japan's imports, Clothing, 2019" and card.quantity.status == "derived"
    assert "4.10 per cent of Japan's imports of clothing in 2019" in card.said.text
    assert "27.971 billion" in card.said.text and card.said.opens[0] == "products"


@pytest.mark.parametrize(
    ("measure", "formula"),
    [
        ("imports", "the sum of 17 WTO product groups"),
        ("product_concentration_of_imports", "the sum of the squared shares of 17 groups in their sum"),
        (
            "product_share_of_imports",
            "imports 2019 1,147,166,702 dollars / imports 2019 of 17 WTO product groups 1,725.64 million dollars",
        ),
    ],
)
def test_a_card_says_how_a_number_was_made(book, measure, formula):
    product = "MTN:17" if "share" in measure else "MTN:"
    assert card_of(context_for(book), f"={measure}:JPN:KHM:2019:WTO:{product}").said.formula == formula


@pytest.mark.slow
async def test_enter_leads_into_a_product_and_backspace_and_escape_up_again(running, press, place):
    async with running(products(pair="VNM:JPN"), store=place) as (app, pilot):
        for item in ("HS:61", "HS:6109", "HS:610910"):
            await press(app, pilot, "h", "h", "h", "h", "enter")
            assert app.selection.item == item
        for key, item in (("backspace", "HS:6109"), ("escape", "HS:61"), ("backspace", "")):
            await press(app, pilot, key)
            assert app.selection.item == item
        assert app.query_one(FigureTable).current.key == "HS:61"
        await press(app, pilot, "backspace")
        assert app.is_running and app.selection.tab == "products"


async def test_keys_pressed_before_a_page_is_there_lead_up_one_step_each(running, press, place):
    async with running(products(pair="VNM:JPN", item="HS:61", measure="product"), store=place) as (app, pilot):
        await press(app, pilot, "enter", "escape")
        assert app.selection.item == "HS:61"


def test_the_sum_of_the_groups_names_what_the_flows_tab_has_of_the_same_year(book):
    notes = " ".join(build.build(book, products(period=Period.of_year(2019))).notes)
    assert "The Flows tab has 1,730 million USD (JETRO) for all goods of 2019" in notes
