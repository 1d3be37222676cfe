"""Layouts of columns and meanings alone, written after the publishers' own headings; the figures are made up."""

from pathlib import Path

import polars as pl
from every_row import every_row, rows_of

from cjtrade_data.formats.long import layouts
from cjtrade_data.formats.vocabulary import publishers
from cjtrade_data.model.observation import DATASETS

CASES = {row["case"]: row for row in rows_of(Path(__file__).with_name("layouts.csv"))}
"""A small file of each layout, its ends of lines and tabs written as `\\n` and `\\t`, and what is read of it."""


def content(case):
    return CASES[case]["content"].replace("\\n", "\n").replace("\\t", "\t")


@every_row("case", CASES)
def test_each_layout_is_read_as_its_headings_mean(given, case):
    frame, report = given(content(case), CASES[case]["file"])
    rows = (
        frame.select("measure", "reporter", "partner", "product", "period_end", "value").unique().sort(pl.all()).rows()
    )
    assert " / ".join(" ".join(map(str, row)) for row in rows) == CASES[case]["reads"]
    assert report.rejected == 0 and set(frame["unit"]) == {"USD"}


def test_years_of_the_wto_and_of_faostat_may_be_columns(given):
    frame, report = given(
        "Indicator,  Merchandise exports by product group \u2013 annual (Million US dollar),,,\n,,,,\n"
        "Reporting Economy,Product/Sector,Partner Economy,2020,2021\nThailand,SI3_AGG - TO - Total merchandise,World,231.5,\n"
        "Thailand,SI3_AGG - AG - Agricultural products,World,,48\nWorld,SI3_AGG - TO - Total merchandise,World,9,9\n"
    )
    assert set(frame.select("measure", "reporter", "partner", "product", "period_end", "value", "cell").rows()) == {
        ("exports", "THA", "WLD", "", "2020-12", 231.5e6, "2020"),
        ("exports", "THA", "WLD", "WTO:AG", "2021-12", 48e6, "2021"),
    }
    assert report.read == 6 and report.rejected == 0 and report.findings[0].title == "WTO Stats"
    frame, _ = given(
        "Reporter Country Code,Reporter Country Code (M49),Reporter Countries,Partner Country Code,Partner Country Code (M49),"
        "Partner Countries,Item Code,Item,Element Code,Element,Unit,Y2020,Y2020F,Y2021,Y2021F\n"
        "216,'764,Thailand,110,'392,Japan,27,Rice,5922,Export Value,1000 USD,410,A,420,E\n"
    )
    assert frame.sort("period_end").select("product", "period_end", "value", "status").rows() == [
        ("FAO:27", "2020-12", 410000.0, "reported"),
        ("FAO:27", "2021-12", 420000.0, "estimated"),
    ]


def test_months_of_the_census_are_columns_in_millions_and_a_year_not_over_is_no_year(given):
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC YR".split()
    head = ",".join(["year", "CTY_CODE", "CTYNAME", *(f"{flow}{month}" for flow in "IE" for month in months)])
    rows = [
        ("2021", "5550", "Cambodia", *["7"] * 12, "84", *["0"] * 12, "0"),
        ("2022", "5550", "Cambodia", "8.5", *["0"] * 11, "8.5", "0", *["0"] * 11, "0"),
        ("2022", "0003", "European Union", "9", *["0"] * 25),
        ("2022", "0015", '"World, Not Seasonally Adjusted"', "90.25", *["0"] * 25),
    ]
    frame, report = given("\n".join([head, *map(",".join, rows)]) + "\n")
    last = frame.filter(frame["period_end"] > "2021-11").sort("period_end", "measure", "partner", "period_start")
    assert last.select("measure", "reporter", "partner", "period_start", "period_end", "value", "cell").rows() == [
        ("exports", "USA", "KHM", "2021-01", "2021-12", 0.0, "EYR"),
        ("exports", "USA", "KHM", "2021-12", "2021-12", 0.0, "EDEC"),
        ("imports", "USA", "KHM", "2021-01", "2021-12", 84e6, "IYR"),
        ("imports", "USA", "KHM", "2021-12", "2021-12", 7e6, "IDEC"),
        ("exports", "USA", "KHM", "2022-01", "2022-01", 0.0, "EJAN"),
        ("exports", "USA", "WLD", "2022-01", "2022-01", 0.0, "EJAN"),
        ("imports", "USA", "KHM", "2022-01", "2022-01", 8.5e6, "IJAN"),
        ("imports", "USA", "WLD", "2022-01", "2022-01", 90.25e6, "IJAN"),
    ]
    assert report.skipped == {"a period that was not over": 48, "a group of economies of the publisher's own": 26}
    assert set(frame["valuation"]) == {""}


