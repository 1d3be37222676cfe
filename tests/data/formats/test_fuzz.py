"""Damaged files: never a traceback, never a number that the cell it names does not hold."""

import csv
import io
import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cjtrade_data.formats import FormatError, read
from cjtrade_data.formats.readers.files import as_utf8, encoding_of
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.observation import check_observations
from cjtrade_data.safe_text import safe_text

pytestmark = pytest.mark.slow

YEARS = range(2015, 2020)
COMTRADE = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,"
    "Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),"
    "Trade Value (US$),Flag\r\n"
    + "".join(
        f'H5,{y},{y},{y},6,1,2,Export,116,Cambodia,KHM,{n},"{name}, x",{iso},640399,"Footwear; ""other"", new",5,Number of '
        f"items,{y},{n},{y * n},0\r\n"
        for y in YEARS
        for n, iso, name in ((392, "JPN", "Japan"), (0, "WLD", "World"), (490, "S19", "Other Asia"))
    )
)
BACI = "t,i,j,k,v,q\n" + "".join(
    f"2021,116,{j},{k},{j * 1.25:.3f},{k / 1000:.3f}\n" for j in (392, 840, 156) for k in (10110, 640399)
)
WITS = (
    "Reporter,Partner,Product categories,Indicator Type,Indicator," + ",".join(map(str, YEARS)) + "\r\n"
    'Cambodia,...,...,Development,"GNI per capita, Atlas method (current US$)",   1.25,   2.50,,  4.00,\r\n'
    'Cambodia,"Hong Kong, China",All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,  1.25,  2.50,  7.75,,\r\n'
)
WDI = (
    '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2015","2016",\n'
    '"Korea, Rep.","KOR","GDP (current US$)","NY.GDP.MKTP.CD","1465773188710.87","1500111596236.37",\n'
    '"Cambodia","KHM","GDP (current US$)","NY.GDP.MKTP.CD","18049951979.9","",\n'
)
JAPAN = (
    "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year,Quantity1-Jan,Quantity2-Jan,Value-Jan,"
    "Quantity1-Feb,Quantity2-Feb,Value-Feb\n2,2023,'640399012',120,NO,KG,3,30,300,1,10,100,2,20,200\n"
    "1,2023,'870323915',120,  ,NO,0,5,5000,0,5,5000,0,0,0\n"
)
SDMX = (
    "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,XG_FOB_USD,JPN,M,2023-M01,1500.25,0\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,MG_CIF_USD,JPN,M,2023-M02,2.5,3\n"
)
FIGURES = (
    "measure,reporter,partner,period_start,period_end,value,unit,scale,decimals,note\n"
    'exports,KHM,JPN,2024-01,2024-02,237.22,USD,million,2,"a, b"\nimports,KHM,JPN,2024-01,2024-02,"88,430",USD,thousand,0,c\n'
)
FILES = {"comtrade": COMTRADE, "baci": BACI, "wits": WITS, "wdi": WDI, "japan": JAPAN, "sdmx": SDMX, "figures": FIGURES}
KEPT = settings(
    max_examples=int(os.environ.get("FUZZ", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp932")


def check(path: Path, content: bytes) -> int:
    """Import; how many observations. The account adds up and each value is what the cell it names says."""
    path.write_bytes(content)
    try:
        reading = read(path)
        frames = [check_observations(batch.observations) for batch in reading.batches()]
    except FormatError as error:
        assert "\n" not in str(error)
        return 0
    report = reading.report
    assert report.read == report.imported + sum(report.skipped.values()) + report.rejected
    for rejection in report.rejections:
        assert rejection.reason and rejection.mend and rejection.line > 0
    rows = [row for frame in frames for row in frame.iter_rows(named=True)]
    lines = text_of(content).split("\n")
    for row in rows:
        assert_printed(row, lines)
    return len(rows)


def text_of(content: bytes) -> str:
    encoding = encoding_of(content)
    text = as_utf8(content).decode("utf-8") if encoding == "utf-8" else content.decode(encoding, "replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def assert_printed(row, lines):
    """The value is that of some cell of the row's line under the heading it names, times the scale."""
    record = next(csv.reader(io.StringIO("\n".join(lines[row["line"] - 1 : row["line"] + 60]))))
    printed = set()
    for number, line in enumerate(lines[: row["line"] - 1]):
        headings = [cell.strip(' \t"') for cell in next(csv.reader(lines[number : number + 1]), [])] if line else []
        printed |= {record[i] for i, name in enumerate(headings) if safe_text(name) == row["cell"] and i < len(record)}
    values = set()
    for text in printed:
        plain = text.strip(' \t\r\n"\u00a0\u3000\ufeff').replace(",", "").replace(" ", "")
        try:
            values.add(float(plain) * SCALES[row["scale"]])
        except ValueError:
            continue
    assert any(value == pytest.approx(row["value"], rel=1e-12, abs=1e-300) for value in values), (row, printed)


def test_the_undamaged_files_are_imported_whole(tmp_path):
    wanted = {"comtrade": 15, "baci": 6, "wits": 6, "wdi": 3, "japan": 6, "sdmx": 2, "figures": 2}
    assert {name: check(tmp_path / "a.csv", text.encode()) for name, text in FILES.items()} == wanted


@KEPT
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8),
)
@example("comtrade", [(0, 0)])
def test_bytes_flipped(tmp_path, name, flips):
    content = bytearray(FILES[name].encode())
    for at, byte in flips:
        content[at % len(content)] = byte
    check(tmp_path / "a.csv", bytes(content))


@KEPT
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6), st.integers(0, 60))
def test_text_cut_out(tmp_path, name, at, length):
    content = FILES[name].encode()
    at %= len(content)
    check(tmp_path / "a.csv", content[:at] + content[at + length :])


