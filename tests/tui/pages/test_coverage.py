"""A part is never shown as the whole: what a row covers goes with it to headline, row, chart, rank, lookup and JSON."""

import json

import pytest
from bundled import BOOK
from every_row import every_row
from trade import frame, observation, origin

from cjtrade_data import Selection, open_book
from cjtrade_data.claims.api import check_text
from cjtrade_data.lookup.api import ask
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.show import as_json
from cjtrade_tui.pages import build

MILLION = 1_000_000


def part(product, year=2020, value=1.0, **changes):
    kind = {"product": f"HS:{product}", "product_level": len(product), "classification": "HS22"}
    return observation(year, value * MILLION, **(kind | changes))


@pytest.fixture
def opened(tmp_path):
    """The book of a pair with what was imported, a list a file."""

    def make(*files, pair="VNM:JPN"):
        store = Store(tmp_path / "store")
        for number, rows in enumerate(files):
            store.add([frame(*rows)], origin(f"{number}.csv"))
        return open_book(None, tuple(pair.split(":")), store.place)

    return make


def flows(book, **changes):
    return build.build(book, Selection(**({"pair": ":".join(book.pair), "frequency": "year"} | changes)))


def column(page, title):
    at = [c.name for c in page.columns].index(title)
    return [row.texts[at].strip() for row in page.rows]


def test_one_product_says_so_in_headline_row_chart_title_and_json(opened):
    book = opened([part("8703", 2019, 2), part("8703", 2020, 3)])
    page = flows(book)
    assert column(page, "Compiler") == ["HS22 8703 only, own UN Comtrade"] * 2
    assert column(page, "Exp y/y")[0] == "+50.0%d", "the same product in both years"
    assert page.rows[0].headlines[0].below.startswith("HS22 8703 only, ")
    assert "HS22 8703 only" in page.title
    assert all("HS22 8703 only" in series.label for series in page.chart.series if series.label)
    told = json.loads(as_json(page, BOOK))
    assert "HS22 8703 only" in told["headlines"][0]["below"] and "HS22 8703 only" in json.dumps(told["rows"][0])


def test_a_total_and_a_part_are_never_set_against_each_other(opened):
    page = flows(opened([observation(2019, 50 * MILLION), part("87", 2020, 4)]))
    assert column(page, "Exp y/y") == ["–", "–"]
    assert column(page, "Compiler") == ["HS22 87 only, own UN Comtrade", "own UN Comtrade"]


def test_different_products_are_never_set_against_each_other(opened):
    page = flows(opened([part("8703", 2019, 4), part("8704", 2020, 4)]))
    assert column(page, "Exp y/y") == ["–", "–"]


def test_imports_of_other_products_than_the_exports_give_no_balance(opened):
    page = flows(opened([part("8703"), part("8704", measure="imports", valuation="CIF")]))
    assert column(page, "Balance") == ["–", "–"] and column(page, "Total") == ["–", "–"]


def test_of_a_list_that_has_lines_at_several_levels_the_sum_says_what_it_is_of(opened):
    page = flows(opened([part("87", value=6), part("0201", value=1), part("0202", value=2)]))
    assert column(page, "Exp FOB") == ["6.00d"] and column(page, "Compiler") == ["HS22 87 only, own UN Comtrade"]


def test_two_classifications_are_two_lines(opened):
    sitc = observation(2020, 5, product="SITC:7", classification="SITC4", product_level=1)
    page = flows(opened([part("8703", value=6), sitc]))
    assert sorted(column(page, "Compiler")) == ["HS22 8703 only, own UN Comtrade", "SITC4 7 only, own UN Comtrade"]


def test_a_long_list_is_told_by_its_number_and_ends(opened):
    page = flows(opened([part(f"87{n:02d}") for n in range(1, 10)]))
    assert column(page, "Compiler") == ["9 codes of HS22 only (8701 to 8709), own UN Comtrade"]


def test_a_sum_over_all_chapters_is_told_from_a_printed_total(opened):
    every = [part(f"{n:02d}", 2020, 1) for n in range(1, 98)]
    page = flows(opened([observation(2019, 90 * MILLION), *every]))
    assert column(page, "Compiler") == ["sum of all HS lines, own UN Comtrade", "own UN Comtrade"]
    assert column(page, "Exp y/y") == ["–", "–"]


