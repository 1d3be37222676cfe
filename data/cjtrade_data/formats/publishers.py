"""Who publishes a dataset and on what terms: what a citation of an imported figure needs."""

from __future__ import annotations

from typing import NamedTuple


class Publisher(NamedTuple):
    """A publisher and the terms of its dataset, as in sources.csv."""

    name: str
    title: str
    url: str
    licence: str
    terms: str


PUBLISHERS: dict[str, Publisher] = {
    "comtrade": Publisher(
        "United Nations",
        "UN Comtrade",
        "https://comtradeplus.un.org/",
        "UN Comtrade terms",
        "Small extracts may be cited; bulk re-dissemination is restricted.",
    ),
    "baci": Publisher(
        "CEPII",
        "BACI, international trade at the product level",
        "https://www.cepii.fr/",
        "Etalab Open Licence 2.0",
        "Cite Gaulier and Zignago (2010).",
    ),
    "wits": Publisher(
        "World Bank",
        "WITS",
        "https://wits.worldbank.org/",
        "World Bank terms; UN Comtrade terms",
        "Small extracts may be cited.",
    ),
    "wdi": Publisher(
        "World Bank", "World Development Indicators", "https://data.worldbank.org/", "CC BY 4.0", "CC BY 4.0"
    ),
    "jpcustoms": Publisher(
        "Ministry of Finance, Japan",
        "Trade Statistics of Japan",
        "https://www.customs.go.jp/toukei/",
        "Japan's government standard terms of use",
        "Free with acknowledgement.",
    ),
    "imf": Publisher(
        "International Monetary Fund", "IMF Data", "https://data.imf.org/", "IMF terms", "Free with acknowledgement."
    ),
    "sdmx": Publisher("", "SDMX", "", "", ""),
    "atlas": Publisher(
        "Growth Lab at Harvard University",
        "Atlas of Economic Complexity, international trade data",
        "https://dataverse.harvard.edu/dataverse/atlas",
        "CC BY-NC-SA 4.0",
        "Cite the Growth Lab; not for commercial use.",
    ),
    "oec": Publisher(
        "Observatory of Economic Complexity", "OEC", "https://oec.world/", "OEC terms", "Cite the OEC and its source."
    ),
    "faostat": Publisher(
        "FAO", "FAOSTAT, detailed trade matrix", "https://www.fao.org/faostat/", "CC BY 4.0", "CC BY 4.0"
    ),
    "wto": Publisher("World Trade Organization", "WTO Stats", "https://stats.wto.org/", "WTO terms", "Cite the WTO."),
    "unctad": Publisher(
        "UNCTAD", "UNCTADstat", "https://unctadstat.unctad.org/", "UNCTADstat terms", "Free with acknowledgement."
    ),
    "gravity": Publisher(
        "CEPII",
        "Gravity database",
        "https://www.cepii.fr/",
        "Etalab Open Licence 2.0",
        "Cite Conte, Cotterlaz and Mayer (2022).",
    ),
    "tradestatistics": Publisher(
        "Open Trade Statistics",
        "tradestatistics.io",
        "https://tradestatistics.io/",
        "CC BY-NC 4.0",
        "Not for commercial use.",
    ),
    "census": Publisher(
        "US Census Bureau", "US international trade", "https://www.census.gov/foreign-trade/", "public domain", "Free."
    ),
    "trademap": Publisher(
        "International Trade Centre",
        "Trade Map",
        "https://www.trademap.org/",
        "ITC terms",
        "Small extracts may be cited.",
    ),
    "figures": Publisher("", "Own figures", "", "", ""),
}
