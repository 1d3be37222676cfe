"""Layouts and cells as publishers and the programs in between write them, each seen in a real file; the figures are made up."""

import bz2
import json
import lzma
import tarfile
import zipfile

import polars as pl
import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError, read

_HEADING = (
    "typeCode freqCode refYear period reporterCode flowCode partnerCode partner2Code classificationCode cmdCode aggrLevel "
    "customsCode mosCode motCode netWgt primaryValue"
)
ROW = dict(zip(_HEADING.split(), "C A 2022 2022 764 X 392 0 H6 640399 6 C00 0 0 12.5 8100".split(), strict=True))


def csv_of(changes):
    return "\n".join(",".join(row) for row in (ROW, (ROW | changes).values())) + "\n"


def told(frame, *columns):
    return frame.sort("line", "measure").select(columns).rows()


def test_comtrade_of_the_2010s_with_codes_alone(given):
    frame, _ = given(
        "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,"
        'Supplementary Quantity,Netweight (kg),Value,Estimation Code\n2011,764,2,392,"H3","400122",8,50,50,7700,0\n'
    )
    assert told(frame, "measure", "reporter", "partner", "product", "value", "quantity") == [
        ("exports", "THA", "JPN", "HS:400122", 7700.0, 50.0)
    ]


def test_the_layout_of_undata_is_read_without_its_footnotes(given):
    frame, report = given(
        '"Country or Area","Year","Comm. Code","Commodity","Flow","Trade (USD)","Weight (kg)","Quantity Name","Quantity"\n'
        '"Cambodia","2015","010110","Horses","Import","2500","100","Number of items","3"\n'
        '"footnoteSeqID","Footnote"\n"1","Estimated"\n'
    )
    assert told(frame, "reporter", "partner", "measure", "value") == [("KHM", "WLD", "imports", 2500.0)]
    assert report.skipped["a remark below the data"] == 2


def test_undata_without_codes_has_its_totals_and_no_product_by_a_name(given):
    frame, report = given(
        '"Country or Area","Year","Commodity","Flow","Trade (USD)","Weight (kg)","Quantity Name","Quantity"\n'
        '"Cambodia","2015","ALL COMMODITIES","Import","77000","","No Quantity",""\n'
        '"Cambodia","2015","Fish; live, ornamental","Import","2500","100","Weight in kilograms","100"\n'
    )
    assert told(frame, "measure", "reporter", "partner", "product", "value") == [("imports", "KHM", "WLD", "", 77000.0)]
    assert report.findings[0].title == "UN Comtrade through UNdata"
    assert [(r.column, r.value) for r in report.rejections] == [("Commodity", "Fish; live, ornamental")]


def test_a_wits_partner_sheet_made_without_a_product_group_is_of_all_products(given):
    frame, _ = given(
        "Reporter Name,Partner Name,Year,Trade Flow,No Of imported HS6 digit Products,Import (US$ Thousand),"
        "Import Partner Share (%)\nThailand, World,2021,Import,4200,266881.5,100\nThailand,Japan,2021,Import,3100,35612.25,13.3\n"
    )
    flows = frame.filter(pl.col("measure") == "imports")
    assert told(flows, "partner", "product", "value") == [("WLD", "", 266881500.0), ("JPN", "", 35612250.0)]


def test_a_wits_time_series_has_the_series_of_wdi_by_their_names(given):
    frame, report = given(
        "Country Name,Indicator Name,2020,2021\nThailand,GDP (current US$),500457000000,\n"
        "Thailand,Imports of goods and services (% of GDP),46.3,54.1\nThailand,Made-up index,1,2\n"
    )
    assert set(frame["measure"]) == {"gdp", "WDI:NE.IMP.GNFS.ZS", "WDI:Made-up index"} and report.rejected == 0


def test_a_panel_of_the_imf_has_indicators_as_columns(given):
    frame, _ = given(
        '"Country Name","Country Code","Counterpart Country Name","Counterpart Country Code","Time Period",'
        '"Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)",'
        '"Goods, Value of Imports, Cost, Insurance, Freight (CIF), US Dollars (TMG_CIF_USD)","Status",\n'
        '"Thailand","578","Japan","158","2021M03","2100000","","",\n'
    )
    assert told(frame, "measure", "reporter", "partner", "period_end", "value") == [
        ("exports", "THA", "JPN", "2021-03", 2100000.0)
    ]


