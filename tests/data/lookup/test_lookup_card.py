"""The figure card: every figure has a sentence ready to be said, and what others say of the same thing beside it."""

import re

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data.book.code_lists import compilers_of
from cjtrade_data.lookup.api import ask, card
from cjtrade_data.wording.difference import held_words

IDS = [s.id for key in BOOK.index.keys(of_goods=False) for s in BOOK.index.stamps(*key)]
PRODUCTS = [s.id for key in list(BOOK.index.keys(of_goods=True))[::40] for s in BOOK.index.stamps(*key)[:1]]


@pytest.mark.slow
def test_every_figure_has_a_sentence_ready_to_be_said():
    for id in (*IDS, *PRODUCTS):
        said = card(id, BOOK).said
        assert said.text.isprintable()
        assert said.text.endswith((".", '."', ".)")), said.text
        assert "None" not in said.text
        assert said.citation


@pytest.mark.slow
def test_the_sentence_stands_on_the_figure_itself():
    for id in IDS:
        c = card(id, BOOK)
        if BOOK.figure(id).status == "derived":
            continue
        assert c.said.figure == id
        assert c.said.value == pytest.approx(float(c.figure.amount))


def test_what_a_table_holds_as_derived_is_worked_out_again_with_the_interval_that_rounding_leaves():
    for id in (id for id in IDS if BOOK.figure(id).status == "derived"):
        c = card(id, BOOK)
        held = BOOK.figure(id)
        assert c.quantity.figure is None
        assert c.said.status == "derived"
        assert re.search(r"\d.*illion", c.said.formula)
        assert float(c.quantity.value) == pytest.approx(float(held.amount), rel=0.001)
        assert c.quantity.interval.width < abs(held.amount) / 20
        assert not [a for a in c.others if a.reporter == held.reporter and set(a.figures) == set(c.said.figures)]


@pytest.mark.parametrize(
    ("id", "value", "low", "high"),
    [
        ("gdce-imports-2024-01-2024-12", 956 / 1.27, 955.5 / 1.275, 956.5 / 1.265),
        ("gdce-exports-2024-02", 120.34, 120.33, 120.35),
        ("gdce-imports-2024-02", 45.96, 45.95, 45.97),
    ],
)
def test_the_card_of_a_derived_row_has_the_interval_of_its_derivation(id, value, low, high):
    q = card(id, BOOK).quantity
    assert [float(x) / 1e6 for x in (q.value, q.interval.low, q.interval.high)] == pytest.approx([value, low, high])


@every_row(
    ("id", "says"),
    [
        ("article-r05", "Cambodia's exports to Japan grew by 15.3 per cent in January-February 2024"),
        ("article-r08", "made up over two-thirds (66.67 per cent) of the trade of the two"),
        ("article-r09", "Japan accounted for 4.01 per cent of Cambodia's foreign trade"),
        (
            "article-r11",
            "fifth-largest trading partner in January-February 2024, behind China, Vietnam, the United States",
        ),
        ("article-r12", "Cambodia's trade surplus with Japan was 148.79 million dollars"),
        (
            "article-r14",
            "fourth-largest investor by stock at the end of March 2023, behind China, South Korea and Singapore",
        ),
        (
            "nbc-fdi-stock-sector-share-chn-manufacturing-2023-03",
            "held 31.6 per cent of the stock of Chinese investment",
        ),
        ("article-r15", "11.3 trillion riel at the end of March 2023, up 11.6 per cent on the year"),
    ],
)
def test_each_kind_of_figure_is_said_in_its_own_way(id, says):
    assert says in card(id, BOOK).said.text


SHARES = [
    s.id for key in BOOK.index.keys(of_goods=True) if "product_share_of_" in key[0] for s in BOOK.index.stamps(*key)
]


@every_row(
    ("id", "says", "beside"),
    [
        (
            "gdce-exports-growth-on-month-2022-12",
            "grew by 28.0 per cent in December 2022 against November 2022",
            "28.01",
        ),
        (
            "gdce-imports-growth-on-month-2022-12",
            "fell by 0.75 per cent in December 2022 against November 2022",
            "0.76",
        ),
        ("jetro-exports-growth-on-month-2021-12", "grew by over 12.0 per cent in December 2021", "14.5"),
    ],
)
def test_growth_on_the_month_is_said_as_growth_with_what_the_levels_give_beside_it(id, says, beside):
    c = card(id, BOOK)
    assert says in c.said.text and beside in c.others[0].text
    assert all(other.measure.endswith("_growth_on_month") for other in c.others)


def test_growth_on_the_month_that_is_worked_out_has_a_card_of_its_own():
    reference = "=imports_growth_on_month:KHM:JPN:2024-02:GDCE"
    assert card(reference, BOOK).said.text.startswith("Cambodia's imports from Japan grew by 8.22 per cent")


def test_the_sentence_of_a_share_of_goods_names_the_whole_as_the_title_does():
    for id in SHARES[::10]:
        shown = card(id, BOOK)
        whole = shown.title.removeprefix("Share in ").partition(",")[0]
        assert f" made up {shown.value} of {whole} in " in shown.said.text


def test_of_an_estimate_and_what_rests_on_it_no_range_is_told():
    for reference in ("baci-exports-jpn-2023", "=share_of_world_exports:KHM:JPN:2023:CEPII"):
        c = card(reference, BOOK)
        assert c.said.low is c.said.high is None and "not known" in c.rounding
        assert any(a.low is a.high is None for a in ask("Japan's share of exports 2023").answers)


