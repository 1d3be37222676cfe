"""Layouts that are columns and meanings alone: a row has both sides, a year, perhaps a product, and one or several values.

Headings from the publishers' own documentation and from programs that read their files: Harvard's Atlas (Dataverse), OEC
(bulk files and API), FAOSTAT's trade matrix, WTO Stats, UNCTADstat, CEPII's Gravity, tradestatistics.io, the US Census Bureau's API.
"""

from __future__ import annotations

from typing import NamedTuple

from .readers.table import Table

Headings = tuple[str, ...]
"""Keys (see `table.key_of`) that a column may have, the first that is there."""


class Value(NamedTuple):
    """A column of amounts: the measure it is of, "" where the flow of its row says it; `turned` where the row's partner
    reports it; in so many powers of ten of a dollar, unless the unit of its row says so; from January on if `to_date`."""

    heading: str
    measure: str = ""
    power: int = 0
    turned: bool = False
    valuation: str = ""
    source: str = ""
    to_date: bool = False


class Product(NamedTuple):
    """A column of product codes and the classification they are of; the last `digits` count where more stand there, and a
    classification that is no tree is `flat`: its groups may hold each other and are never added."""

    heading: str
    classification: str
    digits: int = 0
    flat: bool = False


class Layout(NamedTuple):
    """What a file of a layout has. `needs` are headings of which all must be there; `reporter_is` stands for a column,
    and `groups` is how the publisher's codes of groups of economies look that nobody else has."""

    dataset: str
    title: str
    needs: tuple[Headings, ...]
    reporter: Headings
    partner: Headings
    time: Headings
    values: tuple[Value, ...]
    products: tuple[Product, ...] = ()
    flow: Headings = ()
    unit: Headings = ()
    month: Headings = ()
    reporter_is: str = ""
    area_prefix: int = 0
    groups: str = ""
    status: str = "reported"

    def fits(self, table: Table) -> bool:
        """Whether a heading has all that is needed, and a value."""
        keys = set(table.keys)
        return all(keys & set(needed) for needed in self.needs) and any(value.heading in keys for value in self.values)