@KEPT
@given(st.sampled_from(sorted(FILES)), st.randoms(use_true_random=False))
def test_lines_and_cells_exchanged(tmp_path, name, chance: random.Random):
    lines = FILES[name].splitlines(keepends=True)
    kind = chance.choice(["lines", "cells", "columns", "twice", "ends"])
    if kind == "lines":
        chance.shuffle(lines)
    elif kind == "twice":
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    elif kind == "ends":
        lines = [line.rstrip("\r\n") + chance.choice(["\n", "\r\n", ",\n", '"\n']) for line in lines]
    else:
        rows = [next(csv.reader([line])) if line.strip() else [] for line in lines]
        width = max(map(len, rows))
        a, b = chance.randrange(width), chance.randrange(width)
        chosen = rows if kind == "columns" else [chance.choice(rows)]
        for row in chosen:
            if max(a, b) < len(row):
                row[a], row[b] = row[b], row[a]
        memory = io.StringIO()
        csv.writer(memory, lineterminator="\n").writerows(rows)
        lines = [memory.getvalue()]
    check(tmp_path / "a.csv", "".join(lines).encode())


@KEPT
@given(st.sampled_from(sorted(FILES)), st.sampled_from(ENCODINGS), st.sampled_from(ENCODINGS))
def test_encodings_changed_within_the_file(tmp_path, name, first, second):
    text = FILES[name].replace("Cambodia", "Cambodia é")
    half = len(text) // 2
    check(tmp_path / "a.csv", text[:half].encode(first, "replace") + text[half:].encode(second, "replace"))


@KEPT
@given(
    st.sampled_from(sorted(FILES)),
    st.sampled_from(["", "0", "-1", "1e3", "1e999", "nan", "1,234", "1,2", "\x00", "\x1b[2J", "9" * 400, "=1+1"]),
    st.randoms(use_true_random=False),
)
def test_strange_cells(tmp_path, name, strange, chance: random.Random):
    rows = [next(csv.reader([line])) if line.strip() else [] for line in FILES[name].splitlines()]
    row = chance.choice([row for row in rows if row])
    row[chance.randrange(len(row))] = strange
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(rows)
    check(tmp_path / "a.csv", memory.getvalue().encode())


RECORD = {
    "typeCode": "C",
    "period": "2010",
    "reporterCode": 116,
    "flowCode": "X",
    "partnerCode": 392,
    "cmdCode": "TOTAL",
    "classificationCode": "H3",
    "primaryValue": 12.5,
}
DOCUMENTS = [
    json.dumps({"count": 2, "data": [RECORD, RECORD | {"primaryValue": 13}], "error": ""}),
    json.dumps(
        {
            "dataSets": [{"series": {"0:0": {"observations": {"0": [5]}}}}],
            "structure": {
                "dimensions": {
                    "series": [
                        {"id": "REF_AREA", "values": [{"id": "KHM"}]},
                        {"id": "INDICATOR", "values": [{"id": "X"}]},
                    ],
                    "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2020"}]}],
                }
            },
        }
    ),
    '<m:StructureSpecificData xmlns:m="m"><m:DataSet><Series REF_AREA="KHM" INDICATOR="X"><Obs TIME_PERIOD="2020" '
    'OBS_VALUE="5"/></Series></m:DataSet></m:StructureSpecificData>',
]


@KEPT
@given(
    st.sampled_from(DOCUMENTS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=4),
    st.integers(0, 10**6),
)
def test_documents_damaged(tmp_path, document, flips, cut):
    content = bytearray(document.encode())
    for at, byte in flips:
        content[at % len(content)] = byte
    path = tmp_path / "a.json"
    path.write_bytes(content[: cut % (2 * len(content))])
    try:
        reading = read(path)
        for batch in reading.batches():
            check_observations(batch.observations)
    except FormatError as error:
        assert "\n" not in str(error)