def test_other_sources_of_the_same_thing_stand_beside_it():
    assert not any("Note:" in o.text for o in card("wits22-khm-exports-jpn-2019-top5", BOOK).others)
    others = card("wits-khm-exports-jpn-2016", BOOK).others
    assert [(o.reporter, o.measure, o.value) for o in others] == [("JPN", "imports", 1223328212.0)]


def test_what_contradicts_a_figure_stands_beside_it():
    against, mirrored = card("gdce-imports-2022-01-2022-12", BOOK).others
    assert mirrored.figure == "mlit-exports-2022-01-2022-12"
    assert against.status == "derived"
    assert against.value == pytest.approx(623.6e6 / 0.815)


def test_another_way_to_a_level_that_was_worked_out_stands_beside_it():
    shown = card("=total_trade:KHM:JPN:2024:GDCE", BOOK)
    assert shown.value == "about 2,161 million dollars"
    assert any(a.compiler == "GDCE" and round(a.value / 1e5) == 21624 for a in (o.quantity for o in shown.others))


def test_a_mirror_gap_is_of_both_sides():
    both = card("=exports_mirror_gap:KHM:JPN:2022:GDCE+MLIT", BOOK).whose
    assert "Cambodia's customs (GDCE)" in both and "Japan's customs (by MLIT)" in both


def test_who_spoke_of_it_is_there():
    assert [s.id for s in card("article-r16", BOOK).statements] == ["nbc-18"]


def test_an_unknown_figure_is_a_key_error():
    with pytest.raises(KeyError):
        card("no-such-figure", BOOK)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("gdce-exports-2024-01-2024-10", "1,150.6 million dollars"),
        ("aid-aid-grants-2010", "1,760.22 million dollars"),
        ("baci-imports-chn-2023", "11,653.61 million dollars"),
        ("=exports_growth:KHM:JPN:2023:GDCE", "2 per cent"),
    ],
)
def test_the_headline_has_the_digits_that_were_printed(id, value):
    assert card(id, BOOK).value == value


def test_a_card_speaks_the_currency_the_number_was_shown_in():
    c = card("gdce-exports-2024-01-2024-10", BOOK, "KHR")
    assert c.value == "about 4.686 trillion riel, 1,150.6 million dollars"
    assert "4.686 trillion riel" in c.said.text and "exchange rate 2024" in c.said.formula
    assert card("article-r05", BOOK, "KHR").said.unit == "percent"
    derived = card("gdce-exports-2024-02", BOOK, "KHR").said.formula
    assert "116.88" in derived and "exchange rate 2024" in derived


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("residents-kh-residents-2023", "Cambodian residents in Japan, end Dec 2023"),
        ("article-r04", "Cambodia's exports to Japan, Jan-Feb 2024"),
        ("=exports_mirror_gap:KHM:JPN:2016:WITS+WITS", "Mirror gap of exports between Cambodia and Japan, 2016"),
    ],
)
def test_a_card_is_titled_by_what_the_number_is(id, title):
    assert card(id, BOOK).title == title


@pytest.mark.parametrize("id", ["gdce-exports-2024-01-2024-12", "jetro-imports-2023-01-2023-05"])
def test_a_figure_whose_source_names_no_compiler_is_said_by_the_source_and_cited_without_one(id):
    made = card(id, BOOK)
    printed_by = BOOK.sources[BOOK.figure(id).source].publisher
    for words in (made.said.text, made.quoting):
        assert f"{printed_by}, which names no compiler" in words and "customs. Note" not in words
    assert made.whose.endswith("), inferred") and "inferred" in made.said.text
    assert "Customs" not in made.said.citation and "Organization" not in made.said.citation


def test_growth_printed_where_no_compiler_is_named_is_said_by_the_source():
    answer = ask("growth of exports to Japan in 2024", BOOK).answers[0]
    assert answer.text.endswith("according to Advance in Cambodia (JA), which names no compiler.")


def test_a_figure_whose_page_has_its_unit_wrong_is_not_to_be_quoted_as_printed():
    told = card("press-imports-garments-2022-01-2022-12", BOOK).quoting
    assert told.startswith("Only with its unit put right") and "a thousand times too large" in told
    assert "as printed" not in told


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("mlit-share-of-imports-hs61-2022-01-2022-12", "Only with the remark that it is disputed; printed, after"),
        ("=exports_mirror_gap:KHM:JPN:2022:GDCE+MLIT", "Japan's customs (by MLIT) and figures of Cambodia's customs"),
    ],
)
def test_how_to_quote_names_both_sides_of_a_gap_and_a_share_printed_for_two_goods(id, words):
    assert words in card(id, BOOK).quoting


@every_row("id", [f.id for f in BOOK.figures_in("society_press") if f.compiler in compilers_of("customs")])
def test_who_counts_what_is_no_trade_is_named_and_not_the_customs_whose_trade_it_prints(id):
    made = card(id, BOOK)
    for words in (made.whose, made.quoting, made.said.text, made.said.reading, held_words(BOOK, made.quantity)):
        assert "customs" not in words.lower()
    assert "Japan External Trade Organization" in made.whose and "Japan External Trade Organization" in made.quoting
