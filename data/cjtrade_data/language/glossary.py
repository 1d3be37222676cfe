"""The glossary: what the terms of the trade mean here, in one sentence each.

Every entry: the names a reader may use, parted by "|", then the meaning. Lookup answers "what is FOB" from it.
"""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """`names` parted by "|", the first as it is written; `figure` where the book has figures under the same name."""

    names: str
    meaning: str
    figure: bool = False


TERMS: dict[str, Term] = {
    "fob": Term("FOB|free on board|f.o.b.", "free on board: goods valued at the border of the country they leave, without "
                "the freight and insurance that follow; exports are counted so."),
    "cif": Term("CIF|cost insurance and freight|cost insurance freight|c.i.f.", "cost, insurance and freight: goods valued "
                "on arrival, with what it cost to carry and insure them; imports are counted so."),
    "valuation": Term("valuation|fob cif", "whether goods are counted without the freight and insurance (FOB, exports), "
                      "with them (CIF, imports), or made comparable by a compiler."),
    "mirror": Term("mirror data|mirror statistics|mirror statistic|mirror figure|mirror figures|mirroring", "the partner's figure for the "
                   "same trade: Japan's imports from Cambodia mirror Cambodia's exports to Japan. The two differ by "
                   "freight, timing and goods that pass through third countries."),
    "mirror gap": Term("mirror gap|asymmetry|trade asymmetry", "what one side reports of a flow less what the other side "
                       "reports of it; part of it is freight and insurance, which one side counts and the other does "
                       "not.", figure=True),
    "derived": Term("derived|derived figure|derived figures|derived value|worked out", "worked out here by arithmetic on "
                    "printed figures; the formula is kept and the interval says how far their rounding lets it vary."),
    "reported": Term("reported|reported figure|reported figures|reported status", "printed by the source itself, as against derived "
                     "(worked out) or estimated."),
    "estimated": Term("estimated figure|estimated figures|reconciled|reconciled estimate|estimate", "a figure that its "
                      "publisher estimated; BACI, for one, reconciles what both countries report into one."),
    "vintage": Term("vintage|vintages|edition", "the state of a source on a date: the same figure may be revised in a "
                    "later one, so a figure is quoted with the vintage it was taken from."),
    "year to date": Term("YTD|year to date", "from the first of January to the end of a month of the same year, set "
                         "against the same months of the year before."),
    "yoy": Term("year on year|yoy|y-o-y|on the year", "against the same months of the year before."),
    "interval": Term("interval|rounding interval|confidence interval|error bars|rounding", "the lowest and highest value a "
                     "figure may have had before it was rounded: 237.22 million stands for 237.215 to 237.225 million."),
    "stock": Term("FDI stock|investment stock|stock of investment|stock of FDI|stock", "all foreign direct investment in "
                  "the country at one moment, as the National Bank of Cambodia counts it; not money that came in during "
                  "a year.", figure=True),
    "inflow": Term("FDI inflow|FDI inflows|investment inflow|inflow|inflows", "foreign direct investment that came in "
                   "during a period; it adds to the stock.", figure=True),
    "approval": Term("approvals|approval|approved investment|investment approvals|qip|qualified investment project",
                     "investment that the Council for the Development of Cambodia has licensed; a plan, not money spent, "
                     "so it is never added to stock or inflow.", figure=True),
    "fdi": Term("FDI|foreign direct investment", "foreign direct investment: money from abroad for a lasting stake in an "
                "enterprise. Stock, inflow and approvals are three ways of counting it.", figure=True),
    "hs": Term("HS chapter|HS chapters|HS code|HS codes|HS|harmonized system|harmonised system", "the two-digit level of "
               "the Harmonized System, by which customs sort goods: chapter 61 is knitted apparel, 64 footwear."),
    "sitc": Term("SITC|SITC section|SITC sections|standard international trade classification", "the Standard International "
                 "Trade Classification of the United Nations; its ten sections are the only split of goods the book has "
                 "for the pair."),
    "surplus": Term("trade surplus|trade balance|trade deficit|balance of trade|surplus|deficit", "exports less imports: a "
                    "surplus where exports are larger, a deficit where imports are.", figure=True),
    "total trade": Term("total trade|bilateral trade|trade volume|trade turnover|turnover", "exports and imports of the two "
                        "countries together, in dollars; a volume of trade is a value here, not a weight.", figure=True),
    "percentage point": Term("percentage point|percentage points", "the plain difference of two percentages: from 4 to 5 "
                             "per cent is one point, and 25 per cent."),
    "cagr": Term("CAGR|compound growth|compound annual growth|compound annual growth rate", "the one rate a year that leads "
                 "from the first level to the last."),
    "cover": Term("cover ratio|import cover|coverage ratio", "exports divided by imports: what exports pay for of each "
                  "dollar of imports.", figure=True),
    "baci": Term("BACI|CEPII", "a database of the French institute CEPII that reconciles what both countries report of a flow "
                 "into one estimate, valued FOB; the book has it for 2023."),
    "compiler": Term("compiler|compilers", "whose statistics a figure is, whoever printed it: customs (GDCE, JETRO), a "
                     "central bank (NBC) or a compilation (WITS, BACI, UNCTAD)."),
    "concentration": Term("market concentration|concentration index|hh index|herfindahl index", "how far exports go to few "
                          "countries, from 0 (many, alike) to 1 (a single one).", figure=True),
    "sez": Term("special economic zone|SEZ", "an area set apart for factories and trade, with customs and tax rules of its "
                "own.", figure=True),
}  # fmt: skip