_HARVARD = ("exportvalue", "importvalue")
LAYOUTS = (
    Layout(
        "atlas",
        "Atlas of Economic Complexity",
        (("countryiso3code", "locationcode"), ("year",), _HARVARD),
        ("countryiso3code", "locationcode"),
        ("partneriso3code", "partnercode"),
        ("year",),
        (
            Value("exportvalue", "exports", valuation="reconciled"),
            Value("importvalue", "imports", valuation="reconciled"),
        ),
        (
            Product("producths92code", "HS92"),
            Product("producths12code", "HS12"),
            Product("hsproductcode", "HS92"),
            Product("productsitccode", "SITC2"),
            Product("sitcproductcode", "SITC2"),
        ),
        status="estimated",
    ),
    Layout(
        "oec",
        "Observatory of Economic Complexity, bulk file",
        (("origin",), ("dest", "destination"), ("exportval",)),
        ("origin",),
        ("dest", "destination"),
        ("year",),
        (Value("exportval", "exports", valuation="reconciled"), Value("importval", "imports", valuation="reconciled")),
        (
            *(Product(f"hs{year}", f"HS{year}") for year in ("92", "96", "02", "07", "12", "17")),
            Product("sitc", "SITC2"),
        ),
        status="estimated",
    ),
    Layout(
        "oec",
        "Observatory of Economic Complexity, API",
        (("exportercountryid",), ("importercountryid",), ("year",), ("tradevalue",)),
        ("exportercountryid",),
        ("importercountryid",),
        ("year",),
        (Value("tradevalue", "exports", valuation="reconciled"),),
        (Product("hs6id", "HS", 6), Product("hs4id", "HS", 4), Product("hs2id", "HS", 2)),
        area_prefix=2,
        status="estimated",
    ),
    Layout(
        "faostat",
        "FAOSTAT, detailed trade matrix",
        (("reportercountries",), ("partnercountries",), ("item", "itemcode"), ("element",)),
        ("reportercountrycodem49", "reportercountries"),
        ("partnercountrycodem49", "partnercountries"),
        ("year", "yearcode"),
        (Value("value"),),
        (
            Product("itemcode", "FAO", flat=True),
            Product("itemcodefao", "FAO", flat=True),
            Product("item", "FAO", flat=True),
        ),
        flow=("element",),
        unit=("unit",),
    ),
    Layout(
        "wto",
        "WTO Stats",
        (("reportingeconomy",), ("indicator",), ("year",), ("value",)),
        ("reportingeconomyiso3acode", "reportingeconomy"),
        ("partnereconomyiso3acode", "partnereconomy"),
        ("year",),
        (Value("value"),),
        (Product("productsectorcode", "WTO", flat=True),),
        flow=("indicator",),
        unit=("unit",),
        month=("period",),
    ),
    Layout(
        "unctad",
        "UNCTADstat",
        (("economy",), ("flowlabel", "flow"), ("year",)),
        ("economy", "economylabel"),
        ("partner", "partnerlabel"),
        ("year",),
        (
            Value("usatcurrentpricesinthousands", power=3),
            Value("usatcurrentpricesinmillions", power=6),
            Value("usdollarsatcurrentpricesinthousands", power=3),
            Value("usdollarsatcurrentpricesinmillions", power=6),
        ),
        (Product("product", "UNCTAD", flat=True), Product("productlabel", "UNCTAD", flat=True)),
        flow=("flowlabel", "flow"),
        groups="^[1-9][0-9]{3}$",
    ),
    Layout(
        "gravity",
        "CEPII Gravity",
        (("iso3o",), ("iso3d",), ("year",)),
        ("iso3o",),
        ("iso3d",),
        ("year",),
        (
            Value("tradeflowcomtradeo", "exports", 3, valuation="FOB", source="UN Comtrade"),
            Value("tradeflowcomtraded", "imports", 3, turned=True, valuation="CIF", source="UN Comtrade"),
            Value("tradeflowbaci", "exports", 3, valuation="reconciled", source="BACI"),
            Value("tradeflowimfo", "exports", 3, valuation="FOB", source="IMF"),
            Value("tradeflowimfd", "imports", 3, turned=True, valuation="CIF", source="IMF"),
        ),
    ),
    Layout(
        "tradestatistics",
        "tradestatistics.io",
        (("reporteriso",), ("partneriso",), ("year",)),
        ("reporteriso",),
        ("partneriso",),
        ("year",),
        (
            Value("tradevalueusdexp", "exports"),
            Value("tradevalueusdimp", "imports"),
            Value("exportvalueusd", "exports"),
            Value("importvalueusd", "imports"),
        ),
        (Product("commoditycode", "HS"), Product("productcode", "HS")),
    ),
    Layout(
        "census",
        "US Census Bureau, API",
        (("ctyname",), ("time", "year")),
        (),
        ("ctyname",),
        ("time", "year"),
        (
            Value("allvalmo", "exports"),
            Value("allvalyr", "exports", to_date=True),
            Value("genvalmo", "imports"),
            Value("genvalyr", "imports", to_date=True),
        ),
        (Product("ecommodity", "HS"), Product("icommodity", "HS")),
        month=("month",),
        reporter_is="USA",
        groups="^(?:00[0-9]{2}|[0-9]XXX)$",
    ),
)

FLOWS = {
    "export value": "exports",
    "import value": "imports",
    "exports": "exports",
    "imports": "imports",
    "export": "exports",
    "import": "imports",
}
"""Flows by what a row says of them, in small letters; "merchandise exports ..." is told by its beginning."""
POWERS = {
    "1000usd": 3,
    "1000us": 3,
    "thousandusdollar": 3,
    "millionusdollar": 6,
    "millionusdollars": 6,
    "millionsofusdollars": 6,
    "usdollar": 0,
    "usd": 0,
}
"""Units of dollars, as `table.key_of` gives them."""
ALL_GOODS = ("", "-", "to", "total", "0000", "otot", "allproducts", "totalallproducts", "totalmerchandise", "all")
"""Codes and names of all goods in these layouts, as `table.key_of` gives them."""
