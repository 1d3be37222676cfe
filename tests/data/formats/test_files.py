"""Encodings, line ends, quotes, packing: the same rows out of all of them."""

import gc
import gzip
import io
import sys
import zipfile

import polars as pl
import pytest
import xlsxwriter
from every_row import every_row

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from cjtrade_data.formats import FormatError, read

HEADING = "measure,reporter,partner,period_start,period_end,value,unit,note"
ROWS = (
    'exports,KHM,JPN,2024-01,2024-02,"1,234.5",USD,"a, b ""c"""',
    "imports,KHM,JPN,2024-01,2024-02,2e3,USD,Côte d'Ivoire é",
)
TEXT = "\n".join((HEADING, *ROWS)) + "\n"
WANTED = [("exports", 1234.5, 'a, b "c"'), ("imports", 2000.0, "Côte d'Ivoire é")]


def another(note):
    """The second row, about something else."""
    return ROWS[1].replace("d'Ivoire é", f"d'Ivoire {note}")


def found(frame):
    return frame.sort("line").select("measure", "value", "note").rows()


@every_row(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"], quick=3
)
@every_row("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_and_line_ends(given, encoding, end):
    frame, report = given(TEXT.replace("\n", end), encoding=encoding)
    assert found(frame) == WANTED
    assert frame.sort("line")["line"].to_list() == [2, 3]
    assert report.rejected == 0


def test_japanese_in_cp932(given):
    frame, _ = given(TEXT.replace("Côte d'Ivoire é", "財務省の統計"), encoding="cp932")
    assert found(frame)[1][2] == "財務省の統計"


def test_a_table_in_cp932_may_begin_with_any_kanji(given):
    text = (
        "日本の国別輸出額（百万ドル）\n国名,2022,2023\nカンボジア,5,6\nベトナム,7,8\n"  # 本 ends in the byte of a brace
    )
    assert given(text, encoding="cp932")[0]["value"].to_list() == [5e6, 7e6, 6e6, 8e6]


def test_western_words_that_hold_the_bytes_of_kanji_are_western(given):
    heading = "Pays déclarant;Partenaire;Année;Flux;Valeur (millions USD)\n"
    frame, _ = given(heading + "Cambodge;Monde;2022;Exportations;1 939,5\n", encoding="cp1252")
    assert frame.select("reporter", "partner", "value").rows() == [("KHM", "WLD", 1939500000.0)]


def test_encodings_mixed_line_by_line(given):
    lines = [line.encode("utf-8" if i % 2 else "latin-1") for i, line in enumerate((HEADING, *ROWS, another("ô")))]
    frame, _ = given(b"\n".join(lines) + b"\n")
    assert [row[2] for row in found(frame)][1:] == ["Côte d'Ivoire é", "Côte d'Ivoire ô"]


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_any_usual_separator_is_recognised(given, separator):
    frame, _ = given(
        f"measure{separator}reporter{separator}period_end{separator}value{separator}unit\n"
        + separator.join(("exports", "KHM", "2024-02", "5", "USD"))
        + "\n"
    )
    assert frame["value"].to_list() == [5.0]


def zipped(name, content):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return memory.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT.encode()),
        zstd.compress(TEXT.encode()),
        zipped("a.csv", TEXT),
        zipped("a.csv.gz", gzip.compress(TEXT.encode())),
    ],
    ids=["gzip", "zstd", "zip", "gzip in zip"],
)
def test_a_packed_file_gives_what_the_plain_one_does(given, packed):
    assert found(given(packed, "anything")[0]) == WANTED


def test_zstd_in_several_frames_is_read_to_its_end(given):
    assert found(given(zstd.compress(TEXT[:90].encode()) + zstd.compress(TEXT[90:].encode()), "a.csv.zst")[0]) == WANTED


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_a_packed_file_that_was_cut_short_is_refused(given, pack):
    with pytest.raises(FormatError, match=r"cannot be unpacked .*; download it again"):
        given(pack((TEXT + "".join(f"{another(n)}\n" for n in range(9000))).encode())[:-20], "a.csv.zst")


def test_no_newline_at_the_end_and_blank_lines(given):
    frame, report = given("\n\n" + TEXT.replace("\n", "\n\n").rstrip())
    assert found(frame) == WANTED
    assert report.skipped == {"a blank line": 2}
    assert frame.sort("line")["line"].to_list() == [5, 7]


def test_line_ends_of_several_kinds_keep_the_count_of_lines(given):
    frame, _ = given("\r" + TEXT.replace("\n", "\r\n", 1) + another("a") + "\r" + another("b"))
    assert frame.sort("line")["line"].to_list() == [3, 4, 5, 6]


