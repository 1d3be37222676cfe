"""The tables hold what ../shared/facts holds, value by value."""

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from cjtrade_data import open_book

FACTS = Path(__file__).resolve().parents[4] / "shared" / "facts"
pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="../shared/facts is not beside the project")

ARTICLE_MEASURES = {
    "trade_total": "total_trade", "trade_total_growth_yoy": "total_trade_growth", "exports": "exports",
    "exports_growth_yoy": "exports_growth", "imports": "imports", "imports_growth_yoy": "imports_growth",
    "export_share_of_bilateral": "exports_share_of_pair", "partner_share_of_world_trade": "share_of_world_trade",
    "partner_rank_trade_total": "total_trade_rank", "balance": "trade_balance",
    "partner_rank_investment_stock": "fdi_stock_rank", "investment_stock": "fdi_stock",
    "investment_stock_growth_yoy": "fdi_stock_growth",
}  # fmt: skip
PRESS = {
    ("KHM", "export"): "exports", ("KHM", "import"): "imports", ("KHM", "total"): "total_trade",
    ("KHM", "balance"): "trade_balance", ("JPN", "export"): "imports", ("JPN", "import"): "exports",
    ("JPN", "total"): "total_trade", ("JPN", "balance"): "trade_deficit",
}  # fmt: skip
UNIT = {"million USD": ("USD", 1e6), "trillion KHR": ("KHR", 1e12), "percent": ("percent", 1.0)}


with (Path(__file__).parent / "facts" / "superseded.csv").open(encoding="utf-8", newline="") as lines:
    SUPERSEDED = list(csv.DictReader(lines))


