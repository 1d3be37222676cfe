"""A citation copied out of the program is read back by the programs it is pasted into."""

import json
import re

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data.citation import STYLES, cite_figures, cite_source, together


@pytest.fixture(scope="module")
def article():
    return BOOK.figure("article-r04")


def test_only_figures_of_trade_are_cited_after_the_customs_they_are_taken_from():
    firms, trade = (
        BOOK.figure(id) for id in ("society-firms-in-business-jpn-2022-03", "jetro-imports-2022-01-2022-06")
    )
    for cited, after in ((firms, False), (trade, True)):
        for text in (cite_figures(BOOK, [cited])[0], cite_source(BOOK, cited.source)):
            assert "Japan External Trade Organization" in text and ("after Japan Customs" in text) == after


def test_plain_names_compiler_place_publication_date_and_access(article):
    assert cite_figures(BOOK, [article])[0] == (
        "General Department of Customs and Excise of Cambodia, Cambodia's exports to Japan, Jan-Feb 2024, "
        'paragraph 2, in The Phnom Penh Post, "Cambodia-Japan trade hit $326M in Jan-Feb", 25 March 2024, '
        "https://www.phnompenhpost.com/business/cambodia-japan-trade-hit-326m-jan-feb, accessed 23 November 2026."
    )


def test_markdown_links_the_title(article):
    text = cite_figures(BOOK, [article], "markdown")[0]
    assert "[Cambodia-Japan trade hit $326M in Jan-Feb](https://www.phnompenhpost.com/" in text


def test_apa_has_author_date_title_and_retrieval(article):
    text = cite_figures(BOOK, [article], "apa")[0]
    assert text.startswith("The Phnom Penh Post. (2024, March 25). Cambodia-Japan trade hit $326M in Jan-Feb [")
    assert text.endswith("Retrieved November 23, 2026, from " + BOOK.sources["ppp-2024-03-gdce"].url)


def test_it_was_accessed_on_the_day_it_was_read_for_the_tables_whenever_it_is_cited():
    assert cite_source(BOOK, "gagr-2049-cdc").endswith("accessed 28 November 2026.")
    for source in BOOK.sources.values():
        assert source.retrieved in cite_source(BOOK, source.id, "bibtex")


def test_a_data_set_is_cited_with_its_vintage():
    assert "vintage 2017-11" in cite_source(BOOK, "wits-2017-11")


def test_a_press_report_without_a_date_says_so():
    undated = next(s for s in BOOK.sources.values() if s.licence == "press report" and not s.published)
    assert ", undated, " in cite_source(BOOK, undated.id)


def test_an_address_is_not_taken_for_a_title():
    for source in BOOK.sources.values():
        assert source.licence != "press report" or not source.title or not re.fullmatch(r"[a-z0-9 _.]*", source.title)
    text = cite_figures(BOOK, [BOOK.figure("gdce-exports-2026-01")])[0]
    assert ", in Advance in Cambodia (JA), press report, February 2026, " in text


@every_row(
    ("id", "says"),
    [
        ("aid-year-loans-2019", "Loans from Japan to Cambodia in twelve months, Mar 2018-Feb 2019, in "),
        ("residents-kh-residents-2023", "Cambodian residents in Japan, end Dec 2023, in "),
        ("article-r14", "Japan's rank by FDI stock in Cambodia, end Mar 2023, paragraph 18, in "),
        ("cdc-approved-investment-jpn-in-zones-1994-01-2021-07", "special economic zones"),
        ("wits-khm-exports-jpn-2016", "Cambodia's exports to Japan, 2016, row \u201cKHM exports JPN, 2016\u201d, in "),
    ],
)
def test_a_citation_says_what_the_figure_is(id, says):
    assert says in cite_figures(BOOK, [BOOK.figure(id)])[0]


def test_an_unknown_style_is_named():
    with pytest.raises(ValueError, match="choose one of plain, markdown, apa, bibtex, ris, csl"):
        cite_source(BOOK, "wits-2017-11", "chicago")