def test_labels_beside_codes_are_no_dimensions(given):
    frame, _ = given(
        "STRUCTURE,STRUCTURE_ID,REF_AREA,Reference area,COUNTERPART_AREA,Counterpart area,TRADE_FLOW,Trade flow,PRODUCT,Product,"
        "UNIT_MEASURE,Unit of measure,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
        "DATAFLOW,X:Y(1.0),THA,Thailand,JPN,Japan,M,Imports,_T,Total,USD,US dollar,2021,35.6,6\n"
        "DATAFLOW,X:Y(1.0),THA,Thailand,JPN,Japan,X,Exports,87,Vehicles,USD,US dollar,2021,7.5,6\n"
        "DATAFLOW,X:Y(1.0),THA,Thailand,W,World,X,Exports,HS17_87,Vehicles,USD_EXC,US dollar,2021,9.5,6\n"
    )
    assert told(frame, "measure", "partner", "product", "unit", "value") == [
        ("imports", "JPN", "", "USD", 35600000.0),
        ("exports", "JPN", "HS:87", "USD", 7500000.0),
        ("exports", "WLD", "HS:87", "USD", 9500000.0),
    ]


def test_comext_is_in_euro_and_its_groups_are_groups(given):
    frame, _ = given(
        "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:DS-045409(1.0),15/03/24,A,EL,JP,TOTAL,2,VALUE_IN_EUROS,2022,880,\n"
        "ESTAT:DS-045409(1.0),15/03/24,A,EU27_2020,EXT_EU27_2020,TOTAL,1,VALUE_IN_EUROS,2022,990,\n"
    )
    assert told(frame, "measure", "reporter", "unit", "aggregate") == [
        ("exports", "GRC", "EUR", False),
        ("imports", "SDMX:EU27_2020", "EUR", True),
    ]


def test_dimensions_of_sdmx_json_that_are_declared_the_other_way_round_are_put_right(given):
    def dimension(name, *values):
        return {"id": name, "values": [{"id": value} for value in values]}

    series = [dimension("REPORTER", "764"), dimension("PARTNER", "392"), dimension("PRODUCTCODE", "870321", "870322")]
    message = {
        "header": {"prepared": "2020-01-01"},
        "dataSets": [{"series": {f"0:{n}:0": {"observations": {"0": [n + 5]}} for n in range(2)}}],
        "structure": {"dimensions": {"series": series, "observation": [dimension("TIME_PERIOD", "2019")]}},
    }
    frame, _ = given(json.dumps(message), "tariff.json")
    assert frame["partner"].unique().to_list() == ["JPN"] and sorted(frame["value"]) == [5.0, 6.0]
    message["dataSets"][0]["series"] = {"9:9:9": {"observations": {"0": [1]}}}
    with pytest.raises(FormatError, match="ask the service for SDMX-ML"):
        given(json.dumps(message), "tariff.json")


@every_row(
    "changes,wanted",
    [
        ({"classificationCode": "S4", "cmdCode": "1", "aggrLevel": "3"}, ("SITC:001", "SITC4")),
        ({"classificationCode": "S4", "cmdCode": "11", "aggrLevel": "4"}, ("SITC:0011", "SITC4")),
        ({"classificationCode": "S4", "cmdCode": "1", "aggrLevel": "5"}, None),
        ({"classificationCode": "S4", "cmdCode": "781", "aggrLevel": "2"}, None),
        ({"cmdCode": '="010121"'}, ("HS:010121", "HS22")),
        ({"cmdCode": "640399010"}, None),
        ({"cmdCode": "010121000"}, ("HS:010121000", "HS22")),
        ({"cmdCode": "TOTAL", "aggrLevel": "0"}, ("", "")),
        ({"classificationCode": "H5", "cmdCode": "TOTAL", "aggrLevel": "0"}, ("", "")),
        ({"netWgt": "NaN"}, ("HS:640399", "HS22")),
    ],
)
def test_a_code_is_restored_by_its_level_or_rejected(given, changes, wanted):
    frame, report = given(csv_of(changes))
    assert (frame.select("product", "classification").rows() or [None])[0] == wanted
    assert report.rejected == (wanted is None)


def test_a_record_of_json_may_stand_on_each_line(given):
    lines = [json.dumps(ROW | {"partnerCode": code}) for code in ("392", "0")]
    frame, _ = given("\n".join(lines) + "\n", "rows.jsonl")
    assert told(frame, "partner", "value") == [("JPN", 8100.0), ("WLD", 8100.0)]
    with pytest.raises(FormatError, match="breaks off after record 1"):
        given("\n".join(lines)[:-9], "rows.jsonl")


