"""Tables that people make themselves: what is said in a heading or above is read, what is not is refused and never guessed."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
import xlsxwriter
from every_row import every_row

from cjtrade_data.formats.rows import FormatError


def told(frame):
    columns = ("reporter", "partner", "measure", "product", "period_start", "period_end", "value", "unit", "valuation")
    return [" ".join(str(cell) for cell in row if cell != "") for row in frame.select(columns).iter_rows()]


JAPANESE = "報告国：カンボジア\n単位：百万ドル\n相手国,2022年,,2023年,\n,輸出,輸入,輸出,輸入\n日本,1173,775,1170,n.a.\n合計,2413,1,2,3\n出所：税関\n"
RUNNING = [("JPN", 2022, 5), ("VNM", 2022, 7), ("JPN", 2023, 6), ("VNM", 2023, 8)]
VALUED = [("exports", 5, "FOB"), ("imports", 6, "CIF")]
READ = {
    "Japanese, two rows of headings, a total and a source": (
        JAPANESE,
        [
            "KHM JPN exports 2022-01 2022-12 1173000000.0 USD",
            "KHM JPN imports 2022-01 2022-12 775000000.0 USD",
            "KHM JPN exports 2023-01 2023-12 1170000000.0 USD",
        ],
    ),
    "Japanese, yen and a month": (
        "報告国,相手国,年月,輸出入,金額（千円）,備考\n日本,カンボジア,2023年1月,輸出,5123,確報\n",
        ["JPN KHM exports 2023-01 2023-01 5123000.0 JPY"],
    ),
    "partners as columns under a title": (
        "Cambodia's exports (USD million),,\nYear,Japan,China\n2022,1173,1240\n",
        [f"KHM {p} exports 2022-01 2022-12 {v}000000.0 USD" for p, v in (("JPN", 1173), ("CHN", 1240))],
    ),
    "months as columns": (
        "Reporter,Partner,Flow,Unit,Jan-24,Feb-24\nCambodia,Japan,Import,USD million,42,46\n",
        [f"KHM JPN imports 2024-0{m} 2024-0{m} {v}000000.0 USD" for m, v in ((1, 42), (2, 46))],
    ),
    "a title with both sides, months in rows": (
        "Japan imports from Cambodia (JPY million)\nMonth,Value\n2024-01,21\n",
        ["JPN KHM imports 2024-01 2024-01 21000000.0 JPY"],
    ),
    "months to date, a quarter, HS codes": (
        "Reporter,Partner,Period,HS,Flow,Value (USD)\nCambodia,Japan,Jan-Feb 2024,61,X,5\nKHM,JPN,2024 Q1,Total,X,7\n",
        ["KHM JPN exports HS:61 2024-01 2024-02 5.0 USD", "KHM JPN exports 2024-01 2024-03 7.0 USD"],
    ),
    "French and a decimal comma": (
        "Année;Pays déclarant;Partenaire;Flux;Valeur (millions USD)\n2022;Cambodge;Japon;Exportations;1.173,5\n",
        ["KHM JPN exports 2022-01 2022-12 1173500000.0 USD"],
    ),
    "balance and total": (
        "Year,Reporter,Partner,Total trade (USD mn),Balance (USD mn)\n2021,Cambodia,Thailand,5,-2\n",
        ["KHM THA total_trade 2021-01 2021-12 5000000.0 USD", "KHM THA trade_balance 2021-01 2021-12 -2000000.0 USD"],
    ),
    "a blank heading above countries, another valuation": (
        "Cambodia's total exports in 2021-2022, USD million\n,2021,2022\nJapan,1093,1173\nTotal,5,6\n",
        [f"KHM JPN exports {y}-01 {y}-12 {v}000000.0 USD" for y, v in ((2021, 1093), (2022, 1173))],
    ),
    "flows in rows, a valuation in the heading": (
        "Cambodia-Japan trade\nReporter: Cambodia\nPartner: Japan\nFlow,2021 CIF (USD),2022 CIF (USD)\nExports,5,n.a.\n",
        ["KHM JPN exports 2021-01 2021-12 5.0 USD CIF"],
    ),
    "valuations with full stops": (
        "Reporter,Partner,Year,Exports (USD f.o.b.),Imports (c.i.f. USD)\nKHM,JPN,2022,5,6\n",
        [f"KHM JPN {flow} 2022-01 2022-12 {v}.0 USD {valued}" for flow, v, valued in VALUED],
    ),
    "flows with units in rows": (
        "Reporter,Partner,Year,Indicator,Value\nKHM,JPN,2022,Exports (USD million),5\nKHM,JPN,2022,Growth (%),7\n",
        ["KHM JPN exports 2022-01 2022-12 5000000.0 USD"],
    ),
    "months beside a year, their sum": (
        "Trade of Cambodia\nPartner: Japan\nYear,Flow,Unit,Jan,Sept.,Total\n2024,Exports,USD,5,6,11\n",
        [f"KHM JPN exports 2024-0{m} 2024-0{m} {v}.0 USD" for m, v in ((1, 5), (9, 6))],
    ),
    "a month beside a year, whose unit is one of WITS": (
        "Reporter,Partner,Month,Year,Flow,Value (1000 USD)\nCambodia,Japan,Jan,2024,Export,5\nCambodia,Japan,02,2024,Export,6\n",
        [f"KHM JPN exports 2024-0{m} 2024-0{m} {v}000.0 USD" for m, v in ((1, 5), (2, 6))],
    ),
    "thousands without the words of WITS": (
        "Reporter,Partner,Year,Flow,Value (1000 USD)\nJapan,Cambodia,2022,Imports,1939000\n",
        ["JPN KHM imports 2022-01 2022-12 1939000000.0 USD"],
    ),
    "a running number, and the total in its column": (
        "Exports of Cambodia (USD million)\nNo.,Country,2022,2023\n1,Japan,5,6\n2,Vietnam,7,8\nTotal,,12,14\n",
        [f"KHM {to} exports {y}-01 {y}-12 {v}000000.0 USD" for to, y, v in RUNNING],
    ),
    "periods among the words of headings": (
        "Exports by country of Viet Nam\nCountry,Exports in Jan 2024 (USD),Exports Jan-Mar 2024 (USD)\nJapan,5,16\n",
        [f"VNM JPN exports 2024-01 2024-0{m} {v}.0 USD" for m, v in ((1, 5), (3, 16))],
    ),
    "a table of JETRO, in which money and in which unit of it": (
        "日本の国・地域別貿易（ドル建て）\n(単位：1,000ドル、％)\n国・地域名,輸出,,輸入,\n,2022年,2023年,2022年,2023年\n"
        "カンボジア,5,6,7,8\n合計,50,60,70,80\n",
        [
            f"JPN KHM {flow}ports {2022 + i % 2}-01 {2022 + i % 2}-12 {5 + i}000.0 USD"
            for i, flow in enumerate(["ex", "ex", "im", "im"])
        ],
    ),
    "a table of JETRO in English": (
        "Japan's International Trade in Goods (Yearly)\n(Unit: US$ thousand)\nCountry,Exports,,Imports,\n,2022,Change (%),2022,Change (%)\n"
        "Cambodia,5,13.4,6,10.8\nTotal,50,1,60,1\n",
        ["JPN KHM exports 2022-01 2022-12 5000.0 USD", "JPN KHM imports 2022-01 2022-12 6000.0 USD"],
    ),
    "millions by their letter": (
        "Reporter,Partner,Year,Exports (USD m)\nCambodia,Japan,2022,1173\n",
        ["KHM JPN exports 2022-01 2022-12 1173000000.0 USD"],
    ),
    "a Japanese title by country, its unit in a cell of its own": (
        '"日本の国別輸出入額","単位:千円"\n年月,国名,輸出,輸入\n2023/01,カンボジア,5,6\n',
        ["JPN KHM exports 2023-01 2023-01 5000.0 JPY", "JPN KHM imports 2023-01 2023-01 6000.0 JPY"],
    ),
    "OEC, names alone": (
        "Trade Value,Year,Exporter Country,Importer Country,HS4 ID,HS4\n12,2022,Cambodia,Japan,116110,Sweaters\n",
        ["KHM JPN exports HS:6110 2022-01 2022-12 12.0 USD reconciled"],
    ),
}


@every_row(("content", "wanted"), READ.values(), ids=READ)
def test_what_is_said_is_read(given, content, wanted):
    assert told(given(content)[0]) == wanted


@every_row(
    ("content", "said"),
    [
        (
            "年,国,輸出額(百万円)\n2021,カンボジア,5\n",
            "line 1 does not say whose trade it is; name the column '国' Reporter",
        ),
        ("Cambodia exports (USD)\nYear,Exports\n2022,5\n", "line 2 does not say with whom the trade is"),
        ("Year,Reporter,Partner,Exports\n2022,KHM,JPN,5\n", "does not say in which unit"),
        (
            "Garment exports of Cambodia\n" + READ["months as columns"][0],
            "'Garment exports of Cambodia' beside its rows",
        ),
        ("Cambodia exports (garments), USD\nYear,Japan\n2022,5\n2023,6\n", "which may narrow them"),
        (READ["months as columns"][0] + "Note: garments only\n", "'Note: garments only' beside its rows"),
        (
            "Reporter,Partner,Year,Exports (USD)\nKHM,JPN,2022,5\nNote: values in thousands of USD\n",
            "says two things of its unit: that of 'Exports (USD)'",
        ),
        ("Cambodia exports, 100 million yen\nYear,Japan\n2022,5\n", "does not say in which unit"),
        ("単位：億円\n報告国,相手国,年,輸出額\n日本,カンボジア,2022,672\n", "does not say in which unit"),
        ("Year,Reporter,Partner,Value (USD)\n2022,KHM,JPN,5\n", "does not say which flow it is"),
        ("Reporter,Partner,Year,Item,Exports (USD)\nKHM,JPN,2022,Rice,5\n", "'Item' that is not known"),
        ("Reporter,Partner,Year,Quarter,Exports (USD)\nKHM,JPN,2022,1,5\n", "'Quarter' that is not known"),
        (
            "Reporter,Partner,Year,Stat_Procedure,Exports (USD)\nKHM,JPN,2022,1,5\n",
            "'Stat_Procedure' that is not known",
        ),
        (
            "報告国,相手国,年,輸出額(億円)\n日本,カンボジア,2022,672\n",
            "line 1 it is not known what '輸出額(億円)' may be",
        ),
        ("報告国,相手国,年度,輸出額(円)\n日本,カンボジア,2022年度,672\n", "it is not known what '年度' may be"),
        (
            "Unit: USD\nUnit: JPY million\n" + READ["months as columns"][0],
            "says two things of its unit above the table",
        ),
    ],
)
def test_what_is_not_said_is_refused_in_one_line(given, content, said):
    with pytest.raises(FormatError) as refused:
        given(content)
    assert said in str(refused.value)


@every_row(
    "content",
    [
        "Reporter,Partner,Year,Flow,HS,Value (USD)\nKHM,JPN,2022,X,{},5\n",
        "reporterCode,partnerCode,flowCode,period,cmdCode,classificationCode,primaryValue\n116,392,X,2022,{},H6,5\n",
        "hs92,origin,dest,year,export_val\n{},khm,jpn,2022,5\n",
        "year,reporter_iso,partner_iso,commodity_code,trade_value_usd_exp\n2022,khm,jpn,{},5\n",
    ],
)
def test_where_products_stand_a_cell_without_one_is_not_all_goods(given, content):
    assert given(content.format("640399"))[0]["product"].to_list() == ["HS:640399"]
    assert given(content.format(""))[1].rejections[0].reason == "is not a code of its classification"


def test_what_is_not_read_is_counted_and_said(given):
    frame, report = given(
        "Reporter,Partner,Year,Exports (USD mn),Growth (%),Balance\n"
        "Cambodia,Japan,2022,1173,7.26,398\nCambodia,Total,2022,22483,,1\nCambodia,Japan,FY2023,5,,\n"
    )
    assert told(frame) == ["KHM JPN exports 2022-01 2022-12 1173000000.0 USD"]
    assert {reason.partition(",")[0]: n for reason, n in report.skipped.items()} == {
        "a column that is not read: 'Growth (%)'": 1,
        "a column that is not read: 'Balance'": 2,
        "a total of rows": 1,
    }
    assert [(r.line, r.value.strip(), r.reason) for r in report.rejections] == [
        (4, "FY2023", "is not a period of months")
    ]


@every_row(
    ("days", "periods"),
    [
        ((datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)), ["2024-01", "2024-02"]),
        (("2022", "2023"), ["2022-12", "2023-12"]),
    ],
)
@pytest.mark.slow
def test_months_of_a_spreadsheet_are_its_first_days(tmp_path, load, days, periods):
    first, second = map(str, days)
    rows = {"Reporter": ["KHM"], "Partner": ["JPN"], "Flow": ["X"], "Unit": ["USD"], first: ["5"], second: ["6"]}
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    assert load(tmp_path / "a.parquet")[0]["period_end"].to_list() == periods


def test_the_last_columns_of_merged_headings_in_a_workbook_are_read(tmp_path, load):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("表1")
        sheet.write_row(0, 0, ["カンボジアの主要国・地域別輸出入", "", "", "(単位:100万ドル)"])
        sheet.merge_range(1, 0, 2, 0, "国・地域")
        sheet.merge_range(1, 1, 1, 2, "輸出(FOB)")
        sheet.merge_range(1, 3, 1, 4, "輸入(CIF)")
        sheet.write_row(2, 1, ["2022年", "2023年", "2022年", "2023年"])
        sheet.write_row(3, 0, ["日本", 1173, 1170, 775, 624])
    wanted = (("exports", 2022, 1173, "FOB"), ("exports", 2023, 1170, "FOB"))
    wanted += (("imports", 2022, 775, "CIF"), ("imports", 2023, 624, "CIF"))
    assert told(load(tmp_path / "a.xlsx")[0]) == [
        f"KHM JPN {flow} {y}-01 {y}-12 {v}000000.0 USD {valued}" for flow, y, v, valued in wanted
    ]
