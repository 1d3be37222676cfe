"""Reference: any number named in one word, so that a cell, a card, the tray and a command speak of the same one.

A print is named by its id. What was worked out is named by what it is: `=trade_balance:KHM:JPN:2024-02:GDCE`.
A source, a statement, a person or an organisation is named with its kind before its id: `source:wits-2017-11`.
"""

from __future__ import annotations

from typing import NamedTuple

from .period import Period

Pair = tuple[str, str]
"""Two areas; flows are seen from the first."""
HOME: Pair = ("KHM", "JPN")
"""The pair the bundled figures are about."""
SEEN_FROM_CAMBODIA = {
    "KHM": {f: f for f in ("exports", "imports", "total_trade", "trade_balance")},
    "JPN": {"imports": "exports", "exports": "imports", "total_trade": "total_trade", "trade_deficit": "trade_balance"},
}
"""The flow of the pair, as Cambodia sees it, that each measure of a reporter is."""
MEASURE_OF = {reporter: {flow: m for m, flow in flows.items()} for reporter, flows in SEEN_FROM_CAMBODIA.items()}
"""The same the other way round."""
PARTNER = {"KHM": "JPN", "JPN": "KHM"}


def partner_in(pair: Pair, reporter: str) -> str:
    """The other of the two."""
    return pair[1] if reporter == pair[0] else pair[0]


def seen_from_first(pair: Pair, reporter: str) -> dict[str, str]:
    """The flow of the pair, as its first sees it, that each measure of a reporter is."""
    return SEEN_FROM_CAMBODIA[HOME[0] if reporter == pair[0] else HOME[1]]


class Reference(NamedTuple):
    """A number that was worked out: `compiler` is whose figures, or the edition of a ranking, or both sides of a gap.

    `product` is what goods it is of, "" for all; of a classification without a code, as `MTN:`, all its groups together.

    >>> Reference.parse("=exports_growth:KHM:JPN:2024-01/2024-02:GDCE").period.label
    'Jan-Feb 2024'
    >>> Reference.parse("=product_share_of_imports:JPN:KHM:2019:WTO:MTN:17").product
    'MTN:17'
    """

    measure: str
    reporter: str
    partner: str
    period: Period
    compiler: str
    product: str = ""

    def __str__(self) -> str:
        of_goods = f":{self.product}" if self.product else ""
        return f"={self.measure}:{self.reporter}:{self.partner}:{self.period.code}:{self.compiler}{of_goods}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read what `str` writes. Raises KeyError, as an unknown id does, for what names no number."""
        parts = text.removeprefix("=").split(":", 5)
        if not text.startswith("=") or len(parts) < 5:
            raise KeyError(text)
        measure, reporter, partner, code, compiler, *product = parts
        try:
            return cls(measure, reporter, partner, Period.parse(code), compiler, *product)
        except ValueError:
            raise KeyError(text) from None


def of_flow(flow: str, reporter: str, period: Period, compiler: str, what: str = "", pair: Pair = HOME) -> str:
    """The reference of a flow as the pair's first sees it, in the words of its reporter; `what` is "growth" for its growth."""
    measure = {f: m for m, f in seen_from_first(pair, reporter).items()}[flow]
    partner = partner_in(pair, reporter)
    return str(Reference(f"{measure}_{what}" if what else measure, reporter, partner, period, compiler))


def is_number(reference: str) -> bool:
    """Whether a reference names a number, printed or worked out, rather than a source, a statement or a speaker."""
    return reference.startswith("=") or (bool(reference) and ":" not in reference)
