import polars as pl
import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Period
from cjtrade_data.derivation.partners import printed_places
from cjtrade_data.derivation.rankings import NOT_RANKED
from cjtrade_data.frames import partners


def ranking(period, edition):
    return partners.ranking(BOOK, Period.parse(period), edition)


def test_japan_was_fifth_in_2016_with_six_per_cent_of_the_printed_world_total():
    japan = ranking("2016", "WITS 2017-11").filter(pl.col("partner") == "JPN").row(0, named=True)
    assert (japan["rank"], japan["exports_rank"], japan["imports_rank"]) == (5, 4, 5)
    assert japan["total_trade_share"] == pytest.approx(6.04, abs=0.005)
    assert all(BOOK.figure(i).partner == "WLD" for i in japan["total_trade_world"].split())


@every_row("row", lambda: partners.available(BOOK).iter_rows(named=True), quick=7)
def test_aggregates_and_unspecified_partners_have_no_rank(row):
    frame = partners.ranking(BOOK, Period.parse(row["period"]), row["edition"])
    assert frame.filter(pl.col("kind").is_in(NOT_RANKED), pl.col("rank").is_not_null()).is_empty()


def test_no_rank_is_given_where_only_some_partners_are_known():
    assert ranking("2022", "GDCE")["rank"].null_count() == ranking("2022", "GDCE").height
    top_five = ranking("2019", "WITS 2022-11")
    assert top_five["rank"].null_count() == top_five.height
    assert top_five.filter(pl.col("partner") == "JPN")["exports_rank"][0] == 2


def test_ranks_follow_total_trade_without_gaps():
    frame = ranking("2023", "CEPII").filter(pl.col("rank").is_not_null()).sort("rank")
    assert frame["rank"].to_list() == list(range(1, frame.height + 1))
    assert frame["total_trade"].is_sorted(descending=True)


def test_a_missing_flow_stays_missing_and_makes_no_total():
    usa = ranking("2024-01/2024-02", "GDCE").filter(pl.col("partner") == "USA").row(0, named=True)
    assert usa["imports"] is None and usa["total_trade_status"] == "reported"
    frame = ranking("2023-01/2023-07", "GDCE").filter(pl.col("partner") == "THA").row(0, named=True)
    assert frame["exports"] is None and frame["total_trade"] is None


def test_a_total_is_derived_with_both_intervals():
    japan = ranking("2016", "WITS 2017-11").filter(pl.col("partner") == "JPN").row(0, named=True)
    assert japan["total_trade_status"] == "derived" and japan["total_trade_figure"] is None
    assert japan["total_trade_low"] == pytest.approx(japan["exports_low"] + japan["imports_low"])


def test_shares_without_a_printed_world_total_are_missing():
    assert ranking("1962", "WITS 2017-11")["total_trade_share"].null_count() == ranking("1962", "WITS 2017-11").height


def test_the_share_by_year_has_a_row_for_each_year_and_edition_in_order():
    frame = partners.share_by_year(BOOK)
    assert frame.select("year", "edition").is_unique().all() and frame["year"].is_sorted()
    row = frame.filter(pl.col("year") == 2000).row(0, named=True)
    assert row["total_rank"] == 12


def test_change_of_rank_is_within_one_edition():
    germany = ranking("2016", "WITS 2017-11").filter(pl.col("partner") == "DEU").row(0, named=True)
    before = ranking("2015", "WITS 2017-11").filter(pl.col("partner") == "DEU").row(0, named=True)
    assert germany["rank_change"] == before["rank"] - germany["rank"]
    assert ranking("2023", "CEPII")["rank_change"].null_count() == ranking("2023", "CEPII").height


def test_the_printed_places_of_the_article_are_there():
    assert {"article-r09", "article-r11"} <= {figure.id for figure in printed_places(BOOK, "JPN")}


def test_two_partners_stand_side_by_side_by_edition():
    frame = partners.beside(BOOK, "CHN")
    row = frame.filter(pl.col("period") == "2016", pl.col("measure") == "exports", pl.col("edition") == "WITS 2017-11")
    assert row["amount"][0] == pytest.approx(827_187_921) and row["other_amount"][0] == pytest.approx(
        609_277_156, rel=1e-6
    )
    assert frame.select("period", "edition", "measure").is_unique().all()


def test_a_period_an_edition_does_not_cover_has_the_columns_and_no_rows():
    there, absent = ranking("2016", "WITS 2017-11"), ranking("1801", "CEPII")
    assert absent.is_empty() and absent.schema == there.schema == ranking("2022", "GDCE").schema


def test_a_partner_nobody_lists_has_the_columns_and_no_rows():
    nobody = partners.share_by_year(BOOK, "QQQ")
    assert nobody.is_empty() and nobody.schema == partners.share_by_year(BOOK).schema
