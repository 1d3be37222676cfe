"""The maps of countries: reviewed tables that must not contradict themselves or the program's own."""

from pathlib import Path

from bundled import BOOK
from every_row import every_row, rows_of

import cjtrade_data
from cjtrade_data.formats import areas as known

FOLDER = Path(cjtrade_data.__file__).parent / "formats" / "tables"


def test_every_code_number_and_alias_is_there_once():
    table, aliases = rows_of(FOLDER / "areas.csv"), rows_of(FOLDER / "area_aliases.csv")
    codes = [row["code"] for row in table]
    numbers = [number for row in table for number in row["un"].split()]
    twos = [row["iso2"] for row in table if row["iso2"]]
    keys = [(row["list"], row["key"]) for row in aliases]
    for column in (codes, numbers, twos, keys):
        assert len(column) == len(set(column))
    assert {row["code"] for row in aliases} <= set(codes)
    assert {row["kind"] for row in table} == {"country", "special", "former", "aggregate"}
    assert sum(row["kind"] == "country" for row in table) == 250


def test_no_alias_hides_a_code_of_iso():
    assert not {row["key"] for row in rows_of(FOLDER / "area_aliases.csv") if row["list"] == "alpha"} & {
        r["code"] for r in rows_of(FOLDER / "areas.csv")
    }


def test_a_name_means_one_area():
    meant: dict[str, set[str]] = {}
    for row in rows_of(FOLDER / "areas.csv"):
        meant.setdefault(known.name_key(row["name"]), set()).add(row["code"])
    for row in rows_of(FOLDER / "area_aliases.csv"):
        if row["list"] == "name":
            meant.setdefault(known.name_key(row["key"]), set()).add(row["code"])
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {}


def test_the_programs_own_areas_are_known():
    for area in BOOK.areas.values():
        assert known.resolve(area.code) in (area.code, "SCG"), area.code


@every_row(
    ("texts", "code"),
    [
        (("116",), "KHM"),
        (("004",), "AFG"),
        (("4.0",), "AFG"),
        (("khm",), "KHM"),
        (("Viet Nam",), "VNM"),
        (("Côte d'Ivoire",), "CIV"),
        (("TÃ¼rkiye",), "TUR"),
        (("Serbia, Republic of",), "SRB"),
        (("Congo, Rep.",), "COG"),
        (("Korea, Dem. People's Rep. of",), "PRK"),
        (("China, P.R.: Mainland",), "CHN"),
        ((" World",), "WLD"),
        (("490", "S19"), "OAS"),
        (("TWN",), "TWN"),
        (("0", "W00"), "WLD"),
        (("", "ROM"), "ROU"),
        (("ZAR",), "COD"),
        (("116", "JPN"), None),
        (("CHN", "Japan"), None),
        (("156", "Japan"), None),
        (("CHN", "China, mainland"), "CHN"),
        (("CHN", "somewhere else"), "CHN"),
        (("NA",), None),
        (("Narnia",), None),
        (("",), None),
        (("Yemen, Kingdom of",), None),
    ],
)
def test_resolve(texts, code):
    assert known.resolve(*texts) == code


def test_every_number_of_the_un_means_its_own_country():
    for row in rows_of(Path(__file__).with_name("un_numbers.csv")):
        assert known.resolve(row["number"]) == row["code"], row
        assert known.areas()[row["code"]].kind in ("country", "special", "former")


def test_cambodia_is_120_for_japans_customs_and_cameroon_for_the_un():
    assert known.aliases("japan")["120"] == "KHM"
    assert known.by_number()["120"] == "CMR"
