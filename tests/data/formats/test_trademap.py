"""ITC Trade Map, as text and as a web page saved as a spreadsheet; the figures are made up."""

import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError

TEXT = "Exporters\tImported value in 2020\tImported value in 2021\t\nWorld\t900\t950\t\nJapan\t40\t\t\nTaipei, Chinese\t30\t35\t\n"
NAME = "Trade_Map_-_List_of_supplying_markets_for_a_product_imported_by_Thailand_(All_products).txt"


def page(title, product, heads, rows, unit="Unit : US Dollar thousand"):
    lines = "".join(f"<tr><td colspan='3'>{line}</td></tr>" for line in (title, product, unit) if line)
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (heads, *rows))
    return f"<html><body><table>{lines}</table><table>{lines}{cells}</table></body></html>"


SUPPLIERS = "List of supplying markets for a product imported by Thailand"


def test_the_text_download_is_told_by_its_name(given):
    frame, report = given(TEXT, NAME)
    assert report.rejected == 0
    assert sorted(frame.select("measure", "reporter", "partner", "product", "period_end", "value", "scale").rows()) == [
        ("imports", "THA", "JPN", "", "2020-12", 40e3, "thousand"),
        ("imports", "THA", "TWN", "", "2020-12", 30e3, "thousand"),
        ("imports", "THA", "TWN", "", "2021-12", 35e3, "thousand"),
        ("imports", "THA", "WLD", "", "2020-12", 900e3, "thousand"),
        ("imports", "THA", "WLD", "", "2021-12", 950e3, "thousand"),
    ]


@every_row(
    "title,product,heads,row,wanted",
    [
        (
            SUPPLIERS,
            "Product: 8703 Motor cars",
            ("Exporters", "Imported value in 2020"),
            ("Japan", "7,500"),
            ("imports", "THA", "JPN", "HS:8703", "2020-01", "2020-12", 7.5e6),
        ),
        (
            "List of importing markets for the product exported by Thailand",
            "Product: TOTAL All products",
            ("Importers", "Exported value in 2021-M03"),
            ("Japan", "12"),
            ("exports", "THA", "JPN", "", "2021-03", "2021-03", 12e3),
        ),
        (
            "List of importing markets for the product exported by Thailand",
            "Product: TOTAL All products",
            ("Importers", "Exported value in 2021-Q2"),
            ("Japan", "12"),
            ("exports", "THA", "JPN", "", "2021-04", "2021-06", 12e3),
        ),
        (
            "List of exporters for the selected product",
            "Product: 01 Live animals",
            ("Exporters", "Exported value in 2020"),
            ("Thailand", "5"),
            ("exports", "THA", "WLD", "HS:01", "2020-01", "2020-12", 5e3),
        ),
        (
            "List of products exported by Thailand",
            "",
            ("Product code", "Product label", "Exported value in 2020"),
            ("'01", "Live", "5"),
            ("exports", "THA", "WLD", "HS:01", "2020-01", "2020-12", 5e3),
        ),
    ],
)
def test_a_web_page_saved_as_a_spreadsheet_is_told_by_the_lines_above(given, title, product, heads, row, wanted):
    frame, report = given(page(title, product, heads, [row]), "Trade_Map.xls")
    assert report.rejected == 0
    columns = ("measure", "reporter", "partner", "product", "period_start", "period_end", "value")
    assert frame.select(columns).rows() == [wanted]


def test_indicators_under_a_second_row_of_headings_are_read_for_their_values(given):
    heads = [
        ("Code", "Product label", "Select your indicators", ""),
        ("", "", "Value imported in 2023 (EUR thousand)", "Rank"),
    ]
    rows = [*heads, ("'TOTAL", "All products", "950", "7"), ("'84", "Machinery", "40", "8")]
    frame, report = given(
        page("List of products at 2 digits level imported by Bahrain in 2023", "", rows[0], rows[1:], ""), "a.xls"
    )
    found = frame.sort("line").select("measure", "reporter", "partner", "product", "period_end", "value", "unit").rows()
    assert found == [("imports", "BHR", "WLD", good, "2023-12", v, "EUR") for good, v in (("", 950e3), ("HS:84", 40e3))]
    assert report.rejected == 0


def test_another_currency_is_kept(given):
    content = page(
        SUPPLIERS, "Product: TOTAL", ("Exporters", "Imported value in 2020"), [("Japan", "5")], "Unit : Euro thousand"
    )
    assert given(content, "Trade_Map.xls")[0].select("unit", "value").rows() == [("EUR", 5000.0)]


@every_row(
    "name,words",
    [
        ("imports.txt", "does not say whose exports or imports it lists"),
        (
            "Trade_Map_-_List_of_supplying_markets_for_a_product_imported_by_Thailand.txt",
            "does not say of which product it is",
        ),
        (NAME.replace("(All", "(Mirror)_(All"), "is mirror data"),
    ],
)
def test_what_the_file_does_not_say_is_not_guessed(given, name, words):
    with pytest.raises(FormatError, match=words):
        given(TEXT, name)
