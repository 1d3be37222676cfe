"""Files as the publishers lay them out, with numbers of our own, against counts and sums made by the standard library alone."""

import csv
import json
from decimal import Decimal

import polars as pl
import pytest
from every_row import rows_of

YEARS = [str(year) for year in range(1950, 2030)]


def total(frame, *where):
    """The sum in whole cents, without the error of adding floats in another order."""
    return sum(Decimal(str(value)) for value in frame.filter(*where)["value"])


def test_baci_written_by_r(sample, load):
    path = sample("BACI_HS92_Y2021_V202301_by_R.csv")
    rows = rows_of(path)
    frame, report = load(path)
    assert report.imported == len(rows) == report.read
    assert total(frame) == sum(Decimal(row["v"]) for row in rows) * 1000
    quantities = [Decimal(row["q"].strip()) for row in rows if row["q"].strip() != "NA"]
    assert frame["quantity"].drop_nulls().len() == len(quantities)
    assert sum(Decimal(str(q)) for q in frame["quantity"].drop_nulls()) == sum(quantities)
    assert frame["product"].str.contains(r"^HS:\d{6}$").all()
    assert frame["product"].n_unique() == len({row["k"].zfill(6) for row in rows})
    assert report.editions == {"V202301"}
    assert set(frame["classification"]) == {"HS92"}
    assert report.reporters == {"KHM", "JPN"}


def test_a_dictionary_of_baci_is_recognised_and_skipped(sample, load):
    path = sample("product_codes_HS22_V202501.csv")
    _, report = load(path)
    assert (report.imported, report.rejected) == (0, 0)
    assert report.findings[0].title == "a list of codes and their names, which holds no figures"
    assert report.skipped == {"an entry of a dictionary": len(rows_of(path))}


def test_comtrade_before_2023(sample, load):
    path = sample("comtrade_35_columns.csv")
    rows = rows_of(path)
    frame, report = load(path)
    assert report.imported == len(rows)
    assert total(frame) == sum(Decimal(row["Trade Value (US$)"]) for row in rows)
    for year in ("2018", "2019"):
        there = [Decimal(row["Trade Value (US$)"]) for row in rows if row["Year"] == year]
        assert total(frame, pl.col("period_end") == f"{year}-12") == sum(there)
    codes = [row["Commodity Code"] for row in rows]
    assert frame.sort("line")["product"].to_list() == [f"HS:{code}" for code in codes]
    weights = [row["Netweight (kg)"] for row in rows if row["Netweight (kg)"]]
    assert frame["net_weight"].drop_nulls().len() == len(weights)
    assert set(frame["valuation"]) == {"FOB"}
    assert set(frame["classification"]) == {"HS17"}


def test_comtrade_of_today(sample, load):
    path = sample("comtrade_47_fields.json")
    records = json.loads(path.read_text())["data"]
    frame, report = load(path)
    assert report.imported == len(records) == 4
    assert frame.sort("line")["value"].to_list() == [r["primaryValue"] for r in records]
    assert frame.sort("line")["partner"].to_list() == [r["partnerISO"] for r in records]
    assert set(frame.filter(pl.col("measure") == "imports")["valuation"]) == {"CIF"}
    assert set(frame["product"]) == {""}
    assert set(frame["period_start"]) == {"2023-01"}


@pytest.mark.parametrize(
    ("name", "edition"),
    [("wits_country_summary_1988-2019.CSV", "1988-2019"), ("wits_country_summary_1988-2018.CSV", "1988-2018")],
)
def test_wits_country_summary(sample, load, name, edition):
    path = sample(name)
    rows = rows_of(path)
    printed = [
        (row["Indicator"], year, Decimal(row[year].strip()))
        for row in rows
        for year in YEARS
        if (row.get(year) or "").strip()
    ]
    frame, report = load(path)
    assert report.imported == len(printed)
    assert report.rejected == 0
    assert report.editions == {edition}
    millions = [value for text, _, value in printed if "US$ Mil" in text]
    assert total(frame, pl.col("scale") == "million") == sum(millions) * 10**6
    percents = [value for text, _, value in printed if "%" in text]
    assert total(frame, pl.col("unit") == "percent") == sum(percents)
    counts = [value for text, _, value in printed if text.startswith("No.")]
    assert total(frame, pl.col("unit") == "count") == sum(counts)
    assert not frame["measure"].str.starts_with("WITS:").any()


