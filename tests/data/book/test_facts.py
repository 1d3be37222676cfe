"""The tables hold what was read in the sources and taken down apart from them, in facts/, value by value."""

import hashlib
import re
from pathlib import Path

import polars as pl
import pytest
from every_row import every_row, rows_of

from cjtrade_data import Period
from cjtrade_data.frames import partners

FACTS = Path(__file__).parent / "facts"


def facts(name):
    return rows_of(FACTS / f"{name}.csv")


def named(row):
    return " ".join(row.values())[:90]


@pytest.fixture(scope="module")
def figures(book):
    addresses = dict(zip(*(book.table("sources")[c] for c in ("id", "url")), strict=True))
    return book.figures.with_columns(url=pl.col("source").replace_strict(addresses))


@pytest.fixture(scope="module")
def by_id(figures):
    return {row["id"]: row for row in figures.iter_rows(named=True)}


@pytest.fixture(scope="module")
def found(figures):
    """Figures by the key that a fact has in common with them."""
    index = {}
    for row in figures.iter_rows(named=True):
        key = tuple(row[c] for c in ("measure", "reporter", "partner", "product", "period_start", "period_end", "unit"))
        index.setdefault(key, []).append(row)

    def of(measure, reporter, partner, start, end, unit="USD", product=None):
        return index.get((measure, reporter, partner, product, start or None, end, unit), [])

    return of


def close(rows, value, scale=1.0):
    amount = float(value) * scale
    return [r for r in rows if abs(r["amount"] - amount) <= 1e-9 * max(1.0, abs(amount))]


def to_the_dollar(rows, value):
    return any(abs(r["amount"] - int(value)) <= 1 for r in rows)


def year_of(row):
    return f"{row['year']}-01", f"{row['year']}-12"


def test_the_article_prints_23_numbers():
    assert len(facts("article_2024_03")) == 23


@every_row("row", facts("article_2024_03"), named)
def test_each_printed_number_of_the_article_is_a_figure_where_it_stands(by_id, row):
    figure = by_id[row["id"]]
    assert (figure["measure"], figure["period_end"]) == (row["measure"], row["period_end"])
    assert figure["amount"] == pytest.approx(float(row["amount"]))
    if row["growth_pct"]:
        assert float(figure["growth_pct"]) == float(row["growth_pct"])
    assert re.search(r"\d+", figure["locator"])[0] in row["paragraphs"].split()


RUNS = {(row["paragraph"], int(row["length"])): set(row["digests"].split()) for row in facts("article_2024_03_words")}