def test_an_answer_cut_short_says_so(given):
    row = {name: ROW[name] for name in ROW}
    _, report = given(json.dumps({"elapsedTime": "1", "count": 812, "data": [row], "error": ""}), "answer.json")
    assert report.notes == ["1 of 812 records of the service's answer: ask for the others too"]
    bank = [
        {"page": 2, "pages": 9, "per_page": 1, "total": 9},
        [
            {
                "indicator": {"id": "SP.POP.TOTL", "value": "Population, total"},
                "country": {"id": "TH", "value": "Thailand"},
                "countryiso3code": "THA",
                "date": "2021",
                "value": 71601103,
            }
        ],
    ]
    _, report = given(json.dumps(bank), "bank.json")
    assert report.notes == ["page 2 of 9 of the service's answer: ask for the others too"]
    _, report = given(json.dumps({"count": 1, "data": [row]}), "whole.json")
    assert report.notes == []


PLAIN = csv_of({}).encode()


@pytest.mark.parametrize("name", ["data.csv.bz2", "data.csv.xz", "data.tar", "data.tar.gz", "data.tar.xz"])
def test_a_file_in_a_container_gives_what_it_does_alone(tmp_path, load, name):
    path, inner = tmp_path / name, tmp_path / "data.csv"
    inner.write_bytes(PLAIN)
    if ".tar" in name:
        with tarfile.open(path, "w:" + name.rpartition("tar")[2].strip(".")) as archive:
            archive.add(inner, "folder/data.csv")
    else:
        path.write_bytes({"bz2": bz2, "xz": lzma}[name.rpartition(".")[2]].compress(PLAIN))
    assert load(path)[1].imported == 1


def test_parquet_in_an_archive(tmp_path, load):
    inner, path = tmp_path / "data.parquet", tmp_path / "data.zip"
    pl.DataFrame({"t": [2020], "i": [764], "j": [392], "k": ["870321"], "v": [1.5], "q": [2.0]}).write_parquet(inner)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "BACI_HS92_Y2020_V202401.parquet")
    assert load(path)[0]["value"].to_list() == [1500.0]


@every_row(
    "content,words",
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "is a Git LFS pointer, not the file"),
        (b"<!DOCTYPE html>\n<html><body><p>Sign in</p></body></html>", "is a web page"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "is no 7z archive that can be unpacked"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b'{"version":"2.0","class":"dataset","id":["geo","time"],"value":{"0":1}}', "is JSON-stat"),
        (
            b'<?xml version="1.0"?>\n<wb:data page="1" xmlns:wb="http://www.worldbank.org"><wb:data/></wb:data>',
            "is the World Bank's answer in XML",
        ),
        (b"<stata_dta><header>", "is no Stata file that can be read"),
        (b'{"GET_STATS_DATA":{"RESULT":{"STATUS":0}}}', "is an answer of e-Stat's API"),
        (
            b"REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_EUR\nDE,KH,E,61,1,1,202252,1\n",
            "is a bulk file of Eurostat's Comext",
        ),
        (
            b'\xef\xbb\xbf"REF_DATE","GEO","DGUID","Trade","VALUE"\n"2023-01","Canada","x","Import","1"\n',
            "Statistics Canada",
        ),
        (b"Date,Commodity code,Trading partner code,US dollar\n2023,10121,116,5\n", "country codes of their own"),
        (b"USA Trade Online\nCommodity,Country,Time,Value ($US)\nAll,Japan,2023,5\n", "is of USA Trade Online"),
        (
            b"<html><body>Export Import Data Bank<table><tr><th>Country</th><th>2021-2022</th></tr></table></body></html>",
            "whose years begin in April",
        ),
        (
            b"reporterCode,partnerCode,period,flowCode,cmdCode\n1,2,2020,X,01\n",
            "the nearest is UN Comtrade, but there is no column primaryValue",
        ),
        (b"Country Name,Country Code,2015\nThailand,THA,400\n", "is in no format known here"),
        (
            b"REF_AREA,TIME_PERIOD,VALUE_OF_IT\nTHA,2020,1\n",
            "the nearest is SDMX-CSV, but there is no column OBS_VALUE",
        ),
    ],
    quick=4,
)
def test_what_is_no_data_is_named_as_what_it_is(tmp_path, content, words):
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    with pytest.raises(FormatError) as refused:
        read(path)
    assert words in str(refused.value) and "data.csv" in str(refused.value) and "\n" not in str(refused.value)


def test_an_archive_inside_an_archive_is_named(tmp_path):
    inner, path = tmp_path / "inner.zip", tmp_path / "outer.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("data.csv", PLAIN)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "inner.zip")
    with pytest.raises(FormatError, match="is an archive inside an archive"):
        read(path)


def test_the_table_of_a_web_page_saved_as_a_spreadsheet_is_read(given):
    cells = "".join(f"<td>{ROW[name]}</td>" for name in ROW)
    heads = "".join(f"<th>{name}</th>" for name in ROW)
    page = f"<html><body><h1>UN Comtrade</h1><table><tr>{heads}</tr><tr>{cells}</tr></table></body></html>"
    assert given(page, "export.xls")[1].imported == 1
