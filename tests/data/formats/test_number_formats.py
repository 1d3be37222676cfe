"""A column of numbers is written in one way, proved by its cells and its file; what nothing proves is refused."""

import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError

BACI = "BACI_HS92_Y2020_V202401.csv"


def baci(*values, separator=";"):
    rows = [separator.join(("2020", "764", "392", f"0101{n:02d}", value, "1")) for n, value in enumerate(values, 10)]
    return "\n".join([separator.join("tijkvq"), *rows]) + "\n"


@every_row(
    "values,separator,dollars",
    [
        (("23,456", "0,250"), ";", [23456, 250]),
        (("23,456", "981,4"), ";", [23456, 981400]),
        (("7.654.321", "650.250"), ";", [7654321000, 650250000]),
        (("1.234,5", "650.250"), ";", [1234500, 650250000]),
        (("23.456", "0.25"), ";", [23456, 250]),
        (("23.456", "1.5"), "\t", [23456, 1500]),
        (("23,456", "1.5"), "\t", None),
        (("1,234,567", "23,456"), "\t", [1234567000, 23456000]),
        (('"23,456"', "7"), ",", [23456000, 7000]),
        (('"23,456"', '"0,25"'), ",", [23456, 250]),
        (("23.456", "7"), ",", [23456, 7000]),
        (("1 234,5", "2"), ";", [1234500, 2000]),
        (("1.234E+03", "0.5"), ";", [1234000, 500]),
        (("1,234E+03", "0,5"), ";", [1234000, 500]),
    ],
)
def test_a_column_has_the_decimal_mark_that_its_cells_prove(given, values, separator, dollars):
    content = baci(*values, separator=separator)
    if dollars is None:
        content = content.replace("\t1.5\t", "\t\t")
        with pytest.raises(FormatError, match=r"may be 23456 or 23\.456"):
            given(content, BACI)
    else:
        assert given(content, BACI)[0].sort("line")["value"].to_list() == dollars


@every_row("values", [("23,456", "1,250"), ("23.456", "1.250")])
def test_what_nothing_proves_is_refused_in_one_line(given, values):
    with pytest.raises(FormatError) as refused:
        given(baci(*values), BACI)
    assert "column v, may be 23456 or 23.456, and nothing in the file tells" in str(refused.value)
    assert BACI in str(refused.value) and "line 2" in str(refused.value) and "\n" not in str(refused.value)


@every_row(("stop", "comma"), [("1.5", "0,25"), ("1.939E+09", "0,25"), ("1.5", "1,939E+09")])
def test_two_ways_in_one_column_are_refused_with_both_places(given, stop, comma):
    with pytest.raises(FormatError) as refused:
        given(baci(stop, comma), BACI)
    assert f"column v is written in two ways: '{comma}' (line 3) and '{stop}' (line 2)" in str(refused.value)


def test_another_column_of_the_file_may_prove_it(given):
    frame, _ = given(
        "Country Name;Country Code;Series Name;Series Code;2019 [YR2019];2020 [YR2020]\n"
        "Thailand;THA;Trade (% of GDP);NE.TRD.GNFS.ZS;109,6;97,801\n"
    )
    assert frame.sort("period_end")["value"].to_list() == [109.6, 97.801]


def test_codes_prove_nothing_of_amounts(given):
    content = "Year;Trade Flow;Reporter;Partner;Classification;Commodity Code;Trade Value (US$)\n2010;Export;{};Japan;S3;001.1;23,456\n"
    with pytest.raises(FormatError, match="may be 23456 or 23"):
        given(content.format("Thailand"))


def test_footnotes_are_no_amounts(given):
    heading = "Year,Economy,Economy Label,Flow,Flow Label,US$ at current prices in thousands,US$ at current prices in thousands Footnote"
    rows = ['2020,764,Thailand,02,Exports,12.5,"1,2"', "2021,764,Thailand,02,Exports,13.5,1.5"]
    assert given("\n".join((heading, *rows)) + "\n")[1].imported == 2


def test_a_share_of_products_is_an_amount_whatever_its_heading_says_beside(given):
    content = (
        "Reporter Name;Partner Name;Year;Trade Flow;Export (US$ Thousand);Export Product Share (%)\n"
        "Thailand;Japan;2020;Export;812,5;12,345\nThailand;China;2020;Export;900,25;14,5\n"
    )
    frame, _ = given(content)
    assert sorted(frame["value"].to_list()) == [12.345, 14.5, 812500.0, 900250.0]
