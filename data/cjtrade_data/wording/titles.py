"""About: what a number is, in the words of a heading: `Cambodia's exports to Japan, Jan-Feb 2024`."""

from __future__ import annotations

from ..book.book import Book
from ..book.code_lists import classifications
from ..model.codes import WORLD
from ..model.own import coverage_of
from ..model.period import Period

_WORDS = {
    "exports": "{r}'s exports to {p}",
    "imports": "{r}'s imports from {p}",
    "total_trade": "trade between {r} and {p}",
    "trade_balance": "{r}'s trade balance with {p}",
    "trade_deficit": "{r}'s trade deficit with {p}",
    "trade_surplus": "{r}'s trade surplus with {p}",
    "cover_ratio": "{r}'s exports for each dollar of imports from {p}",
    "exports_share_of_pair": "share of {r}'s exports in its trade with {p}",
    "share_of_world_exports": "{p}'s share of {r}'s exports",
    "share_of_world_imports": "{p}'s share of {r}'s imports",
    "share_of_world_trade": "{p}'s share of {r}'s trade",
    "product_share_of_exports": "share in {r}'s exports to {p}",
    "product_share_of_imports": "share in {r}'s imports from {p}",
    "revealed_comparative_advantage_in_exports": "{r}'s revealed comparative advantage in its exports to {p}",
    "revealed_comparative_advantage_in_imports": "{p}'s revealed comparative advantage in {r}'s imports",
    "product_concentration_of_exports": "concentration (HHI) of {r}'s exports to {p}",
    "product_concentration_of_imports": "concentration (HHI) of {r}'s imports from {p}",
    "exports_over_national_total": "{r}'s exports to {p} over its own total",
    "imports_over_national_total": "{r}'s imports from {p} over its own total",
    "exports_rank": "{p}'s rank among buyers from {r}",
    "imports_rank": "{p}'s rank among suppliers of {r}",
    "total_trade_rank": "{p}'s rank among trading partners of {r}",
    "total_trade_rank_change": "change of {p}'s rank among trading partners of {r}",
    "fdi_stock": "FDI stock in {r} from {p}",
    "fdi_stock_share": "{p}'s share of FDI stock in {r}",
    "fdi_stock_rank": "{p}'s rank by FDI stock in {r}",
    "fdi_stock_sector_share": "share of a sector in FDI stock in {r} from {p}",
    "fdi_inflow": "FDI inflow to {r} from {p}",
    "fdi_inflow_share": "{p}'s share of FDI inflow to {r}",
    "fdi_inflow_rank": "{p}'s rank by FDI inflow to {r}",
    "approved_investment": "approved investment in {r} from {p}",
    "approved_investment_share": "{p}'s share of approved investment in {r}",
    "approved_investment_rank": "{p}'s rank by approved investment in {r}",
    "approved_projects": "approved projects in {r} from {p}",
    "aid_grants": "grant aid from {r} to {p}",
    "aid_grants_net": "grants disbursed from {r} to {p}",
    "aid_grants_year": "grants from {r} to {p} in twelve months",
    "aid_loans": "aid loans from {r} to {p}",
    "aid_loans_net": "net loans disbursed from {r} to {p}",
    "aid_loans_year": "loans from {r} to {p} in twelve months",
    "aid_net": "net aid from {r} to {p}",
    "aid_technical_net": "technical cooperation of {r} with {p}, disbursed",
    "aid_year": "aid from {r} to {p} in twelve months",
    "aid_grant_agreed": "grant from {r} to {p} agreed",
    "aid_loan_agreed": "loan from {r} to {p} agreed",
    "association_members": "members of the {people} business association in {r}",
    "association_members_and_associates": "members and associates of the {people} business association in {r}",
    "association_members_regular": "regular members of the {people} business association in {r}",
    "residents": "{people} residents in {r}",
    "residents_estimated": "{people} residents in {r}, as estimated",
    "residents_rank": "rank of {r} by {people} residents",
    "visitors": "{people} visitors to {r}",
    "workers_abroad": "{people} workers in {r}",
    "workers_sent": "{people} workers sent to {r}",
    "investors_counted": "{people} investors in {r}",
    "promising_country_rank": "rank of {r} among promising countries for {people} manufacturers",
    "survey_answers": "{people} firms in {r} that answered JETRO",
    "survey_expect_profit": "{people} firms in {r} expecting a profit",
    "survey_expect_even": "{people} firms in {r} expecting to break even",
    "survey_expect_loss": "{people} firms in {r} expecting a loss",
    "survey_better_year": "{people} firms in {r} with a better year",
    "survey_better_next_year": "{people} firms in {r} expecting a better next year",
    "preference_articles": "articles with preference in {r}",
    "preference_articles_ldc": "further articles with preference for LDCs in {r}",
    "firms": "{people} firms in {r}",
    "firms_entered": "{people} firms that entered {r} and are still in business",
    "firms_in_business": "{people} firms that entered {r} since 2014 and are in business",
    "firms_of_jetro": "{people} firms in {r} as JETRO counts them",
    "firm_registrations": "{people} firms registered in {r}",
}
_OF_SECTOR = {
    "fdi_stock": "FDI stock in {r} in {sector}",
    "fdi_stock_share": "share of {sector} in FDI stock in {r}",
    "fdi_inflow": "FDI inflow to {r} in {sector}",
    "fdi_inflow_share": "share of {sector} in FDI inflow to {r}",
}
"""What all investors together have in a sector."""