def test_a_product_without_trade_with_one_partner_is_in_the_list_all_the_same(opened):
    rows = [
        *(part("8703", y, 5, partner="CHN") for y in (2019, 2020)),
        *(part("8704", y, 5, partner="CHN") for y in (2019, 2020)),
        part("8703", 2019, 2),
        part("8704", 2019, 2),
        part("8703", 2020, 6),
    ]
    page = flows(opened(rows))
    assert column(page, "Exp y/y") == ["+50.0%d", "–"]


def test_lists_of_two_files_are_not_taken_for_one(opened):
    """Japan's 8703 and China's 8704 are no ranking of partners."""
    book = opened([part("8703", value=5), part("8703", value=4, partner="KOR")], [part("8704", value=9, partner="CHN")])
    assert column(flows(book), "Compiler") == ["HS22 8703 only, own UN Comtrade"]


def test_ranks_and_shares_of_a_part_say_of_what(opened):
    partners = (("CHN", 9), ("JPN", 5), ("KOR", 4), ("WLD", 20))
    rows = [part("8703", value=v, partner=p, aggregate=p == "WLD") for p, v in partners]
    page = build.build(opened(rows), Selection("partners", pair="VNM:JPN"))
    assert "HS22 8703 only" in page.title
    assert page.headlines[0].below == "HS22 8703 only, rank 2, 25.00%d of exports"


def test_a_partner_that_is_alone_in_a_list_has_no_rank(opened):
    rows = [part("8703", partner=p, measure="imports", valuation="CIF") for p in ("CHN", "JPN", "KOR")]
    page = build.build(opened([*rows, part("8703")]), Selection("partners", pair="VNM:JPN"))
    assert page.headlines[0].below == "HS22 8703 only"


def test_lookup_says_of_what(opened):
    partners = (("CHN", 9), ("JPN", 5), ("KOR", 4), ("WLD", 20))
    book = opened(
        [part("8703", y, value=v, partner=p, aggregate=p == "WLD") for p, v in partners for y in (2019, 2020)]
    )
    for question in (
        "exports to Japan 2020",
        "growth of exports to Japan 2020",
        "largest export markets 2020",
        "Japan's share of exports 2020",
        "Japan's rank as export market 2020",
    ):
        found = ask(question, book).answers
        assert found and all("HS22 8703 only" in each.text for each in found), question
        assert "Cambodia" not in found[0].text


def products(book, **changes):
    return build.build(book, Selection("products", **({"pair": ":".join(book.pair)} | changes)))


def test_where_all_goods_alone_were_imported_products_says_so(opened):
    assert products(opened([observation()])).empty == (
        "No list of products between Vietnam and Japan has been imported, only all goods: cjtrade-tui import FILE..."
    )


def test_some_chapters_of_all_goods_have_shares_but_no_concentration(opened):
    page = products(opened([observation(2020, 50 * MILLION), part("87", value=10), part("85", value=20)]))
    assert column(page, "Share %") == ["–", "40.00%d", "20.00%d"] and "HHI" not in json.dumps(
        as_json(page, BOOK).split("notes")[0]
    )


def test_chapters_that_are_all_goods_have_a_concentration(opened):
    page = products(opened([observation(2020, 50 * MILLION), part("87", value=10), part("85", value=40)]))
    assert "HHI 0.68" in as_json(page, BOOK)


def test_groups_and_ships_stores_are_no_partners_that_ranks_count(opened):
    kinds = {"JPN": False, "KOR": False, "CHN": False, "EUU": True, "BUN": False, "WLD": True}
    book = opened([observation(2020, 9 * MILLION, partner=p, aggregate=a) for p, a in kinds.items()])
    page = build.build(book, Selection("partners", pair="VNM:JPN"))
    assert any("ranks are among the 3 partners imported" in note for note in page.notes)


def test_the_months_of_a_sum_are_cited_together(opened):
    months = [
        observation(value=MILLION, period_start=f"2020-{m:02d}", period_end=f"2020-{m:02d}", line=m)
        for m in range(1, 13)
    ]
    [answer] = ask("exports to Japan 2020", opened(months)).answers[:1]
    assert answer.citation.count("UN Comtrade, imported") == 1
    assert "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12" in answer.citation


def claim(text, book):
    found = check_text(text, book).claims[0]
    return found.verdict, found.note