def test_a_cell_over_several_lines_keeps_the_count_of_lines(given):
    frame, _ = given(TEXT.replace("a, b", "a,\nb") + another("a") + "\n")
    assert frame.sort("line")["line"].to_list() == [2, 4, 5]


def test_a_row_of_another_width_is_rejected_with_its_line(given):
    frame, report = given(
        TEXT + "exports,KHM,JPN,2024-01,2024-02,1\nexports,KHM,JPN,2024-01,2024-02,1,USD,x,y\n" + another("a") + "\n"
    )
    assert frame.height == 3
    assert [(r.line, r.reason) for r in report.rejections] == [
        (4, "has 6 cells where the heading has 8"),
        (5, "has 9 cells where the heading has 8"),
    ]


@pytest.mark.parametrize("torn", ["exports,KHM,JPN,2024-0", 'exports,KHM,JPN,2024-01,2024-02,1,USD,"a'])
def test_a_last_line_that_is_not_whole_says_that_the_file_breaks_off(given, torn):
    frame, report = given(TEXT + another("a") + "\n" + torn)
    assert frame.height == 3
    said = [(r.line, r.value, r.reason, r.mend) for r in report.rejections]
    assert said == [(5, torn, "is not whole: the file seems to break off here", "download it again")]


def test_a_quote_never_closed_costs_its_own_row_alone(given):
    rows = [another(n) for n in range(250)]
    frame, report = given(
        "\n".join([HEADING, *rows[:50], 'exports,KHM,JPN,2024-01,2024-02,1,USD,"open', *rows[50:]]) + "\n"
    )
    assert frame.height == 250
    assert [(r.line, r.reason) for r in report.rejections] == [(52, "has a quote that is never closed")]


def test_blocks_do_not_tear_rows(tmp_path, load, monkeypatch):
    monkeypatch.setattr("cjtrade_data.formats.readers.files.BLOCK", 997)
    rows = [f"exports,KHM,JPN,2024-01,2024-02,{n}.25,USD,é{n}" for n in range(500)]
    path = tmp_path / "a.csv"
    for encoding in ("utf-8", "utf-16", "latin-1"):
        path.write_bytes(("\n".join([HEADING, *rows]) + "\n").encode(encoding))
        frame, _ = load(path)
        assert frame.sort("line")["value"].to_list() == [n + 0.25 for n in range(500)]
        assert frame.sort("line")["line"].to_list() == list(range(2, 502))


@every_row(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "nothing but blanks"),
        (b" \r\n\r\n", "nothing but blanks"),
        (b"PK\x05\x06" + bytes(18), "an archive with nothing in it"),
        (b"\x1f\x8bnot gzip at all", "unpacked"),
        (b"PK\x03\x04broken", "unpacked"),
        (b"\x28\xb5\x2f\xfdbroken", "unpacked"),
        (b"PAR1broken", "Parquet"),
        (b"\xd0\xcf\x11\xe0broken", "workbook"),
        (b"just some words\n", "no format known"),
        (b'{"a": [', "no format known"),
        (b"[1, 2, 3]", "no format known"),
        (b"<html><body>503</body></html>", "is a web page"),
        (bytes(range(256)) * 40, "no format known"),
        (b'{"statusCode": 401, "message": "Access denied"}', "Access denied"),
        (b'[{"message": [{"id": "120", "key": "Invalid value", "value": "not valid"}]}]', "not valid"),
        (b'{"count": 0, "data": [], "error": ""}', "without a record"),
        (b'{"statusCode": 401, "message": "Access denied"}', "Access denied"),
        (b'[{"message": [{"id": "120", "key": "Invalid value", "value": "not valid"}]}]', "not valid"),
        (b'{"count": 0, "data": [], "error": ""}', "without a record"),
        (b'{"error": "Rate limit is exceeded", "data": []}', "Rate limit is exceeded"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, content, said):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        list(read(path).batches())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("file.csv: ")


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    with pytest.raises(FormatError, match="No such file"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(FormatError, match="directory"):
        read(tmp_path)


def test_a_file_that_breaks_off_is_an_error_not_a_part(tmp_path):
    rows = "".join(f"exports,KHM,JPN,2024-01,2024-02,{n},USD,x{n * 7919 % 10007}\n" for n in range(50000))
    packed = gzip.compress((HEADING + "\n" + rows).encode())
    path = tmp_path / "a.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(FormatError, match="unpacked"):
        list(read(path).batches())


_ATLAS = pl.DataFrame(
    {
        "country_iso3_code": ["THA", "THA"],
        "partner_iso3_code": ["JPN", "JPN"],
        "product_hs92_code": ["8542", "0101"],
        "year": [2021, 2021],
        "export_value": [1250.0, None],
    }
)


def write_atlas(folder):
    import pyreadstat  # costs each worker half a second

    pyreadstat.write_dta(_ATLAS, folder / "atlas.dta")


@pytest.mark.slow
def test_stata_files_are_read_with_their_columns(tmp_path, load):
    write_atlas(tmp_path)
    frame, report = load(tmp_path / "atlas.dta")
    assert frame.select("reporter", "partner", "product", "period_end", "value").rows() == [
        ("THA", "JPN", "HS:8542", "2021-12", 1250.0)
    ]
    assert report.skipped == {"no value": 1}


def test_an_opendocument_spreadsheet_is_a_workbook(tmp_path, load):
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in row)
        + "</table:table-row>"
        for row in ("tijkvq", (2021, 116, 392, 640399, 1.5, 1))
    )
    table = f'<table:table table:name="S">{rows}</table:table>'
    with zipfile.ZipFile(tmp_path / "BACI_HS17.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    frame, report = load(tmp_path / "BACI_HS17.ods")
    assert frame["value"].to_list() == [1500.0] and report.findings[0].member == "S"


def test_a_member_that_cannot_be_read_is_left_out_for_its_reason(tmp_path, load):
    path = tmp_path / "trade.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.doc", b"\xd0\xcf\x11\xe0" + bytes(600))
        archive.writestr("notes.txt", "what this is\n")
        archive.writestr("BACI_HS92_Y2021_V202301.csv", "t,i,j,k,v,q\n2021,116,392,640399,1.5,1\n")
    assert load(path)[0]["value"].to_list() == [1500.0]
    reasons = read(path).unread
    assert reasons["notes.txt"] == "is in no format known here" and "no workbook" in reasons["readme.doc"]


