"""Small files that ask for much: import refuses each in one line and never takes a gigabyte of memory."""

import gzip
import io
import subprocess
import sys
import zipfile

import polars as pl
import pytest
from every_row import every_row
from ran import ran

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from cjtrade_data.formats import FormatError, read
from cjtrade_data.formats.readers import json_text, limits, subprocess_reader

GIGABYTE = 1 << 30
FIGURES = "measure,reporter,partner,period_end,value,unit,product,note\n"
ROW = "exports,KHM,JPN,2024-02,5,USD,HS:01,a\n"


def packed(*pieces, level=9):
    """gzip of (bytes, times) without ever holding what it unpacks to."""
    memory = io.BytesIO()
    with gzip.open(memory, "wb", compresslevel=level) as out:
        for piece, times in pieces:
            block = piece * (1 + (1 << 20) // len(piece))
            whole, rest = divmod(len(piece) * times, len(block))
            for _ in range(whole):
                out.write(block)
            out.write(block[:rest])
    return memory.getvalue()


def zipped(names, method=zipfile.ZIP_STORED, content=b""):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return memory.getvalue()


def workbook(sheet, shared=""):
    """The least of an .xlsx around a sheet."""
    spread = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {relations}><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {spread} xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {relations}><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {spread}><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": shared or f"<sst {spread}/>",
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return memory.getvalue()


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def parquet(**changes):
    base = {
        "measure": "exports",
        "reporter": "KHM",
        "partner": "JPN",
        "period_end": "2024-02",
        "value": "5",
        "unit": "USD",
    }
    memory = io.BytesIO()
    frame = pl.DataFrame({"n": range(changes.pop("rows"))}).select(
        "n", **{k: pl.lit(v) for k, v in (base | changes).items()}
    )
    frame.write_parquet(memory, compression="zstd")
    return memory.getvalue()


COMTRADE = (
    b'{"typeCode":"C","period":"2010","reporterCode":116,"flowCode":"X","partnerCode":392,"cmdCode":"TOTAL",'
    b'"classificationCode":"H3","primaryValue":12.5},'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
SDMX_HEAD = b'<m:StructureSpecificData xmlns:m="m"><m:DataSet>'
BOMBS = {
    "JSON nested 50,000 deep": ("a.json", lambda: b"[" * 50_000, "deeper than 20 levels;"),
    "JSON nested deep in its third record": (
        "a.json",
        lambda: b'{"data":[{"a":1},{"a":1},{"b":' + b'{"c":' * 500_000,
        "deeper than 20 levels",
    ),
    "JSON nested deep far behind": (
        "a.json.gz",
        lambda: packed((b'{"data":[', 1), (COMTRADE, 20_000), (b"[{}, ", 10_000_000)),
        "levels after record 1",
    ),
    "a record without end": (
        "a.json.gz",
        lambda: packed((b'{"data":[{"a":[', 1), (b"1.5,", 200_000_000)),
        "larger than 4 MB",
    ),
    "a text without end": (
        "a.json.gz",
        lambda: packed((b'{"data":[{"a":"', 1), (b"x", 900_000_000)),
        "larger than 4 MB",
    ),
    "records of a million fields": ("a.json.gz", lambda: packed((b'{"data":[', 1), (fields(), 20)), "different fields"),
    "an SDMX message of many values": (
        "a.json.gz",
        lambda: packed((b'{"dataSets":[{"observations":{"0":[', 1), (b"[],", 20_000_000)),
        "more than 4,000,000 values",
    ),
    "an SDMX message nested deep": ("a.json", lambda: b'{"dataSets":' + b"[" * 50_000, "deeper than 20 levels"),
    "a line without end": (
        "a.csv.gz",
        lambda: packed((FIGURES.encode(), 1), (b"x", 900_000_000)),
        "line 2 is longer than 16 MB",
    ),
    "a heading without end": ("a.csv.gz", lambda: packed((b"measure,reporter,", 90_000_000)), "line 1"),
    "a heading of many cells": ("a.csv", (FIGURES.strip() + ",x" * 5_000 + "\n" + ROW).encode, "at most 4,000"),
    "the same in zstd": (
        "a.csv.zst",
        lambda: zstd.compress(FIGURES.encode() + b"x" * 300_000_000),
        "line 2 is longer than 16 MB",
    ),
    "an archive of 100,000 members": ("a.zip", lambda: zipped(f"{n}.csv" for n in range(100_000)), "at most 10,000"),
    "an archive packed otherwise": ("a.zip", lambda: zipped(["a.csv"], zipfile.ZIP_LZMA, b"a,b\n"), "packed in a way"),
    "SDMX-ML nested deep": ("a.xml.gz", lambda: packed((SDMX_HEAD, 1), (b"<a>", 30_000_000)), "deeper than 20 levels"),
    "SDMX-ML without an observation": (
        "a.xml.gz",
        lambda: packed((SDMX_HEAD, 1), (b"<a/>", 60_000_000)),
        "without an observation",
    ),
    "SDMX-ML of one attribute": (
        "a.xml.gz",
        lambda: packed((SDMX_HEAD + b'<a b="', 1), (b"x", 200_000_000)),
        "without an observation",
    ),
    "entities within entities": (
        "a.xml",
        lambda: f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]>".encode() + SDMX_HEAD + b"&l11;",
        "document type",
    ),
    "entities behind a long remark": (
        "a.xml",
        lambda: (
            b"<!--"
            + b" " * 30_000
            + b"m:GenericData --><!-- <GenericData> "
            + b" " * 90_000
            + f"--><!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]>".encode()
            + SDMX_HEAD
            + b"&l11;"
        ),
        "document type",
    ),
    "entities in UTF-16": (
        "a.xml",
        lambda: (
            ("<?xml version='1.0' encoding='utf-16'?><!-- -->" + f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]>").encode(
                "utf-16"
            )
            + (SDMX_HEAD.decode() + "&l11;").encode("utf-16-le")
        ),
        "no format known",
    ),
    "a sheet from corner to corner": (
        "a.xlsx",
        lambda: workbook(
            f'<row r="1">{inline("A1", "measure")}</row><row r="1048576">{inline("XFD1048576", "x")}</row>'
        ),
        "memory",
    ),
    "a sheet of much text": (
        "a.xlsx",
        lambda: workbook(f'<row r="1">{inline("A1", "x" * 400_000_000)}</row>'),
        "workbook",
    ),
    "entities in a workbook": (
        "a.xlsx",
        lambda: workbook("", f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]><sst><si><t>&l11;</t></si></sst>"),
        "",
    ),
    "a Parquet file of long texts": ("a.parquet", lambda: parquet(rows=1, note="x" * 300_000_000), "memory"),
    "a Parquet file of many columns": (
        "a.parquet",
        lambda: parquet(rows=1, **{f"c{n}": "" for n in range(5_000)}),
        "at most 4,000",
    ),
}