def test_a_text_is_held_against_what_was_imported_of_the_pair(opened):
    book = opened([observation(2020, 5 * MILLION)])
    assert claim("Vietnam exported goods worth $5 million to Japan in 2020.", book) == ("agrees", "")
    assert claim("Vietnam exported goods worth $7.1 million to Japan in 2020.", book)[0] == "disagrees"
    assert (
        claim("Cambodia exported goods worth $237.22 million to Japan in January-February 2024.", book)[0]
        == "cannot tell"
    )


@pytest.mark.parametrize("said", ["$5 million", "$700 million"])
def test_no_text_about_all_goods_is_held_against_a_part(opened, said):
    book = opened([part("8703", 2020, 5)])
    verdict, why = claim(f"Vietnam exported goods worth {said} to Japan in 2020.", book)
    assert (verdict, why) == ("cannot tell", "the dataset has no printed total of this: HS22 8703 only")


def test_no_text_about_dollars_is_held_against_yen(opened):
    book = opened([observation(2020, 1000 * MILLION, unit="JPY", reporter="JPN", partner="VNM")], pair="JPN:VNM")
    assert claim("Japan exported goods worth $700 million to Vietnam in 2020.", book)[0] == "cannot tell"


def test_yen_are_converted_at_the_rate_of_the_year_and_marked(opened):
    book = opened([observation(2020, 1000 * MILLION, unit="JPY", reporter="JPN", partner="VNM")], pair="JPN:VNM")
    assert column(flows(book), "Exp FOB") == ["9.37c"]
    assert column(flows(book, unit="JPY"), "Exp FOB") == ["1.00"]


def test_a_currency_without_rates_is_shown_as_it_is_and_named(opened):
    euro = [observation(2020, 5 * MILLION, unit="EUR", reporter="DEU", partner="VNM")]
    page = flows(opened(euro, pair="DEU:VNM"))
    assert "EUR m" in page.title and column(page, "Exp FOB") == ["5.00"]
    assert page.rows[0].headlines[0].unit == "million EUR"
    assert any("there are no EUR rates" in note for note in page.notes)


def test_beside_dollars_another_currency_without_rates_is_not_converted_but_told(opened):
    rows = [observation(2019, 5 * MILLION), observation(2020, 6 * MILLION, unit="EUR")]
    page = flows(opened(rows))
    assert column(page, "Exp FOB") == ["–", "5.00"] and column(page, "Exp y/y") == ["–", "–"]
    assert "6,000,000 EUR, not converted: there are no EUR rates" in page.rows[0].cells[1].below


def test_months_add_up_to_years_and_years_to_date_and_it_is_said_of_how_many(opened):
    months = [
        observation(value=MILLION, period_start=f"2020-{m:02d}", period_end=f"2020-{m:02d}") for m in range(1, 13)
    ]
    book = opened(months)
    year, to_date = flows(book), flows(book, frequency="ytd")
    assert column(year, "Exp FOB") == ["12.00d"] and year.rows[0].headlines[0].below == "derived, 12 months"
    assert column(to_date, "Exp FOB") == ["12.00d", *(f"{m}.00d" for m in range(11, 1, -1)), "1.00"]
    assert [row.texts[0] for row in to_date.rows[:2]] == ["2020", "Jan-Nov 2020"]
    assert to_date.rows[1].headlines[0].below == "derived, 11 months"
    assert "the sum of 11 months: exports Jan 2020" in to_date.rows[1].cells[1].below


def test_months_of_a_currency_without_rates_add_up_too(opened):
    months = [
        observation(value=MILLION, unit="EUR", period_start=f"2020-{m:02d}", period_end=f"2020-{m:02d}")
        for m in (1, 2, 3)
    ]
    assert column(flows(opened(months), frequency="ytd"), "Exp FOB") == ["3.00d", "2.00d", "1.00"]


def test_of_several_currencies_a_period_starts_on_the_line_in_the_one_shown(opened):
    amounts = (("USD", 5), ("JPY", 600), ("EUR", 4))
    page = flows(opened([observation(2020, v * MILLION, unit=unit) for unit, v in amounts]))
    assert len(page.rows) == 3 and page.rows[page.start].texts[1].strip() == "5.00"
    in_yen = flows(opened([observation(2020, 600 * MILLION, unit="JPY"), observation(2020, 4, unit="EUR")]))
    assert in_yen.rows[in_yen.start].cells[1].value is not None


