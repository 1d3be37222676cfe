"""CEPII BACI: as published, as R writes it, as it was before 2020, as Parquet, packed."""

import gzip
import io
import sys
import zipfile

import polars as pl
import pytest
from every_row import every_row

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NAME = "BACI_HS92_Y2021_V202301.csv"
PUBLISHED = "t,i,j,k,v,q\n2021,116,392,640399,52.051,13.235\n2021,116,490,010110,0.041,NA\n"
BY_R = '"t","i","j","k","v","q"\n2021,116,392,640399,52.051,"       13.235"\n2021,116,490,10110,0.041,"           NA"\n'
BEFORE_2020 = "t,hs6,i,j,v,q\n2021,640399,116,392,52.051,13.235\n2021,10110,116,490,0.041,\n"
WANTED = [("KHM", "JPN", "HS:640399", 52051.0, 13.235, "tonnes"), ("KHM", "OAS", "HS:010110", 41.0, None, "")]


def figures(frame):
    return frame.sort("line").select("reporter", "partner", "product", "value", "quantity", "quantity_unit").rows()


@pytest.mark.parametrize("text", [PUBLISHED, BY_R, BEFORE_2020], ids=["published", "by R", "before 2020"])
def test_each_published_layout_gives_the_same_rows(given, text):
    frame, report = given(text, NAME)
    assert figures(frame) == WANTED
    assert report.findings[0].edition == "V202301"
    row = frame.row(0, named=True)
    assert (row["measure"], row["valuation"], row["status"]) == ("exports", "reconciled", "estimated")
    assert (row["scale"], row["decimals"], row["classification"], row["product_level"]) == ("thousand", 3, "HS92", 6)


@every_row(
    ("text", "value", "decimals"),
    [
        ("52.051", 52_051.0, 3),
        ("52", 52_000.0, 3),
        ("52.1", 52_100.0, 3),
        ("0.0412", 41.2, 4),
        ("52.051000", 52_051.0, 3),
    ],
)
def test_a_value_has_three_decimals_of_a_thousand_dollars_at_least(given, text, value, decimals):
    frame, _ = given(f"t,i,j,k,v,q\n2021,116,392,640399,{text},NA\n", NAME)
    assert frame.select("value", "scale", "decimals").rows() == [(pytest.approx(value), "thousand", decimals)]


def test_parquet_of_the_same_columns(tmp_path, load):
    path = tmp_path / "BACI_HS17_Y2021_V202301.parquet"
    pl.DataFrame(
        {
            "t": [2021, 2021],
            "i": [116, 116],
            "j": [392, 490],
            "k": [640399, 10110],
            "v": [52.051, 0.041],
            "q": [13.235, None],
        }
    ).write_parquet(path)
    frame, _ = load(path)
    assert figures(frame) == WANTED
    assert set(frame["classification"]) == {"HS17"}


def test_without_the_name_nothing_is_said_of_edition_and_revision(given):
    frame, report = given(PUBLISHED, "download.csv")
    assert report.editions == {""}
    assert set(frame["classification"]) == {"HS"}


@every_row(
    ("row", "column"),
    [
        ("2021,116,392,640399,x,1", "v"),
        ("2021,116,9999,640399,1,1", "j"),
        ("21,116,392,640399,1,1", "t"),
        ("2021,116,392,6403,1,1", "k"),
        ("2021,116,392,640399,-1,1", "v"),
        ("2021,116,392,640399,1,heavy", "q"),
        ("2021,116,392,640399,inf,1", "v"),
        ("2021,116,392,640399,1", ""),
    ],
)
def test_wrong_rows_are_rejected_and_the_others_kept(given, row, column):
    frame, report = given(PUBLISHED + row + "\n", NAME)
    assert figures(frame) == WANTED
    assert [(r.line, r.column) for r in report.rejections] == [(4, column)]


def test_a_country_only_its_own_dictionary_knows(given, tmp_path):
    text = "t,i,j,k,v,q\n2021,999,392,640399,1,1\n"
    _, report = given(text, NAME)
    assert report.rejected == 1
    (tmp_path / "country_codes_V202301.csv").write_text(
        "country_code,country_name,country_iso2,country_iso3\n999,Cambodge,KH,KHM\n"
    )
    frame, _ = given(text, NAME)
    assert frame["reporter"].to_list() == ["KHM"]


def test_a_product_has_the_name_of_the_dictionary_beside_its_file_of_the_same_revision(given, tmp_path):
    text = "t,i,j,k,v,q\n2021,116,392,640399,1,1\n2021,116,392,010110,1,1\n"
    assert given(text, NAME)[0]["title"].to_list() == ["", ""]
    for revision, name in (("HS92", "Footwear: with \x1b[31mleather\x1b[0m uppers"), ("HS96", "another revision")):
        (tmp_path / f"product_codes_{revision}_V202301.csv").write_text(
            f'code,description\n640399,"{name}"\n10110,Horses\n'
        )
    frame, report = given(text, NAME)
    assert frame["title"].to_list() == ["Footwear: with [31mleather[0m uppers", "Horses"] and report.rejected == 0


def packed(kind, text):
    if kind == "gz":
        return gzip.compress(text.encode())
    if kind == "zst":
        return zstd.compress(text.encode())
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("Readme.txt", "BACI: see the web page\n")
        archive.writestr(NAME, text)
        archive.writestr("BACI_HS92_Y2022_V202301.csv", text.replace("2021,", "2022,"))
    return memory.getvalue()


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_packed_file_gives_what_the_plain_one_does(given, kind):
    frame, report = given(packed(kind, BY_R), f"{NAME}.{kind}")
    assert figures(frame) == WANTED
    assert report.editions == {"V202301"}


def test_the_yearly_archive_gives_every_year_and_names_the_member(given):
    frame, report = given(packed("zip", PUBLISHED), "BACI_HS92_V202301.zip")
    assert sorted(set(frame["period_end"])) == ["2021-12", "2022-12"]
    assert [f.member for f in report.findings] == [NAME, "BACI_HS92_Y2022_V202301.csv"]
    assert set(frame["file"]) == {f"BACI_HS92_V202301.zip: {f.member}" for f in report.findings}


def test_a_rejected_row_of_an_archive_names_the_member(given):
    _, report = given(packed("zip", PUBLISHED + "2021,116,392,640399,x,1\n"), "BACI.zip")
    assert [r.file for r in report.rejections] == [f"BACI.zip: {NAME}", "BACI.zip: BACI_HS92_Y2022_V202301.csv"]


def test_it_is_told_by_magic_and_content_not_by_name(given):
    frame, report = given(packed("gz", PUBLISHED), "figures.xlsx")
    assert report.findings[0].format == "baci"
    assert figures(frame) == WANTED
