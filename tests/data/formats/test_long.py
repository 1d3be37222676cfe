"""Layouts of columns and meanings alone, written after the publishers' own headings; the figures are made up."""

from __future__ import annotations

import json

from every_row import every_row

from cjtrade_data.formats.long import layouts
from cjtrade_data.formats.vocabulary import publishers
from cjtrade_data.model.observation import DATASETS

ATLAS = (
    "country_id,country_iso3_code,partner_country_id,partner_iso3_code,product_id,product_hs92_code,year,export_value,import_value\n"
    "764,THA,392,JPN,650,8703,2021,1200,340\n764,THA,392,JPN,651,financial,2021,9,\n"
)
ATLAS_PAIRS = "country_id,country_iso3_code,partner_country_id,partner_iso3_code,year,export_value,import_value\n764,THA,392,JPN,2021,5000,6000\n"
OEC = "year\torigin\tdest\ths92\texport_val\timport_val\n2019\ttha\tjpn\t010119\t777.5\tNULL\n"
OEC_API = json.dumps(
    {
        "data": [
            {
                "HS4 ID": 178703,
                "HS4": "Cars",
                "Exporter Country ID": "astha",
                "Exporter Country": "Thailand",
                "Importer Country ID": "asjpn",
                "Importer Country": "Japan",
                "Year": 2020,
                "Trade Value": 812.25,
            }
        ]
    }
)
FAOSTAT = (
    "Reporter Country Code,Reporter Country Code (M49),Reporter Countries,Partner Country Code,Partner Country Code (M49),"
    "Partner Countries,Item Code,Item Code (CPC),Item,Element Code,Element,Year Code,Year,Unit,Value,Flag\n"
    "216,'764,Thailand,110,'392,Japan,27,'0113,Rice,5922,Export Value,2020,2020,1000 USD,410,A\n"
    "216,'764,Thailand,110,'392,Japan,27,'0113,Rice,5910,Export Quantity,2020,2020,t,99,A\n"
)
WTO = (
    '"Indicator Category","Indicator Code","Indicator","Reporting Economy Code","Reporting Economy ISO3A Code","Reporting Economy",'
    '"Partner Economy Code","Partner Economy ISO3A Code","Partner Economy","Product/Sector Classification Code",'
    '"Product/Sector Classification","Product/Sector Code","Product/Sector","Period Code","Period","Frequency Code","Frequency",'
    '"Unit Code","Unit","Year","Value Flag Code","Value Flag","Text Value","Value"\n'
    '"M","ITS_MTV_AX","Merchandise exports by product group","764","THA","Thailand","000","","World","SITC3","x","TO",'
    '"Total merchandise","A","Annual","A","Annual","USM","Million US dollar","2021","","","","271.5"\n'
    '"M","ITS_MTV_AX","Merchandise exports by product group","764","THA","Thailand","000","","World","SITC3","x","AG",'
    '"Agricultural products","A","Annual","A","Annual","USM","Million US dollar","2021","","","","48"\n'
    '"S","ITS_CS_AX","Commercial services exports","764","THA","Thailand","000","","World","","","S","Services","A","Annual","A",'
    '"Annual","USM","Million US dollar","2021","","","","24"\n'
)
UNCTAD = (
    "Year,Economy,Economy Label,Partner,Partner Label,Product,Product Label,Flow,Flow Label,US$ at current prices in thousands,"
    "US$ at current prices in thousands Footnote,US$ at current prices in thousands Missing value\n"
    '2021,"0764","Thailand","0392","Japan","O_TOT","TOTAL ALL PRODUCTS","01","Imports",355.125,,\n'
    '2021,"0764","Thailand","5200","Northern America","O_TOT","TOTAL ALL PRODUCTS","01","Imports",21,,\n'
)
GRAVITY = (
    "year,country_id_o,country_id_d,iso3_o,iso3_d,dist,tradeflow_comtrade_o,tradeflow_comtrade_d,tradeflow_baci\n"
    "2019,THA,JPN,THA,JPN,4612,24.5,NA,25.5\n2019,JPN,THA,JPN,THA,4612,,30,\n"
)
OPEN = (
    "year,reporter_iso,partner_iso,commodity_code,trade_value_usd_exp,trade_value_usd_imp\n2018,tha,jpn,870321,15,16\n"
)
CENSUS = json.dumps(
    [
        ["E_COMMODITY", "CTY_CODE", "CTY_NAME", "ALL_VAL_MO", "ALL_VAL_YR", "time"],
        ["8703", "5880", "JAPAN", "120", "340", "2023-03"],
        ["8703", "0003", "EUROPEAN UNION", "1", "2", "2023-03"],
        ["-", "-", "TOTAL FOR ALL COUNTRIES", "900", "2700", "2023-03"],
    ]
)


