"""What each service is asked, and which of its answers are taken for one."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import COMTRADE, DIP, ER, IMTS, PAGE, SAMPLE, comtrade, imf, worldbank
from every_row import every_row

from cjtrade_data.remote import comtrade as un
from cjtrade_data.remote import imf as fund
from cjtrade_data.remote import refresh
from cjtrade_data.remote import worldbank as bank
from cjtrade_data.remote.request import Ask
from cjtrade_data.remote.service_errors import ServiceError

ASK = Ask(first=2022, last=2023)
KEYED = Ask(first=2010, last=2023, key="0123456789abcdef")


def checked(module, number, text, tmp_path, ask=ASK):
    path = tmp_path / "answer"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return module.check(module.requests(ask)[number], path)


def fault(module, number, text, tmp_path, ask=ASK):
    with pytest.raises(ServiceError) as caught:
        checked(module, number, text, tmp_path, ask)
    line = str(caught.value)
    assert line.startswith(f"{module.SERVICE.name}: ") and "\n" not in line and len(line) < 300
    return line


# What is asked, to the letter


def test_the_imf_is_asked_by_key_in_the_order_of_its_dimensions_and_from_a_time_on():
    base = "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA"
    assert [r.url for r in fund.requests(ASK)] == [
        f"{base}/IMTS/+/KHM+JPN.XG_FOB_USD+MG_CIF_USD.KHM+JPN+G001.M?c[TIME_PERIOD]=ge:2022-M01",
        f"{base}/ER/+/KHM+JPN.XDC_USD.PA_RT.A?c[TIME_PERIOD]=ge:2022",
        f"{base}/ER/+/KHM+JPN.XDC_USD.PA_RT.M?c[TIME_PERIOD]=ge:2022-M01",
        f"{base}/DIP/+/KHM+JPN.O+SCC.INWD_D_NETLA_FALL_ALL+OTWD_D_NETAL_FALL_ALL.KHM+JPN.A?c[TIME_PERIOD]=ge:2022",
    ]
    assert {r.accept for r in fund.requests(ASK)} == {"application/vnd.sdmx.data+csv;version=2.0.0"}


def test_the_imf_is_never_asked_with_an_empty_place_in_the_key():
    for request in fund.requests(ASK):
        assert all(request.url.partition("/+/")[2].partition("?")[0].split("."))


def test_the_comtrade_preview_is_asked_one_year_and_side_at_a_time_with_the_three_totals():
    urls = [r.url for r in un.requests(ASK)]
    rest = "&flowCode=X,M&cmdCode=TOTAL,AG2&partner2Code=0&customsCode=C00&motCode=0"
    assert urls == [
        f"https://comtradeapi.un.org/public/v1/preview/C/A/HS?reporterCode={a}&partnerCode={b}&period={year}{rest}"
        for year in (2023, 2022)
        for a, b in ((116, 392), (392, 116))
    ]
    assert not any(r.secret for r in un.requests(ASK))


def test_the_year_under_way_is_not_asked_for_before_it_is_over():
    year = datetime.now(UTC).year
    periods = [parse_qs(urlsplit(r.url).query)["period"] for r in un.requests(Ask(first=year - 1, last=year))]
    assert periods == [[str(year - 1)]] * 2 and un.requests(Ask(first=year, last=year)) == []


def test_a_key_opens_the_full_service_with_twelve_years_a_request():
    asked = un.requests(KEYED)
    assert [r.url.partition("&period=")[2].partition("&")[0].count(",") + 1 for r in asked] == [12, 12, 2, 2]
    assert all("/data/v1/get/C/A/HS?" in r.url and "AG6" in r.url for r in asked)
    assert asked[0].secret == (("Ocp-Apim-Subscription-Key", "0123456789abcdef"),)
    assert "0123456789abcdef" not in repr(asked) + repr(KEYED) + "".join(r.url for r in asked)


@every_row(("area", "number"), [("KHM", 116), ("JPN", 392), ("USA", 842), ("FRA", 251), ("CHE", 757)])
def test_areas_have_the_numbers_that_comtrade_uses_today(area, number):
    assert un.number_of(area) == number


def test_an_area_comtrade_does_not_have_is_refused_in_words():
    with pytest.raises(ValueError, match="UN Comtrade has no area 'QQQ'; write ISO 3166"):
        un.requests(Ask("QQQ", "JPN"))


def test_the_world_bank_is_asked_for_both_sides_at_once():
    assert [r.url for r in bank.requests(ASK)] == [
        f"https://api.worldbank.org/v2/country/KHM;JPN/indicator/{code}?format=json&per_page=1000&date=2022:2023"
        for code in ("NY.GDP.MKTP.CD", "SP.POP.TOTL", "NY.GDP.DEFL.ZS")
    ]


@pytest.mark.parametrize("code", list(refresh.ADAPTERS))
def test_another_address_takes_the_place_of_the_services_own(code):
    asked = refresh.ADAPTERS[code].requests(Ask(first=2022, last=2023, base="http://127.0.0.1:9"))
    assert asked and all(r.url.startswith("http://127.0.0.1:9/") for r in asked)


@every_row("base", ["http://api.example.org", "ftp://127.0.0.1", "127.0.0.1", "https://", "http://[", "file:///x"])
def test_an_address_that_is_neither_https_nor_this_machine_is_refused(base):
    with pytest.raises(ValueError, match="is not one of https"):
        refresh.base_for("imf", base)


def test_the_address_may_come_from_the_environment(monkeypatch):
    assert refresh.base_for("imf") == ""
    monkeypatch.setenv("CJTRADE_IMF_BASE", "https://example.org/sdmx/")
    assert refresh.base_for("imf") == "https://example.org/sdmx"
    assert refresh.base_for("imf", "http://localhost:80") == "http://localhost:80"


# Answers as the services document them


@pytest.mark.parametrize(("number", "text", "rows"), [(0, IMTS, 6), (1, ER, 3), (3, DIP, 3)])
def test_an_answer_of_the_imf_is_taken(number, text, rows, tmp_path):
    assert checked(fund, number, text, tmp_path).rows == rows


def test_an_imf_answer_without_series_is_told_as_such(tmp_path):
    header = IMTS.splitlines()[0]
    blank = "dataflow,IMF.STA:IMTS(1.0.0),R" + "," * (header.count(",") - 2)
    for text in ("", header, f"{header}\n{blank}\n"):
        found = checked(fund, 0, text, tmp_path)
        assert found.rows == 0 and "no series" in found.notes[0]


def test_the_preview_says_when_it_was_cut_off(tmp_path):
    rows = [{**COMTRADE, "cmdCode": f"{i:02}"} for i in range(500)]
    assert "the preview cut it off at 500 rows; a key gives all" in checked(un, 0, comtrade(rows), tmp_path).notes[0]
    assert checked(un, 0, comtrade(rows[:499]), tmp_path).notes == ()


def test_a_year_not_yet_published_is_told_as_such(tmp_path):
    for nothing in (comtrade([]), '{"elapsedTime": "0.1 secs", "count": 0, "data": null, "error": ""}'):
        assert checked(un, 0, nothing, tmp_path).notes == ("KHM with JPN, 2023: nothing published",)


def test_an_answer_of_comtrade_has_every_field_that_is_checked():
    answer = json.loads(SAMPLE.read_text("utf-8"))
    for row in answer["data"]:
        un.fields("UN Comtrade", row, un._ROW)
    assert set(answer) == {"elapsedTime", "count", "data", "error"}


def test_a_world_bank_page_has_its_vintage_and_names_the_pages_to_come(tmp_path):
    found = checked(bank, 0, worldbank(pages=3), tmp_path)
    assert found.vintage == "2026-10-07" and found.rows == 3
    assert [r.url.rpartition("&")[2] for r in found.follow] == ["page=2", "page=3"]
    path = tmp_path / "answer"
    assert bank.check(found.follow[0], path).follow == ()


def test_a_world_bank_answer_without_rows_is_told_as_such(tmp_path):
    text = '[{"page":0,"pages":0,"per_page":0,"total":0,"sourceid":null,"lastupdated":null},null]'
    assert checked(bank, 0, text, tmp_path).notes == ("GDP: nothing for these years",)


# Answers that are not


def test_a_world_bank_error_that_comes_as_200_is_told_in_its_words(tmp_path):
    text = '[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]'
    assert "GDP was refused: The provided parameter value is not valid; see to" in fault(bank, 0, text, tmp_path)


@every_row(
    "text",
    [
        "[{}]",
        "[[]]",
        '[{"message":[]}]',
        '[{"message":["x"]}]',
        "[]",
        "{}",
        "[1,2,3]",
        "3",
        '[{"page":1},[]]',
        '[{"page":1,"pages":1,"lastupdated":"x"},{}]',
        '[{"page":1,"pages":1,"lastupdated":3},[]]',
    ],
)
def test_a_world_bank_answer_of_another_shape_is_refused(text, tmp_path):
    assert "not what it used to be" in fault(bank, 0, text, tmp_path)


def test_a_world_bank_answer_about_something_else_is_refused(tmp_path):
    text = worldbank().replace("NY.GDP.MKTP.CD", "SP.POP.TOTL")
    assert "it is about SP.POP.TOTL, not NY.GDP.MKTP.CD" in fault(bank, 0, text, tmp_path)


def test_a_comtrade_error_is_told_in_its_words(tmp_path):
    text = json.dumps({"elapsedTime": "0", "count": 0, "data": [], "error": "Invalid period."})
    assert "was refused: Invalid period; see to" in fault(un, 0, text, tmp_path)


@every_row("name", sorted(un._ROW))
def test_a_comtrade_answer_that_lost_or_renamed_a_field_is_refused(name, tmp_path):
    row = {**COMTRADE}
    row[name.upper()] = row.pop(name)
    assert f"it has no '{name}'; update" in fault(un, 0, comtrade([row]), tmp_path)


@every_row(
    ("name", "value"),
    [
        ("primaryValue", "12"),
        ("primaryValue", True),
        ("period", 2023),
        ("refYear", None),
        ("isAggregate", "false"),
        ("cmdCode", 1),
    ],
)
def test_a_comtrade_field_of_another_type_is_refused(name, value, tmp_path):
    assert f"its '{name}' is {value!r}" in fault(un, 0, comtrade([{**COMTRADE, name: value}]), tmp_path)


@every_row(
    ("name", "value"),
    [
        ("partner2Code", 757),
        ("customsCode", "C04"),
        ("motCode", 1000),
        ("reporterCode", 392),
        ("partnerCode", 0),
        ("period", "2021"),
        ("refMonth", 1),
        ("flowCode", "RX"),
    ],
)
def test_a_comtrade_row_that_was_not_asked_for_is_refused(name, value, tmp_path):
    assert "not what it used to be: a row" in fault(un, 0, comtrade([COMTRADE, {**COMTRADE, name: value}]), tmp_path)


@every_row(
    "column", ["STRUCTURE_ID", "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE"]
)
def test_an_imf_answer_that_lost_or_renamed_a_column_is_refused(column, tmp_path):
    assert f"it has no column {column}; update" in fault(fund, 0, IMTS.replace(column, f"{column}_NEW", 1), tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [("IMF.STA:IMTS(", "IMF.STA:DIP("), (",KHM,XG", ",VNM,XG"), ("XG_FOB_USD", "TXG_FOB_USD"), (",M,2023", ",A,2023")],
)
def test_an_imf_answer_about_something_else_is_refused(old, new, tmp_path):
    assert "not what it used to be" in fault(fund, 0, IMTS.replace(old, new), tmp_path)


@every_row("value", ["NaN", "inf", "-Infinity", "1e999", "n/a", "1_000", "12,5"])
def test_an_imf_value_that_is_no_finite_number_is_refused(value, tmp_path):
    text = imf("IMTS", "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY", [f'KHM,XG_FOB_USD,JPN,M,2023-M01,"{value}"'])
    assert f"the answer holds '{value}'" in fault(fund, 0, text, tmp_path)


def test_an_imf_answer_cut_off_in_a_row_is_refused(tmp_path):
    assert "line 7 of the answer is cut off" in fault(fund, 0, IMTS[: IMTS.rindex(",6,USD") - 30], tmp_path)
    assert "is no CSV" in fault(fund, 0, IMTS.encode()[:-30] + b"\xff\xfe\xfa", tmp_path)


@every_row("module", [un, bank], ids=["comtrade", "worldbank"])
@every_row(
    ("text", "words"),
    [
        ('[{"page": 1', "no JSON, or only a part"),
        ("", "no JSON"),
        ("\xff\xfe", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ("<html></html>", "no JSON"),
        ('{"data": [NaN]}', "NaN where a number"),
        ('[{"a": -Infinity}]', "-Infinity where a number"),
        ('{"data": ' + "9" * 5000 + "}", "no JSON"),
    ],
)
def test_what_is_no_json_is_refused(module, text, words, tmp_path):
    assert words in fault(module, 0, text.encode("latin-1"), tmp_path)


def test_a_number_too_large_to_be_one_is_refused(tmp_path):
    assert "holds inf as 'value'" in fault(bank, 0, worldbank().replace("42335646895.66", "1e999"), tmp_path)
    text = comtrade([COMTRADE]).replace("1893012345.5", "1e999")
    assert "holds inf as 'primaryValue'" in fault(un, 0, text, tmp_path)


def test_pages_without_end_are_refused(tmp_path):
    assert "has 1,000,000 pages" in fault(bank, 0, worldbank(pages=1_000_000), tmp_path)


def test_a_page_is_of_the_documented_shape():
    assert set(PAGE) == {"page", "pages", "per_page", "total", "sourceid", "lastupdated"}