@every_row(
    ("indicator", "wanted", "skipped"),
    [
        ("Total merchandise exports - monthly", ("2020-02", 9e6, "reported"), None),
        ("Merchandise exports \u2013 preliminary annual estimates", ("2020-02", 9e6, "estimated"), None),
        ("Total merchandise exports, seasonally adjusted - monthly", None, "seasonally adjusted"),
        ("Merchandise export volume indices - quarterly", None, "not a value of exports or imports of goods"),
    ],
)
def test_what_an_indicator_of_the_wto_is_of(given, indicator, wanted, skipped):
    frame, report = given(
        f"Indicator,  {indicator} (Million US dollar),,,\n,,,,\nReporting Economy,Product/Sector,Partner Economy,Period,2020\n"
        "Albania,SI3_AGG - TO - Total merchandise,World,February,9\n"
    )
    assert (frame.select("period_end", "value", "status").rows() or [None])[0] == wanted
    assert set(report.skipped) == ({skipped} if skipped else set())


def test_a_value_that_the_wto_estimates_is_an_estimate(given):
    frame, _ = given(content("wto").replace('"2021","","","","271.5"', '"2021","E","Estimate","","271.5"'))
    assert dict(zip(frame["product"], frame["status"], strict=True)) == {"": "estimated", "WTO:AG": "reported"}


def test_months_to_date_begin_in_january(given):
    frame, _ = given(content("census"), "c.json")
    assert sorted(frame.filter(frame["product"] != "").select("period_start", "value").rows()) == [
        ("2023-01", 340.0),
        ("2023-03", 120.0),
    ]


def test_whose_figures_gravity_repeats_is_kept_apart(given):
    frame, _ = given(content("gravity"))
    assert set(frame["source"]) == {"UN Comtrade", "BACI"}


def test_every_layout_has_a_publisher():
    assert {layout.dataset for layout in layouts()} <= set(publishers()) & set(DATASETS) and set(publishers()) == set(
        DATASETS
    )


@every_row(
    "column,cell,reason",
    [
        ("Category Label", "Total services", "a part by category"),
        ("Section code", "11", "a part by section"),
        ("Port", "Haiphong", "a part by port"),
        ("Product code", "61", "a part by product in a column that is not known"),
        ("HS6", "610910", "a part by product in a column that is not known"),
        ("Series,Series Label", "2102,Total trade in services", "a part by series"),
        ("Series,Series Label", "01,Total", None),
        ("Quarter", "2", "a part of a period"),
        ("Product code", "TOTAL", None),
        ("Category Label", "Total", None),
        ("Footnote", "revised", None),
        ("Section,Section code", "Total,Total", None),
        ("Section,Section code", "Total,0000", None),
        ("Section,Section code", "Textiles,Total", "a part by section"),
    ],
)
def test_a_row_of_a_part_is_never_taken_for_all_goods(given, column, cell, reason):
    frame, report = given(
        f"Year,Economy,Economy Label,Partner,Partner Label,Flow Label,{column},US$ at current prices in millions\n"
        f"2021,704,Viet Nam,392,Japan,Exports,{cell},3500\n"
    )
    assert (frame.height, dict(report.skipped)) == ((0, {reason: 1}) if reason else (1, {}))


def test_the_section_beside_a_product_is_a_label(given):
    frame, _ = given(
        content("open").replace("commodity_code", "section_code,commodity_code").replace("870321", "17,870321")
    )
    assert set(frame["product"]) == {"HS:870321"}
