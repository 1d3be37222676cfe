"""Units of money in headings and above tables: read as they are written, or refused; the figures are made up."""

import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError
from cjtrade_data.formats.money import CurrencyScale, parted

HEAD = "Classification,Year,Trade Flow,Reporter,Reporter ISO,Partner,Partner ISO,Commodity Code,Commodity,"
ROW = "H5,2022,Export,Viet Nam,VNM,Japan,JPN,TOTAL,All Commodities,24232.5\n"


@every_row(
    "heading,around,unit",
    [
        ("Trade Value (1000 US$)", "tradevalue", ("USD", 3)),
        ("Trade Value (US$)", "tradevalue", ("USD", 0)),
        ("TradeValue in 1000 USD", "tradevalue", ("USD", 3)),
        ("TradeValue.in.1000.USD", "tradevalue", ("USD", 3)),
        ("Trade Value 1000USD", "tradevalue", ("USD", 3)),
        ("Import Trade Value (US$ Thousand)", "importtradevalue", ("USD", 3)),
        ("Value, millions of US dollars", "value", ("USD", 6)),
        ("US$ at current prices in thousands", "atcurrentprices", ("USD", 3)),
        ("Customs Value (Gen) ($US)", "customsvaluegen", ("USD", 0)),
        ("Value (EUR '000)", "value", ("EUR", 3)),
        ("Value (thousand yen)", "value", ("JPY", 3)),
        ("US Dollars, Millions", "", ("USD", 6)),
        ("Trade Value (US$ bn)", "tradevalue", ("USD", 9)),
        ("Value (trillion yen)", "value", ("JPY", 12)),
        ("Value (billion yen)", "value", ("JPY", 9)),
        ("Value (USD mn)", "value", ("USD", 6)),
        ("金額(十億円)", "金額", ("JPY", 9)),
        ("GDP, current prices (Billions of U.S. dollars)", "gdpcurrentprices", ("USD", 9)),
        ("Value (U.S.$ million)", "value", ("USD", 6)),
    ],
)
def test_a_heading_is_parted_from_its_unit(heading, around, unit):
    assert parted(heading) == (around, CurrencyScale(*unit))


@every_row(
    "heading",
    [
        "Trade Value",
        "Value (NT$)",
        "Value (HK$ million)",
        "Value ($)",
        "Value (¥ million)",
        "Value (US$ or EUR)",
        "Value (US$ million, EUR thousand)",
        "Quantity (1000 kg)",
        "Value (million)",
        "Family usability",
    ],
)
def test_what_states_no_unit_or_two_is_left_whole(heading):
    assert parted(heading)[1] is None


@every_row(
    "unit,amount,scale",
    [
        ("1000 US$", 24_232_500.0, "thousand"),
        ("US$ million", 24_232_500_000.0, "million"),
        ("in thousands of US dollars", 24_232_500.0, "thousand"),
        ("US$", 24_232.5, "one"),
    ],
)
def test_a_value_is_as_large_as_the_heading_of_its_column_says(given, unit, amount, scale):
    frame, report = given(f"{HEAD}Trade Value ({unit})\n{ROW}")
    assert frame.select("measure", "value", "unit", "scale").rows() == [("exports", amount, "USD", scale)]
    assert report.findings[0].dataset == "comtrade"


def test_another_currency_in_the_heading_is_kept(given):
    frame, _ = given(f"{HEAD}Trade Value (EUR thousand)\n{ROW}")
    assert frame.select("value", "unit").rows() == [(24_232_500.0, "EUR")]


@every_row("flow,measure", [("Export", "exports"), ("Import", "imports")])
def test_a_sheet_of_wits_says_flow_and_unit_apart(given, flow, measure):
    sheet = "Reporter,Partner,Product categories,Indicator Type,Year,Trade Value (US$ Million)\n"
    frame, _ = given(f"{sheet}Vietnam,Japan,All Products,{flow},2022,24232.5\n")
    assert frame.select("measure", "value", "scale").rows() == [(measure, 24_232_500_000.0, "million")]


def test_a_currency_that_trade_map_names_and_we_do_not_know_is_refused(given):
    name = "Trade_Map_-_List_of_supplying_markets_for_a_product_imported_by_Thailand_(All_products).txt"
    with pytest.raises(FormatError, match="Seashells thousand"):
        given("Unit : Seashells thousand\nExporters\tImported value in 2020\nJapan\t40\n", name)


def test_dollars_of_unctad_may_be_of_any_size(given):
    frame, _ = given(
        "Year,Economy,Economy Label,Partner,Partner Label,Flow Label,US$ at current prices in millions\n"
        "2021,764,Thailand,392,Japan,Imports,355\n"
    )
    assert frame["value"].to_list() == [355e6]


def test_a_value_of_which_neither_unit_nor_publisher_is_told_is_refused(given):
    with pytest.raises(FormatError, match="line 1 does not say in which unit its values are"):
        given("Reporter,Partner,Product code,Year,TradeFlow,Trade Value\nVietnam,Japan,010121,2022,Export,24\n")