@every_row(
    "content,name,wanted",
    [
        (
            ATLAS,
            "a.csv",
            {
                ("exports", "THA", "JPN", "HS:8703", "2021-12", 1200.0),
                ("imports", "THA", "JPN", "HS:8703", "2021-12", 340.0),
            },
        ),
        (
            ATLAS_PAIRS,
            "a.csv",
            {("exports", "THA", "JPN", "", "2021-12", 5000.0), ("imports", "THA", "JPN", "", "2021-12", 6000.0)},
        ),
        (OEC, "o.tsv", {("exports", "THA", "JPN", "HS:010119", "2019-12", 777.5)}),
        (OEC_API, "o.json", {("exports", "THA", "JPN", "HS:8703", "2020-12", 812.25)}),
        (FAOSTAT, "f.csv", {("exports", "THA", "JPN", "FAO:27", "2020-12", 410000.0)}),
        (
            WTO,
            "w.csv",
            {("exports", "THA", "WLD", "", "2021-12", 271.5e6), ("exports", "THA", "WLD", "WTO:AG", "2021-12", 48e6)},
        ),
        (UNCTAD, "u.csv", {("imports", "THA", "JPN", "", "2021-12", 355125.0)}),
        (
            GRAVITY,
            "g.csv",
            {
                ("exports", "THA", "JPN", "", "2019-12", 24500.0),
                ("exports", "THA", "JPN", "", "2019-12", 25500.0),
                ("imports", "THA", "JPN", "", "2019-12", 30000.0),
            },
        ),
        *(
            (
                text,
                "t.csv",
                {
                    ("exports", "THA", "JPN", "HS:870321", "2018-12", 15.0),
                    ("imports", "THA", "JPN", "HS:870321", "2018-12", 16.0),
                },
            )
            for text in (
                OPEN,
                OPEN.replace("trade_value_usd_exp", "export_value_usd").replace(
                    "trade_value_usd_imp", "import_value_usd"
                ),
            )
        ),
        (
            CENSUS,
            "c.json",
            {
                ("exports", "USA", "JPN", "HS:8703", "2023-03", 120.0),
                ("exports", "USA", "JPN", "HS:8703", "2023-03", 340.0),
                ("exports", "USA", "WLD", "", "2023-03", 900.0),
                ("exports", "USA", "WLD", "", "2023-03", 2700.0),
            },
        ),
    ],
)
def test_each_layout_is_read_as_its_headings_mean(given, content, name, wanted):
    frame, report = given(content, name)
    assert set(frame.select("measure", "reporter", "partner", "product", "period_end", "value").rows()) == wanted
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
    frame, _ = given(WTO.replace('"2021","","","","271.5"', '"2021","E","Estimate","","271.5"'))
    assert dict(zip(frame["product"], frame["status"], strict=True)) == {"": "estimated", "WTO:AG": "reported"}


def test_months_to_date_begin_in_january(given):
    frame, _ = given(CENSUS, "c.json")
    assert sorted(frame.filter(frame["product"] != "").select("period_start", "value").rows()) == [
        ("2023-01", 340.0),
        ("2023-03", 120.0),
    ]


def test_whose_figures_gravity_repeats_is_kept_apart(given):
    frame, _ = given(GRAVITY)
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
    frame, _ = given(OPEN.replace("commodity_code", "section_code,commodity_code").replace("870321", "17,870321"))
    assert set(frame["product"]) == {"HS:870321"}