def test_the_two_vintages_of_wits_differ_where_the_world_bank_revised(sample, load):
    gdp = {}
    for name in ("wits_country_summary_1988-2019.CSV", "wits_country_summary_1988-2018.CSV"):
        frame, report = load(sample(name))
        at = frame.filter(pl.col("measure") == "gdp", pl.col("period_end") == "2016-12")
        gdp[next(iter(report.editions))] = at["value"].item()
    assert gdp == {"1988-2019": 20_100_250_000.0, "1988-2018": 20_250_750_000.0}


def test_no_key_is_twice_in_a_sample(sample, load):
    from cjtrade_data.model.observation import KEY

    for name in (
        "wits_country_summary_1988-2019.CSV",
        "comtrade_35_columns.csv",
        "wdi_databank_2011-2022.csv",
        "BACI_HS92_Y2021_V202301_by_R.csv",
    ):
        frame, _ = load(sample(name))
        assert frame.select(KEY).is_duplicated().sum() == 0, name


def test_wdi_databank(sample, load):
    path = sample("wdi_databank_2011-2022.csv")
    years = {f"{year} [YR{year}]": str(year) for year in range(2011, 2023)}
    rows = [row for row in rows_of(path) if row["Country Code"]]
    printed = [(row, years[name], row[name]) for row in rows for name in years if row[name] not in ("..", "")]
    frame, report = load(path)
    assert report.imported == len(printed)
    assert report.editions == {"2025-01-28"}
    gdp = [float(text) for row, _, text in printed if row["Series Code"] == "NY.GDP.MKTP.CD"]
    assert sorted(frame.filter(pl.col("measure") == "gdp")["value"]) == sorted(gdp)
    khm = [
        t
        for row, y, t in printed
        if row["Country Code"] == "KHM" and row["Series Code"] == "SP.POP.GROW" and y == "2015"
    ]
    here = frame.filter(
        pl.col("reporter") == "KHM", pl.col("measure") == "WDI:SP.POP.GROW", pl.col("period_end") == "2015-12"
    )
    assert here["value"].to_list() == [float(khm[0])]


def test_wdi_bulk(sample, load):
    path = sample("wdi_bulk_API_NY.GDP.DEFL.ZS.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines, skipinitialspace=True)
    printed = [float(row[i]) for row in rows for i, name in enumerate(header) if name.isdigit() and row[i]]
    frame, report = load(path)
    assert report.imported == len(printed)
    assert report.read == len(rows) * sum(name.isdigit() for name in header)
    assert sorted(frame["value"]) == sorted(printed)
    assert set(frame["unit"]) == {"index"}
    assert frame.filter(pl.col("reporter") == "WLD")["aggregate"].all()
    assert not frame.filter(pl.col("reporter") == "KHM")["aggregate"].any()


def test_imf_sdmx_json(sample, load):
    path = sample("imf_sdmx_json_2.json")
    series = json.loads(path.read_text())["data"]["dataSets"][0]["series"]["0:0:0"]["observations"]
    frame, report = load(path)
    assert report.imported == len(series)
    assert frame.sort("line")["value"].to_list() == [float(o[0]) for o in series.values()]
    assert frame.sort("line")["period_start"][0] == "1976-01"
    assert set(frame["unit"]) == {"percent"}
    assert set(frame["source"]) == {"IMF.WHD:WHDREO(5.0.0)"}
    assert frame["aggregate"].all()