def facts(name):
    """The rows of a file, mended or without those that were found wrong; `test_printed` holds what is right."""
    with (FACTS / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for wrong in SUPERSEDED:
        if wrong["file"] == name:
            cells = dict(cell.split("=") for cell in wrong["cells"].split(" "))
            meant = [row for row in rows if all(row[column] == value for column, value in cells.items())]
            assert meant, wrong
            for row in meant:
                if wrong["column"]:
                    row[wrong["column"]] = wrong["value"]
                else:
                    rows.remove(row)
    return rows


@pytest.fixture(scope="module")
def figures():
    frame = open_book().figures.with_columns(
        url=pl.col("source").replace_strict(
            dict(zip(*(open_book().table("sources")[c] for c in ("id", "url")), strict=True))
        )
    )
    return frame


@pytest.fixture(scope="module")
def found(figures):
    """Amounts by the key that a fact has in common with a figure."""
    index = {}
    for r in figures.iter_rows(named=True):
        key = (
            r["measure"],
            r["reporter"],
            r["partner"],
            r["product"],
            r["period_start"],
            r["period_end"],
            r["unit"],
        )
        index.setdefault(key, []).append(r)
    return index


def amounts(found, measure, reporter, partner, start, end, unit="USD", product=None):
    return found.get((measure, reporter, partner, product, start or None, end, unit), [])


def close(rows, value, scale):
    return [r for r in rows if abs(r["amount"] - float(value) * scale) <= 1e-9 * max(1.0, abs(float(value) * scale))]


def test_each_of_the_23_printed_numbers_of_the_article_is_a_figure_where_it_stands(figures):
    text = (FACTS / "article_2024_03.txt").read_text("utf-8")
    paragraphs = [p for p in text.split("\n") if p.strip()]
    by_id = {r["id"]: r for r in figures.iter_rows(named=True)}
    rows = facts("article_2024_03_figures.csv")
    assert len(rows) == 23
    for row in rows:
        figure = by_id[f"article-{row['id'].lower()}"]
        assert figure["measure"] == ARTICLE_MEASURES[row["measure"]]
        scale = {"USD_mn": 1e6, "KHR_tn": 1e12}.get(row["unit"], 1.0)
        assert figure["amount"] == pytest.approx(float(row["value"]) * scale)
        assert figure["period_end"] == row["period_end"][:7]
        if row["growth_pct"] and row["measure"] != "balance":
            assert figure["growth_pct"] == float(row["growth_pct"])
        paragraph = paragraphs[int(figure["locator"].split()[1]) - 1]
        printed = {"article-r08": "two-thirds", "article-r11": "fifth", "article-r14": "fourth"}.get(figure["id"])
        number = format(abs(Decimal(str(figure["value"]))).normalize(), "f")
        assert (printed or number) in paragraph, figure["id"]


def test_every_press_figure_of_the_pair_is_there_with_its_address_growth_and_status(found):
    missing = []
    for row in facts("news_khm_jpn_period_figures.csv"):
        side = row["reporting_side"]
        partner = "JPN" if side == "KHM" else "KHM"
        rows = amounts(found, PRESS[side, row["flow"]], side, partner, row["period_start"], row["period_end"])
        rows = close(rows, row["value_musd"], 1e6)
        address = row["url"].split(" ; ")[0]
        same = [r for r in rows if r["url"] == address or row["value_musd"] == "453.116"]
        if row["yoy_pct_as_printed"]:
            same = [r for r in same if r["growth_pct"] == float(row["yoy_pct_as_printed"])]
        if not same:
            missing.append(row)
            continue
        quoted = row["status"] == "quoted" and not row["note"].startswith("imports = 507-365")
        only_split_derived = "quoted" in row["note"] and row["flow"] in ("total", "balance")
        if row["flow"] == "import" or not row["note"].startswith("imports = 507-365"):
            assert (same[0]["status"] == "reported") == (quoted or only_split_derived), row
    assert not missing


def test_every_press_figure_of_partners_is_there(found):
    for row in facts("news_khm_partner_period_figures.csv"):
        measure = PRESS["KHM", row["flow"]]
        rows = amounts(found, measure, "KHM", row["partner_iso3"], row["period_start"], row["period_end"])
        assert close(rows, row["value_musd"], 1e6), row


def test_every_investment_figure_is_there_in_its_own_concept(found):
    basis = {"stock": "stock", "flow": "inflow", "approval": "approval"}
    index = {}
    for rows in found.values():
        for r in rows:
            index.setdefault((r["basis"], r["partner"], r["period_start"], r["period_end"], r["unit"]), []).append(r)
    for row in facts("news_fdi_figures.csv"):
        unit, scale = UNIT.get(row["unit"], (row["unit"], 1.0))
        partner = "XOT" if row["investor"] == "OTH" else row["investor"]
        key = (basis[row["basis"]], partner, row["period_start"] or None, row["period_end"], unit)
        assert close(index.get(key, []), row["value"], scale), row


def test_every_zone_aid_and_resident_figure_is_there(figures):
    society = figures.filter(pl.col("id").is_in(open_book().table("figures-society-press")["id"].implode()))
    for row in facts("facts_sez_oda_people.csv"):
        if row["value"]:
            scale = 1e6 if row["unit"] == "million USD" else 1.0
            rows = society.filter((pl.col("amount") - float(row["value"]) * scale).abs() < 1e-3 * scale)
            assert row["as_of"][:4] in {end[:4] for end in rows["period_end"]}, row


def test_the_annual_totals_of_both_reporters_are_complete(found):
    for row in facts("wits_khm_jpn_mirror_1962_2016.csv"):
        year = row["year"]
        rows = amounts(found, f"{row['flow']}s", row["reporter_iso3"], row["partner_iso3"], f"{year}-01", f"{year}-12")
        assert close(rows, row["value_thousand_usd"], 1e3), row


def test_partners_are_japan_and_the_30_largest_of_each_year_and_no_more(found, figures):
    years = {}
    for row in facts("wits_khm_partners_reported_1962_2016.csv"):
        years.setdefault(row["year"], []).append(row)
    for year, rows in years.items():
        rows.sort(key=lambda r: -(float(r["exports_thousand_usd"] or 0) + float(r["imports_thousand_usd"] or 0)))
        kept = {r["partner_code"] for r in rows[:30]} | {"JPN"}
        for row in rows:
            for flow in ("exports", "imports"):
                value = row[f"{flow}_thousand_usd"]
                shipped = [
                    r
                    for r in amounts(found, flow, "KHM", row["partner_code"], f"{year}-01", f"{year}-12")
                    if r["source"] in ("wits-2017-11", "wits-country-2017-11")
                ]
                if row["partner_code"] in kept and value:
                    assert close(shipped, value, 1e3), (year, row)
                else:
                    assert not shipped, (year, row)


def test_a_rank_among_the_shipped_partners_is_the_rank_among_all():
    from cjtrade_data import Period
    from cjtrade_data.frames import partners

    book = open_book()
    years = {}
    for row in facts("wits_khm_partners_reported_1962_2016.csv"):
        years.setdefault(row["year"], []).append(row)
    special = set(book.table("areas").filter(pl.col("kind").is_in(partners.NOT_RANKED))["code"])
    for year, rows in years.items():
        frame = partners.ranking(book, Period.parse(year), "WITS 2017-11")
        japan = frame.filter(pl.col("partner") == "JPN").row(0, named=True)
        for flow in ("exports", "imports"):
            values = {
                r["partner_code"]: float(r[f"{flow}_thousand_usd"] or 0)
                for r in rows
                if r["partner_code"] not in special
            }
            assert japan[f"{flow}_rank"] == 1 + sum(v > values["JPN"] for v in values.values()), (year, flow)


def test_baci_2023_and_its_chapters_are_there_to_the_dollar(found):
    for row in facts("baci_2023_khm_partners.csv"):
        if int(row["rank_total"]) <= 30:
            for flow in ("exports", "imports"):
                rows = amounts(found, flow, "KHM", row["partner_iso3"], "2023-01", "2023-12")
                value = round(float(row[f"{flow}_thousand_usd"]) * 1e3)
                assert any(abs(r["amount"] - value) <= 1 for r in rows if r["source"] == "baci-v202501"), row
    for row in facts("baci_khm_exports_by_hs2_world_2011_2020.csv"):
        key = ("KHM", "WLD", f"{row['year']}-01", f"{row['year']}-12")
        rows = amounts(found, "exports", *key, product=f"HS:{row['hs2']}")
        assert any(abs(r["amount"] - float(row["value_million_usd"]) * 1e6) <= 1 for r in rows), row


def test_the_sitc_split_of_the_pair_is_there(found):
    iso = {"Cambodia": "KHM", "Japan": "JPN"}
    for row in facts("unctad_khm_jpn_by_sitc_section_1995_2005_2015.csv"):
        product = None if row["sitc_code"] == "TOTAL" else f"SITC:{row['sitc_code']}"
        key = (iso[row["exporter"]], iso[row["importer"]], f"{row['year']}-01", f"{row['year']}-12")
        rows = amounts(found, "exports", *key, product=product)
        assert any(abs(r["amount"] - float(row["exports_thousand_usd"]) * 1e3) <= 1 for r in rows), row


def test_the_wits_country_summaries_are_there_row_for_row(figures):
    rows = facts("wits_country_summary_khm_jpn_1988_2019.csv")
    held = figures.filter(pl.col("source") == "wits-2022-11")
    assert held.height == len(rows)
    by_place = {r["locator"]: r["value"] for r in held.iter_rows(named=True)}
    tariffs = {}
    for row in rows:
        place = f"{row['reporter_iso3']}, {row['indicator']}, {row['partner']}, {row['product_group']}, {row['year']}"
        tariffs.setdefault(place, []).append(float(row["value"]))
    assert all(by_place[place] in values for place, values in tariffs.items())


def test_exchange_rates_gdp_and_population_are_there(found):
    measure = {
        "PA.NUS.FCRF": "exchange_rate", "NY.GDP.MKTP.CD": "gdp", "SP.POP.TOTL": "population",
        "BX.KLT.DINV.CD.WD": "fdi_inflow_bop",
    }  # fmt: skip
    by_key = {}
    for (name, reporter, *_, end, _unit), rows in found.items():
        by_key.setdefault((name, reporter, end[:4]), []).extend(rows)
    for row in facts("wdi_context_khm_jpn.csv"):
        rows = by_key[measure[row["indicator_code"]], row["iso3"], row["year"]]
        assert any(r["amount"] == pytest.approx(float(row["value"]), abs=1e-5) for r in rows), row