def about(book: Book, measure: str, reporter: str, partner: str, product: str, period: str, compiler: str = "") -> str:
    """What a number is, for whom and when, and where it is of the reader's own, of which products; it begins small unless
    with a name."""
    r, p = _country(book, reporter), _country(book, partner)
    people = book.areas[partner].demonym if partner in book.areas else p
    base = measure.removesuffix("_growth")
    compared, less, against = measure.partition("_less_")
    if less:
        of = about(book, compared, reporter, partner, product, period, compiler)
        return f"{of}, less {_against(book, against.removesuffix('_percent'))}{', in per cent' * against.endswith('_percent')}"
    if partner == WORLD and product and measure in _OF_SECTOR:
        what = _OF_SECTOR[measure].format(r=r, sector=product_name(book, product))
        return ", ".join(filter(None, (what, period)))
    if "mirror_gap" in measure:
        flow, _, percent = measure.partition("mirror_gap")
        what = f"mirror gap of {flow.rstrip('_') or 'trade'} between {r} and {p}{', in per cent' if percent else ''}"
    elif base in _WORDS and partner:
        what = ("growth of " if base != measure else "") + _WORDS[base].format(r=r, p=p, people=people)
    else:
        label = book.names("measures").get(measure) or measure.replace("_", " ")
        what = ", ".join(n for n in (small(label), r, p) if n)
    covered = coverage_of(compiler)
    what += f" ({covered})" if covered else ""
    return ", ".join(n for n in (what, product_name(book, product), period) if n)


def _against(book: Book, side: str) -> str:
    """What a number is set against: another partner, or another period."""
    return _country(book, side) if side in book.areas else Period.parse(side).label


def product_name(book: Book, product: str) -> str:
    """The name of a product, sector or kind of aid: `HS 64, footwear ...`, `special economic zones`."""
    system, _, code = product.partition(":")
    known = classifications().get(system)
    if known is None:
        return code.replace("-", " ")
    if not code:
        return f"all {known.spoken}s"
    name = book.names(known.table).get(code, "" if known.numbered else code)
    if not known.numbered:
        return name
    return f"{system} {code}, {small(name)}" if name else f"{system} {code}"


def _country(book: Book, code: str) -> str:
    if code == WORLD:
        return "the world"
    return book.areas[code].name if code in book.areas else code


def small(label: str) -> str:
    """A label inside a sentence: `net aid`, but `GDP`."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
