"""Which investment a question is about: whose, where, and by which concept."""

from __future__ import annotations

from ...model.codes import WORLD
from ..query import Query

LEVEL = {
    "stock": "fdi_stock",
    "inflow": "fdi_inflow",
    "approval": "approved_investment",
    "projects": "approved_projects",
}


def is_about(question: Query) -> bool:
    """Whether the question is about investment."""
    if "fdi" in question.measures or "fdi" in question.values("role"):
        return True
    other = set(question.values("topic")) - {"special economic zone"}
    return bool(question.values("basis")) and not question.trade_measures and not other


def investors(question: Query) -> list[str]:
    """Who invests: who is named; else Japan and all together, all first where the words are general.

    Empty for investment in another country than Cambodia, which the book does not have.
    """
    if host_abroad(question):
        return []
    named = [p.code for p in question.places if p.code != question.home]
    if WORLD in named and len(set(named)) > 1:
        return []  # "Japan's investment worldwide"
    if named:
        return named[:1]
    general = question.says("of all investors")
    return [WORLD, question.partner] if general else [question.partner, WORLD]


def host_abroad(question: Query) -> str:
    """The other country in which somebody invests; "" where it is Cambodia."""
    compared = {i.end for i in question.all("op")}  # "relative to China's"
    compared |= {k + 1 for k, word in enumerate(question.words) if word == "for"}  # "approved for Japan"
    hosts = (p for p in question.places if p.role in ("in", "to") and p.start not in compared)
    return next((p.code for p in hosts if p.code not in (question.home, WORLD)), "")


def bases(question: Query) -> list[str]:
    """The concepts asked for; all three where none is named."""
    asked = [b for b in question.values("basis") if b in LEVEL]
    if "approval" in asked and not question.says("named side by side"):
        asked = [b for b in asked if b not in ("stock", "inflow")]  # "the stock of approved investment"
    if "projects" in asked and "approval" in asked and not question.says("approvals"):
        # "approved projects" are counted, "approved investment" is money
        asked.remove("projects" if question.says("money") else "approval")
    return asked or ["stock", "inflow", "approval"]