def fields():
    return b"{" + b",".join(b'"f%d":1' % n for n in range(50_000)) + b"},"


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from cjtrade_tui.cli.main import main
status = main(["import", "--store", sys.argv[1], sys.argv[2]])
# Of this process alone: what the system counts for a child begins with what its parent had.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(status)
"""


def limited(tmp_path, path):
    """(status, standard error, most memory it had) of an import."""
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "store"), str(path)]
    done = ran(command)
    return done.returncode, done.stderr, int(done.stdout.split()[-1]) * 1024 if done.returncode >= 0 else GIGABYTE


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_that_asks_for_much_is_refused_in_one_line_and_takes_no_gigabyte(tmp_path, bomb):
    name, make, said = BOMBS[bomb]
    path = tmp_path / name
    path.write_bytes(make())
    assert path.stat().st_size < 10_000_000
    status, err, taken = limited(tmp_path, path)
    assert (status, err.count("\n")) == (2, 1) and err.startswith(f"cjtrade-tui: {name}: ") and said in err, err[-2000:]
    assert "; " in err and taken < GIGABYTE, taken
    assert not (tmp_path / "store" / "manifest.json").exists() and not (tmp_path / "store" / "staging").exists()


@pytest.mark.slow
def test_a_million_wide_rows_take_no_gigabyte(tmp_path):
    """As the IMF publishes them: a column a month, most of them empty."""
    months = ",".join(f"{year}-M{month:02d}" for year in range(1948, 2025) for month in range(1, 13))
    row = b"KHM,XG_FOB_USD,JPN" + b"," * 301 + b"5" + b"," * 623 + b"\n"
    path = tmp_path / "imf.csv.gz"
    path.write_bytes(packed((f"COUNTRY,INDICATOR,COUNTERPART_COUNTRY,{months}\n".encode(), 1), (row, 20_000)))
    status, err, taken = limited(tmp_path, path)
    assert status == 0 and taken < GIGABYTE, (err[-500:], taken)


@pytest.mark.slow
def test_a_damaged_parquet_file_is_refused_in_one_line_whatever_its_reader_does(tmp_path):
    import random

    chance, whole = random.Random(3), parquet(rows=1000)
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(4, len(content))] = chance.choice([0xFF, 0x7F, 0, chance.randrange(256)])
        path = tmp_path / "a.parquet"
        path.write_bytes(content)
        try:
            for _batch in read(path).batches():
                pass
        except FormatError as error:
            assert str(error).startswith("a.parquet: ") and "\n" not in str(error)


# The same rules in small, fast


@pytest.mark.parametrize(("depth", "taken"), [(limits.DEPTH - 2, True), (limits.DEPTH + 1, False), (5_000, False)])
def test_json_is_taken_as_deep_as_any_message_is(tmp_path, depth, taken):
    path = tmp_path / "a.json"
    path.write_bytes(b'{"data":[{"x":' + b"[" * (depth - 2) + b"]" * (depth - 2) + b"}]}")
    with pytest.raises(FormatError, match="no format known" if taken else "deeper than 20 levels"):
        read(path)


@every_row("text", ['["[[[[[["]', '["\\"[[[["]', '["a\\\\",[]]', '[{"a":"}]"},{"b":[1,2]}]', '["é[["]'])
def test_brackets_in_texts_do_not_count(text, monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "DEPTH", 3)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    from cjtrade_data.formats.readers import files

    for block in (1, 2, 3, 1000):
        monkeypatch.setattr(files, "LOOK", block)
        import json

        assert json_text.loaded(files.Part(tmp_path / "a.json")) == json.loads(text)


@every_row(
    ("product", "taken"),
    [
        ("HS:010121", True),
        ("HS:" + "1" * 12, True),
        ("HS:" + "1" * 13, False),
        ("HS:" + "1" * 128, False),
        ("SITC:" + "1" * 200, False),
        ("WITS:Machinery and Transport Equipment", True),
    ],
)
def test_a_product_code_has_twelve_characters_at_most(given, product, taken):
    frame, report = given(FIGURES + ROW.replace("HS:01", product))
    assert frame.height == taken
    assert taken or "more than 12 characters" in report.rejections[0].reason


@every_row(
    ("changes", "reason"),
    [
        ({"2024-02": "២០២៤-០២"}, "is not a month"),
        ({"2024-02": "２０２４-02"}, "is not a month"),
        ({"2024-02": "1799-12"}, "not in the years"),
        ({"2024-02": "9999-12"}, "not in the years"),
        ({",5,": ",1e17,"}, "larger than any such figure"),
        ({",5,": ",-1e14,"}, "larger than any such figure"),
        ({",5,": ",៥,"}, "is not a number"),
        ({",a": "," + "x" * 4001}, "longer than 4,000"),
    ],
)
def test_what_no_figure_can_be_is_rejected_with_its_row(given, changes, reason):
    row = ROW
    for old, new in changes.items():
        row = row.replace(old, new)
    frame, report = given(FIGURES + ROW.replace("JPN", "CHN") + row)
    assert frame.height == 1 and reason in report.rejections[0].reason and report.rejections[0].line == 3


def test_the_accounts_of_a_large_country_in_its_small_currency_are_taken(given):
    frame, _ = given(FIGURES + ROW.replace("exports", "gdp").replace(",5,", ",2.2e16,").replace("USD", "IDR"))
    assert frame["value"].to_list() == [2.2e16]


def test_an_archive_is_opened_once_however_many_members_it_has(tmp_path, monkeypatch):
    opened = []
    real = zipfile.ZipFile
    monkeypatch.setattr(zipfile, "ZipFile", lambda *a, **k: opened.append(a) or real(*a, **k))
    path = tmp_path / "a.zip"
    path.write_bytes(zipped([f"{n}.csv" for n in range(50)], content=(FIGURES + ROW).encode()))
    opened.clear()
    assert len(read(path).findings) == 50 and len(opened) == 1


@pytest.mark.slow
def test_reading_apart_leaves_no_process_behind(tmp_path, monkeypatch):
    readers = []
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: readers.append(real(*a, **k)) or readers[-1])
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet(rows=5))
    assert sum(batch.read for batch in read(path).batches()) == 5
    abandoned = subprocess_reader.frames(read_part(path))
    next(abandoned)
    abandoned.close()
    path.write_bytes(b"PAR1 no more PAR1")
    with pytest.raises(FormatError, match="damaged, or takes more than 1,024 MB"):
        list(subprocess_reader.frames(read_part(path)))
    assert len(readers) > 2 and all(reader.returncode is not None for reader in readers)


def read_part(path):
    from cjtrade_data.formats.readers.files import Part

    return Part(path)


@pytest.mark.parametrize("content", [b"\0" * 100, b'"' * 200_000, b"country_code,country_iso3\n" + b"x" * 500_000])
def test_a_strange_dictionary_beside_a_file_of_baci_is_as_good_as_none(given, tmp_path, content):
    (tmp_path / "country_codes_V2.csv").write_bytes(content)
    (tmp_path / "x_country_codes_folder.csv").mkdir()
    frame, _ = given("t,i,j,k,v,q\n2021,116,392,640399,1,1\n", "BACI_HS92_Y2021_V202301.csv")
    assert frame.height == 1
