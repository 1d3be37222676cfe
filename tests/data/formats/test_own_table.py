"""Tables that people make themselves: what is said in a heading or above is read, what is not is refused and never guessed."""

import datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from every_row import every_row, rows_of

from cjtrade_data.formats import FormatError, read


def told(frame):
    columns = ("reporter", "partner", "measure", "product", "period_start", "period_end", "value", "unit", "valuation")
    return [" ".join(str(cell) for cell in row if cell != "") for row in frame.select(columns).iter_rows()]


ROWS = [
    (row["case"], row["content"].replace("\\n", "\n"), row)
    for row in rows_of(Path(__file__).with_name("own_tables.csv"))
]
"""Tables (`\\n` ends a line), and the figures that are read of them or part of why they are refused."""


@every_row(("content", "row"), [(content, row) for _, content, row in ROWS], ids=[case for case, *_ in ROWS])
def test_what_is_said_is_read_and_what_is_not_is_refused_in_one_line(given, content, row):
    try:
        figures, refused = " / ".join(told(given(content)[0])), ""
    except FormatError as error:
        figures, refused = "", str(error)
    assert figures == row["reads"] and row["refused"] in refused and bool(row["refused"]) == bool(refused)
    assert "\n" not in refused


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


@pytest.mark.slow
def test_a_sheet_that_is_not_understood_is_left_out_for_its_reason(tmp_path, load):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, title in (("All", "Cambodia exports (USD)"), ("Part", "Garment exports of Cambodia (USD)")):
            for i, row in enumerate([[title], ["Partner", "2022", "2023"], ["Japan", 5, 6]]):
                book.get_worksheet_by_name(name) or book.add_worksheet(name)
                book.get_worksheet_by_name(name).write_row(i, 0, row)
    assert len(load(tmp_path / "a.xlsx")[0]) == 2
    assert "which may narrow them" in read(tmp_path / "a.xlsx").unread["Part"]


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
