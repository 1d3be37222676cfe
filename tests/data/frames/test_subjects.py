"""Investment, people, sources and currencies."""

import polars as pl
import pytest
from bundled import BOOK

from cjtrade_data import IncomparableError, NoRateError, Period
from cjtrade_data.derivation import exchange_rates
from cjtrade_data.derivation.catalogue import figures_of
from cjtrade_data.frames import investment, people, sources
from cjtrade_data.model.records import paragraph


@pytest.mark.parametrize("basis", ["stock", "inflow", "approval"])
def test_a_concept_of_investment_is_never_mixed_with_another(basis):
    for frame in (
        investment.by_investor(BOOK, basis),
        investment.by_sector(BOOK, basis),
        investment.figures(BOOK, basis),
    ):
        assert set(frame["basis"]) <= {basis}


def test_asking_for_all_investment_at_once_is_refused():
    with pytest.raises(IncomparableError, match="never several"):
        investment.figures(BOOK, "all")


def test_japans_stock_stands_in_riel_and_in_dollars():
    rows = investment.figures(BOOK, "stock").filter(measure="fdi_stock", partner="JPN")
    assert {(r["unit"], r["amount"]) for r in rows.iter_rows(named=True)} == {("KHR", 11.3e12), ("USD", 2.806e9)}


def test_sectors_come_with_their_names_largest_first():
    frame = investment.by_sector(BOOK, "stock")
    assert frame["sector"][0] == "finance" and frame["amount"][0] == 23.3


def test_everyone_of_the_article_is_among_the_speakers():
    names = set(people.speakers(BOOK)["speaker"])
    assert {"Hun Manet", "Sam Soknoeun", "Lim Heng", "National Bank of Cambodia"} <= names


def test_a_topic_an_organisation_or_a_person_narrows_what_was_said():
    everything = people.statements(BOOK).height
    for kept in ({"topic": "special economic zone"}, {"organisation": "CCC"}, {"person": "hun-manet"}):
        rows = people.statements(BOOK, **kept)
        column, value = next(iter(kept.items()))
        assert 0 < rows.height < everything and set(rows[column]) == {value}


def test_from_a_person_to_their_figures_and_back():
    heng = people.speakers(BOOK).filter(pl.col("id") == "lim-heng").row(0, named=True)
    assert "article-r04" in heng["figures"]
    speak_of_it = people.statements(BOOK).filter(pl.col("figures").list.contains("article-r04"))
    assert "heng-14" in speak_of_it["id"]


def test_the_office_of_a_statement_is_that_of_its_time():
    roles = people.statements(BOOK, person="hong-vanak")["role"].to_list()
    assert roles[0] == "Researcher" and roles[-1] == "Economist"
    assert people.speakers(BOOK).filter(pl.col("id") == "hong-vanak")["role"].to_list() == ["Economist"]


def test_events_come_with_their_source_in_order_of_date():
    dates = [event.date for event in BOOK.events]
    assert dates == sorted(dates) and all(event.source for event in BOOK.events)
    assert "2013-12" in [event.date for event in BOOK.events if event.event == "Strategic partnership"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "good",
            {
                "garments",
                "footwear",
                "components",
                "agricultural products",
                "machinery",
                "automobiles",
                "electronics",
                "agricultural equipment",
                "textiles",
                "electronic components",
            },
        ),
        ("sector", {"finance", "construction", "hotels", "real estate"}),
    ],
)
def test_every_good_and_sector_the_article_names_is_there(kind, names):
    assert {mention.name for mention in BOOK.mentions if mention.kind == kind} == names


def test_every_mention_says_who_named_it_and_where():
    for mention in BOOK.mentions:
        assert mention.attributed_to in {*BOOK.people, *BOOK.organisations} and paragraph(mention.locator)


def test_the_sources_account_for_every_figure():
    catalogue = sources.catalogue(BOOK)
    assert catalogue["figures"].sum() == BOOK.figures.height
    assert catalogue["figures"].null_count() == 0
    spoken = {*BOOK.table("statements")["source"], *BOOK.table("events")["source"]}
    assert set(catalogue.filter(pl.col("figures") == 0)["id"]) <= spoken
    for id in catalogue["id"].head(3):
        assert len(figures_of(BOOK, id)) == catalogue.filter(pl.col("id") == id)["figures"][0]


def test_every_source_says_whose_figures_and_under_what_terms():
    catalogue = sources.catalogue(BOOK)
    assert catalogue["compiler_name"].null_count() == 0
    assert catalogue.filter(pl.col("licence").is_null() & pl.col("terms").is_null()).is_empty()


def test_a_rate_is_that_of_its_year_with_its_source():
    figure = exchange_rates.rate(BOOK, "KHR", Period.of_year(2023)).figure
    assert figure.unit == "KHR per USD" and figure.period.code == "2023" and 4000 < figure.amount < 4300
    assert figure.compiler == "WB"


def test_no_rate_is_borrowed_from_another_year():
    with pytest.raises(NoRateError, match="no JPY rate for 2026"):
        exchange_rates.rate(BOOK, "JPY", Period.of_year(2026))


def test_frames_handed_out_do_not_change_the_book():
    frame = BOOK.figures
    frame = frame.with_columns(value=pl.lit(0.0))
    assert frame["value"].sum() == 0 and BOOK.figures["value"].sum() > 0