def test_months_with_a_gap_add_up_to_no_year(opened):
    months = [
        observation(value=MILLION, period_start=f"2020-{m:02d}", period_end=f"2020-{m:02d}") for m in range(1, 12)
    ]
    book = opened(months)
    assert not flows(book).rows and len(flows(book, frequency="ytd").rows) == 11


def test_where_only_the_other_side_is_known_it_is_suggested(opened):
    page = flows(opened([observation()], pair="JPN:VNM"))
    assert not page.rows and "--reporter VNM --frequency year" in page.empty


def test_taiwan_is_found_where_the_un_prints_it(opened):
    rows = [observation(reporter="JPN", partner="OAS")]
    assert "--pair JPN:OAS" in flows(opened(rows, pair="JPN:TWN")).empty
    assert column(flows(opened(rows, pair="JPN:OAS")), "Exp FOB") == ["0.0001"]


def test_what_flows_cannot_show_is_told(opened):
    page = flows(opened([observation(measure="SDMX:1.TOTAL.WEIGHT", unit="unstated")]))
    assert page.empty == (
        "No exports or imports of goods between Vietnam and Japan in a currency: the store has 1 of SDMX:1.TOTAL.WEIGHT (unstated)."
    )


def test_product_groups_that_are_not_added_are_told_as_such(opened):
    page = flows(opened([observation(product="FAO:15", product_level=-1, classification="FAO")]))
    assert page.empty == (
        "Of all goods between Vietnam and Japan nothing was imported: the store has 1 of exports (USD), of product groups that "
        "are not added up."
    )


def test_a_total_that_a_later_import_revised_is_marked_with_what_it_was(opened):
    page = flows(opened([observation(2020, 500 * MILLION)], [observation(2020, 520 * MILLION)]))
    assert column(page, "Exp FOB") == ["520.00!"] and page.rows[0].headlines[0].cell.text == "520.00!"
    assert "Also printed: 500,000,000 USD" in page.rows[0].cells[1].below


def test_a_pair_without_figures_names_with_whom_there_are_some(opened):
    rows = [observation(2020, v * MILLION, partner=p, aggregate=p == "WLD") for p, v in (("WLD", 9), ("CHN", 2))]
    said = flows(opened(rows)).empty
    assert "Nothing of Vietnam and Japan" in said
    assert said.endswith("; the store has Vietnam's trade with the world and 1 more: --pair VNM:WLD")


@pytest.fixture
def of_chapters(opened):
    return opened([observation(2020, 10 * MILLION), part("61", value=3), part("8542", value=1), part("8517", value=3)])


@every_row(
    ("question", "said"),
    [
        ("exports of hs 61 to japan in 2020", "(HS 61) to Japan came to 3.00 million dollars in 2020, according to"),
        (
            "exports of hs 85 to japan in 2020",
            "(HS 85) to Japan came to 4.00 million dollars in 2020, worked out from your own UN Comtrade figures (HS22 8517, 8542 only)",
        ),
        ("share of hs 61 in exports to japan in 2020", "made up 30.00 per cent of Vietnam's exports to Japan in 2020"),
        ("exports of hs 61 to japan in 2019", ""),
    ],
)
def test_a_chapter_that_was_imported_is_an_answer(of_chapters, question, said):
    found = ask(question, of_chapters).answers
    assert bool(found) == bool(said) and all(said in answer.text for answer in found[:1])


def test_what_a_pair_trades_is_of_its_own_figures_and_never_of_another_pairs_press(opened):
    book = opened([part(code, value=v) for code, v in (("61", 5), ("85", 3), ("09", 1))])
    for question in ("what does vietnam export to japan", "main products exported to japan in 2020"):
        [first, *_] = ask(question, book).answers
        assert "from Vietnam to Japan in 2020: apparel" in first.text and "customs (paragraph" not in first.text
    assert not any("paragraph" in a.text for a in ask("does vietnam export garments to japan", book).answers)


def test_what_is_known_of_cambodia_alone_is_no_answer_about_another_country(opened):
    book = opened([observation(2020, v * MILLION, partner=p) for p, v in (("JPN", 5), ("KHM", 9), ("CHN", 2))])
    for question in ("japan's investment in vietnam", "japanese aid to vietnam", "exchange rate of vietnam"):
        reply = ask(question, book)
        assert not reply.answers and "known of Cambodia, not of Vietnam and Japan" in reply.refusal
    assert "Cambodia" in ask("vietnam's largest export market in 2020", book).answers[0].text