@every_row("style", STYLES)
def test_every_source_is_cited_on_clean_lines(style):
    for source in BOOK.sources:
        text = cite_source(BOOK, source, style)
        assert all(line.isprintable() for line in text.splitlines())
        assert "  " not in text or style in ("bibtex", "ris", "csl")


def test_bibtex_of_every_source_is_read_back_by_a_bibtex_parser():
    bibtexparser = pytest.importorskip("bibtexparser")
    text = "\n\n".join(cite_source(BOOK, s, "bibtex") for s in BOOK.sources)
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    entries = {e.key: {f.key: f.value for f in e.fields} for e in library.entries}
    assert set(entries) == set(BOOK.sources)
    for id, source in BOOK.sources.items():
        assert entries[id]["author"].strip("{}").replace("\\&", "&") == source.publisher
        assert entries[id]["urldate"] == source.retrieved
        if source.published:
            assert entries[id]["year"] == source.published[:4]


def test_bibtex_escapes_what_tex_would_obey(article):
    assert r"\$326M" in cite_figures(BOOK, [article], "bibtex")[0]


def test_ris_of_every_source_is_read_back_by_a_ris_parser():
    rispy = pytest.importorskip("rispy")
    text = "\n".join(cite_source(BOOK, s, "ris") for s in BOOK.sources)
    entries = {e["id"]: e for e in rispy.loads(text)}
    assert set(entries) == set(BOOK.sources)
    for id, source in BOOK.sources.items():
        assert entries[id]["publisher"] == source.publisher
        assert entries[id]["access_date"] == source.retrieved.replace("-", "/")
        assert entries[id]["type_of_reference"] in ("NEWS", "DATA")


def test_ris_and_bibtex_say_which_figure(article):
    rispy = pytest.importorskip("rispy")
    [entry] = rispy.loads(cite_figures(BOOK, [article], "ris")[0])
    assert entry["id"] == "article-r04"
    assert "Cambodia's exports to Japan, Jan-Feb 2024; paragraph 2" in entry["notes"][0]
    assert "@misc{article-r04," in cite_figures(BOOK, [article], "bibtex")[0]


def test_csl_of_every_source_is_an_item_with_type_author_title_and_dates():
    for source in BOOK.sources.values():
        [item] = json.loads(cite_source(BOOK, source.id, "csl"))
        assert item["id"] == source.id and item["title"] and item["author"][0]["literal"]
        assert item["type"] == ("dataset" if source.kind == "data" else "article-newspaper")
        assert item["accessed"]["date-parts"] == [[int(part) for part in source.retrieved.split("-")]]
        dated = re.fullmatch(r"\d{4}(-\d\d){0,2}", source.published)
        assert ("issued" in item) == bool(dated) == bool(source.published)


def test_csl_of_a_figure_says_what_it_is_and_where_it_stands(article):
    [item] = json.loads(cite_figures(BOOK, [article], "csl")[0])
    assert item["issued"]["date-parts"] == [[2024, 3, 25]] and "paragraph 2" in item["note"]
    assert "Cambodia's exports to Japan, Jan-Feb 2024" in item["note"]


def test_several_citations_in_csl_are_one_list(article):
    several = [cite_figures(BOOK, [article], "csl")[0], cite_source(BOOK, "wits-2017-11", "csl")]
    assert [item["id"] for item in json.loads(together(several, "csl"))] == ["article-r04", "wits-2017-11"]


def test_the_goods_that_a_whole_was_added_up_of_are_cited_as_one_list_and_a_few_goods_each():
    def listed(year):
        goods = [f for f in BOOK.figures_in("products_wto") if f.id.startswith("wto-jpn-imports-khm-")]
        return [f for f in goods if f.period.code == year and f.product]

    (one,) = cite_figures(BOOK, listed("2019"))
    assert one.startswith("Japan's imports from Cambodia, 2019, 17 WTO product groups, in World Trade Organization")
    few = cite_figures(BOOK, listed("2019")[:3])
    assert len(few) == 3 and all(", 2019, row “" in text for text in few)
    both = cite_figures(BOOK, listed("2018") + listed("2019"), "bibtex")
    assert len({re.search(r"@\w+{(.+),", entry)[1] for entry in both}) == 2