@pytest.mark.slow
def test_seven_zip_archives_are_read_like_others_and_leave_nothing_behind(tmp_path, load, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    import py7zr

    (tmp_path / "BACI_HS92_Y2021_V202301.csv").write_text("t,i,j,k,v,q\n2021,116,392,640399,1.5,1\n")
    write_atlas(tmp_path)
    with py7zr.SevenZipFile(tmp_path / "trade.7z", "w") as archive:
        for name in ("BACI_HS92_Y2021_V202301.csv", "atlas.dta"):
            archive.write(tmp_path / name, f"in/{name}")
    frame, report = load(tmp_path / "trade.7z")
    assert set(frame["value"]) == {1500.0, 1250.0}
    assert [f.member for f in report.findings] == ["in/BACI_HS92_Y2021_V202301.csv", "in/atlas.dta"]
    gc.collect()
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.slow
def test_a_seven_zip_archive_with_a_password_is_named_so(tmp_path):
    import py7zr

    (tmp_path / "a.csv").write_text("t,i,j,k,v,q\n")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w", password="x", header_encryption=True) as archive:
        archive.write(tmp_path / "a.csv", "a.csv")
    with pytest.raises(FormatError, match=r"a\.7z: is protected by a password; unpack it and import"):
        read(tmp_path / "a.7z")


@every_row(
    ("name", "content", "said"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4", "needs the package py7zr; pip install 'cjtrade-tui[sevenzip]' has it read"),
        ("a.dta", b"<stata_dta><header>", "needs the package pyreadstat; pip install 'cjtrade-tui[stata]' has it read"),
    ],
)
def test_where_an_extra_is_missing_it_is_named(name, content, said, tmp_path, monkeypatch):
    monkeypatch.setattr("cjtrade_data.formats.readers.subprocess_reader.find_spec", lambda module: None)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError) as caught:
        read(tmp_path / name)
    assert said in str(caught.value)


@every_row("content", [b"7z\xbc\xaf\x27\x1c\0\4" + b"x" * 100, b"<stata_dta><header>" + b"x" * 100])
def test_a_damaged_file_that_an_extra_reads_is_refused_in_one_line(content, tmp_path):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "a")
    assert len(str(caught.value).splitlines()) == 1


def test_a_workbook_without_trade_data_is_refused_with_what_its_nearest_sheet_lacks(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("Data").write_row(0, 0, ["reporterCode", "partnerCode", "flowCode", "period", "cmdCode"])
    with pytest.raises(FormatError, match="the nearest is UN Comtrade, but there is no column primaryValue"):
        read(tmp_path / "a.xlsx")