def runs(text, length):
    """Digests of the runs of so many words."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {
        hashlib.sha256(" ".join(words[at : at + length]).encode()).hexdigest()[:10]
        for at in range(len(words) - length + 1)
    }


def test_no_sentence_of_the_article_is_copied(book):
    article = set().union(*(digests for (_, length), digests in RUNS.items() if length == 7))
    for text in book.table("statements")["paraphrase"]:
        assert not runs(text, 7) & article, text


def test_what_somebody_said_names_the_visit_the_time_and_the_zone_it_is_about(book):
    points_back = re.compile(r"\b(th(at|is|ose|ese) (visit|year|month|two)|the (same two|zone\b))")
    assert not [text for text in book.table("statements")["paraphrase"] if points_back.search(text)]


def test_what_is_quoted_stands_in_the_paragraph_named(book):
    of_article = book.table("statements").drop_nulls("quote").filter(pl.col("source").str.starts_with("ppp-2024-03"))
    assert of_article.height
    for row in of_article.iter_rows(named=True):
        length = len(re.findall(r"[a-z0-9']+", row["quote"].lower()))
        assert runs(row["quote"], length) <= RUNS[re.search(r"\d+", row["locator"])[0], length], row["id"]


@every_row("row", facts("printed_rates"), named)
def test_every_rate_and_share_that_a_page_prints_beside_its_levels_is_there_with_its_digits(found, row):
    partner = "JPN" if row["reporter"] == "KHM" else "KHM"
    of = row["reporter"], partner, row["period_start"], row["period_end"]
    decimals = len(row["percent"].partition(".")[2])
    apart = [(r["value"], r["decimals"], r["url"]) for r in found(row["measure"], *of, "percent")]
    levels = found(row["measure"].removesuffix("_growth"), *of)
    beside = [(r["growth_pct"], r["growth_decimals"], r["url"]) for r in levels if r["growth_pct"] is not None]
    assert (float(row["percent"]), decimals, row["url"]) in [(float(v), d, u) for v, d, u in (*apart, *beside)]


@every_row("row", facts("pair_press"), named)
def test_every_press_figure_of_the_pair_is_there_with_its_address_growth_and_status(found, row):
    partner = "JPN" if row["reporter"] == "KHM" else "KHM"
    rows = found(row["measure"], row["reporter"], partner, row["period_start"], row["period_end"])
    same = [r for r in close(rows, row["million_usd"], 1e6) if row["url"] in ("", r["url"])]
    if row["growth_pct"]:
        same = [r for r in same if r["growth_pct"] and float(r["growth_pct"]) == float(row["growth_pct"])]
    assert same, rows
    assert row["status"] == "" or (same[0]["status"] == "reported") == (row["status"] == "reported")


@every_row("row", facts("partners_press"), named)
def test_every_press_figure_of_partners_is_there(found, row):
    rows = found(row["measure"], "KHM", row["partner"], row["period_start"], row["period_end"])
    assert close(rows, row["million_usd"], 1e6)


@every_row("row", facts("investment_press"), named)
def test_every_investment_figure_is_there_in_its_own_concept(figures, row):
    rows = figures.filter(
        pl.col("basis") == row["basis"],
        pl.col("partner") == row["partner"],
        pl.col("period_start").eq_missing(pl.lit(row["period_start"] or None)),
        pl.col("period_end") == row["period_end"],
        pl.col("unit") == row["unit"],
    )
    assert close(rows.iter_rows(named=True), row["value"], float(row["scale"]))


@every_row("row", facts("society_press"), named)
def test_every_zone_aid_and_resident_figure_is_there(book, by_id, row):
    scale = float(row["scale"])
    society = [by_id[id] for id in book.table("figures-society-press")["id"]]
    ends = {r["period_end"][:4] for r in society if abs(r["amount"] - float(row["value"]) * scale) < 1e-3 * scale}
    assert row["as_of"][:4] in ends


@every_row("row", facts("pair_wits"), named)
def test_the_annual_totals_of_both_reporters_are_complete(found, row):
    assert close(found(row["measure"], row["reporter"], row["partner"], *year_of(row)), row["thousand_usd"], 1e3)


@every_row("row", facts("partners_wits"), lambda row: row["year"])
def test_partners_are_japan_and_the_30_largest_of_each_year_and_no_more(figures, row):
    start, end = year_of(row)
    shipped = figures.filter(
        pl.col("source").is_in(["wits-2017-11", "wits-country-2017-11"]),
        pl.col("reporter") == "KHM",
        pl.col("period_start") == start,
        pl.col("period_end") == end,
        pl.col("product").is_null(),
        pl.col("partner") != "WLD",
    )
    for measure, codes in (("exports", "exports_to"), ("imports", "imports_from")):
        rows = shipped.filter(pl.col("measure") == measure)
        assert sorted(rows["partner"]) == row[codes].split()
        assert rows["amount"].sum() == pytest.approx(float(row[f"{measure}_thousand_usd"]) * 1e3)


@every_row("row", facts("partners_wits"), lambda row: row["year"])
def test_a_rank_among_the_shipped_partners_is_the_rank_among_all(book, row):
    frame = partners.ranking(book, Period.parse(row["year"]), "WITS 2017-11")
    japan = frame.filter(pl.col("partner") == "JPN").row(0, named=True)
    for flow in ("exports", "imports"):
        assert japan[f"{flow}_rank"] == int(row[f"{flow}_rank_of_japan"]), flow


@every_row("row", facts("partners_baci_2023"), named)
def test_the_partners_of_baci_2023_are_there_to_the_dollar(found, row):
    for flow in ("exports", "imports"):
        rows = found(flow, "KHM", row["partner"], "2023-01", "2023-12")
        assert to_the_dollar([r for r in rows if r["source"] == "baci-v202501"], row[f"{flow}_usd"]), flow


@every_row("row", facts("chapters_baci"), named)
def test_the_chapters_of_baci_are_there_to_the_dollar(found, row):
    rows = found("exports", "KHM", "WLD", *year_of(row), product=f"HS:{row['chapter']}")
    assert to_the_dollar(rows, row["usd"])


@every_row("row", facts("sections_unctad"), named)
def test_the_sitc_split_of_the_pair_is_there(found, row):
    product = f"SITC:{row['section']}" if row["section"] else None
    assert to_the_dollar(found("exports", row["reporter"], row["partner"], *year_of(row), product=product), row["usd"])


def test_the_wits_country_summaries_are_there_row_for_row(figures):
    held = figures.filter(pl.col("source") == "wits-2022-11").with_columns(
        pl.col("locator").str.split(", ").list.get(-1).alias("year")
    )
    indicators = facts("country_wits")
    assert held.height == sum(int(row["rows"]) for row in indicators)
    wrong = []
    for row in indicators:
        rows = held.filter(pl.col("locator").str.starts_with(f"{row['reporter']}, {row['indicator']}, "))
        total = sum(map(float, rows["value"]))
        said = (str(rows.height), rows["year"].min(), rows["year"].max())
        if said != (row["rows"], row["first"], row["last"]) or total != pytest.approx(float(row["sum"]), rel=1e-9):
            wrong.append((row, said, total))
    assert not wrong


@every_row("row", facts("context_wdi"), named)
def test_exchange_rates_gdp_and_population_are_there(by_measure, row):
    rows = by_measure.get((row["measure"], row["reporter"], row["year"]), ())
    assert any(r["amount"] == pytest.approx(float(row["value"]), abs=1e-5) for r in rows)


@pytest.fixture(scope="module")
def by_measure(figures):
    index = {}
    for row in figures.iter_rows(named=True):
        index.setdefault((row["measure"], row["reporter"], row["period_end"][:4]), []).append(row)
    return index
