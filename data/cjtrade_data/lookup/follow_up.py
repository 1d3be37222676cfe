"""Follow-ups: a question that goes on from the one before it: "and imports?", "in yen", "the following month"."""

from __future__ import annotations

from typing import NamedTuple

from ..language.phrases import codes, cue
from ..model.period import Period
from .parser import Item
from .query import TRADE, Query

_WHAT = ("measure", "verb", "basis")
_OF_TRADE = (*_WHAT, "role", "good", "sector")
_SUBJECTS = {*_OF_TRADE, "person", "topic", "organisation"}
_WHOM = ("area", "group")
_GROUPS: tuple[tuple[str, ...], ...] = (_WHAT, ("peak", "trough"), ("growth", "share", "rank", "ratio"))
_IN_PLACE_OF: dict[str, tuple[str, ...]] = {
    part: (part,) for part in "span unit compiler good nth person role".split()
} | dict.fromkeys(_WHOM, _WHOM)
_IN_PLACE_OF |= {part: group for group in _GROUPS for part in group}
"""What a part of the new question, a slot or an operation, puts out of the old one."""
_COMPARES = ("difference", "comparative", "ratio")
_COMPARED = {"span", "area", *_WHAT}
"""What two of are compared."""
_TOWARDS = ("to", "from")
_AGAINST = {"exports": "from", "imports": "to"}
_OF_NUMBERS = "average cite compound contribution convert growth halves month_before months over_years peak per_head quarters rank ratio share sum trough yearly".split()
"""Operations that are nothing without a measure: "by how much did it grow"."""


class GoingOn(NamedTuple):
    """A question in full, the words in it that are of the question before, and whether it says by itself what it is about."""

    whole: str
    kept: str
    stands: bool


def continued(question: Query, before: Query, answered: Period | None) -> GoingOn | None:
    """The question in full, out of what it says and what the one before it said; None where it stands by itself.

    It goes on where it says so, "and", "it", or lacks what a whole question has: something that is asked for, and when,
    with whom or which operation. How it is punctuated, and how long it is, says nothing.
    `answered` is the period of the answer before, from which "the following month" is counted.
    """
    if rest := codes("in full").get(" ".join(question.words[_opening(question) :])):
        in_full = Query(f"and {rest}", question.vocabulary)
        of_flow = bool(before.trade_measures) and not before.does(*_COMPARES, "share", "rank", "sum")
        return continued(in_full, before, answered) if of_flow or not in_full.trade_measures else None
    moved = _moved(question, answered)
    said = {p for i in question.items for p in (i.slot, _part(i))}
    says = said & {*_IN_PLACE_OF, *_SUBJECTS, "op"} | ({"span"} if moved else set())
    compares = question.does(*_COMPARES) or question.says("more", "less")
    compares = compares and not says.isdisjoint(_COMPARED) and not before.does(*_COMPARES)
    refers, about = _refers(question, before, compares), _subjects(question)
    turns = bool(about) and about.isdisjoint(_subjects(before) or {"trade", "investment"})
    goes_on = bool(says) and (refers or (not turns and _is_incomplete(question, before, says, compares)))
    if not goes_on and (says or not 0 < len(question.words) == _opening(question)):  # but "by how much"
        return None
    stands = not refers and not says.isdisjoint({"area", *_SUBJECTS})
    if question.does("share"):
        says -= {*_WHAT, "area"} if _is_of_all(question) else set()  # what it is a share of puts nothing out
    replaced = {part for new in says for part in _IN_PLACE_OF.get(new, ())}
    replaced -= _COMPARED if compares else set()
    replaced |= {"compiler"} if any(p.role == "by" for p in question.places) else set()
    kept = " ".join(_kept(before, replaced, _staying(question, before)))
    added = [*_added(question, moved is not None), moved.code if moved else ""]
    asks = [added.pop(0)] if question.asks_whether and _opening(question) == 0 else []
    while asks and added and added[0] in cue("what was told"):  # "is it more than in 2021"
        added.pop(0)
    return GoingOn(" ".join([*asks, kept, *added]).strip().replace(" - ", "-"), kept.replace(" - ", "-"), stands)


def says_that_it_goes_on(question: str) -> bool:
    """Whether a question begins as only one that goes on does: "and imports?", and not "how much" or "now"."""
    begins = (phrase for phrase, code in codes("goes on").items() if code == "always")
    return any(question.strip().lower().startswith(f"{phrase} ") for phrase in begins)


def _part(item: Item) -> str:
    return str(item.value) if item.slot == "op" else item.slot


def _refers(question: Query, before: Query, compares: bool) -> bool:
    """Whether it says that it goes on: "and", "what about", "he", "compare it with 2023"."""
    of_them = question.says("who was told") and bool(before.values("person")) and not question.values("person")
    return of_them or (compares and question.says("what was told")) or _opening(question) > 0


def _subjects(question: Query) -> set[str]:
    """What it is about: trade, investment, or each other measure."""
    kinds = {**dict.fromkeys(TRADE, "trade"), "good": "trade", "fdi": "investment", "basis": "investment"}
    named = [i for i in question.items if i.slot in ("measure", "verb", "role", "good", "basis")]
    return {kinds.get(i.slot) or kinds.get(str(i.value), str(i.value)) for i in named}


def _is_incomplete(question: Query, before: Query, says: set[str], compares: bool) -> bool:
    """Whether it lacks what is asked for, or says nothing else, and the question before can give it that."""
    subjects = says & _SUBJECTS if not (question.does("share") and _is_of_all(question)) else set()
    of_numbers = any(before.values(slot) for slot in _OF_TRADE) or before.does(*_OF_NUMBERS)
    explains = bool(question.terms) and question.words[:2] == ["what", "is"] and not question.says("article")
    if question.unknown or explains:
        return False  # what it asks for is not known, and yet its own
    if {i.value for i in question.all("op")} == {"cite"} and not subjects:
        return True
    if not subjects and "op" in says:
        of_them = "nth" in says or compares or question.does(*_OF_NUMBERS, *_COMPARES)
        return of_numbers and of_them and not {"area", "span"} <= says
    if not subjects or says & {"op", "area", "span"}:
        return not subjects
    return of_numbers if subjects <= {*_OF_TRADE} else any(before.values(slot) for slot in subjects & {*_IN_PLACE_OF})


def _opening(question: Query) -> int:
    """How many words say that it goes on."""
    begins = (w.split() for w in codes("goes on"))
    return max((len(w) for w in begins if question.words[: len(w)] == w), default=0)


def _is_of_all(question: Query) -> bool:
    """Whether what it names is what something is a share of: "share of total trade", "as a percentage of exports"; "share of
    Japan" is Japan's."""
    of_country = {p.start - 1 for p in question.places}
    ends = [i.end for i in question.all("op") if i.value == "share"]
    return any(
        question.words[k] == "of"
        for end in ends
        for k in range(end - 1, min(end + 1, len(question.words)))
        if k not in of_country
    )


def _staying(question: Query, before: Query) -> set[int]:
    """Where countries stand that another does not put out: "and to China" leaves who sells, "and Japan's" who buys."""
    roles = {p.role for p in question.places}
    as_before = roles <= {"with"}.union(_TOWARDS).difference(_AGAINST.get(m, "") for m in before.trade_measures)
    owns = all(p.role == "by" or question.tokens[p.end - 1].owns for p in question.places)
    stays = ("own", "by") if as_before else ("to", "from", "with") if owns else ()
    of_trade = bool(before.trade_measures) and not before.does("share", "rank")
    codes = {p.code for p in question.places}
    return {p.start for p in before.places if of_trade and p.role in stays and p.code not in codes}


def _kept(before: Query, replaced: set[str], stays: set[int]) -> list[str]:
    """The words of the question before without what the new one replaces; a partner is then one of trade either way."""
    out = {k for i in before.items if _part(i) in replaced and i.start not in stays for k in range(i.start, i.end)}
    turned = {p.start - 1 for p in before.places if p.role in _TOWARDS} if "measure" in replaced else set()
    leads = (*_TOWARDS, *["total"] * ("total_trade" in before.measures))
    out |= {k for k, w in enumerate(before.words) if w in leads and k + 1 in out}
    out |= {i.start for i in before.all("prep") if i.end in out and i.end - i.start == 1}
    return ["with" if k in turned else _word(before, k) for k in range(len(before.words)) if k not in out]


def _added(question: Query, is_moved: bool) -> list[str]:
    """The words of the new question; a country without a part in it is a partner."""
    added = []
    bare = {p.start for p in question.places if p.role == "bare"}
    for k in range(_opening(question), len(question.words)):
        if is_moved and any(i.start <= k < i.end for i in question.all("span")):
            continue
        lead = ["by" if question.tokens[k].owns else "with"] if k in bare else []
        added += [*lead, _word(question, k)]
    return added


def _word(question: Query, at: int) -> str:
    """A word as it was put right, with its "'s"; capitals tell the country US from us."""
    token = question.tokens[at]
    return (token.raw if token.upper else question.words[at]) + "'s" * token.owns


def _moved(question: Query, answered: Period | None) -> Period | None:
    """The period counted from the one of the answer before: the month after it, the same a year earlier, its whole year."""
    kinds = [s.kind for s in question.spans]
    if answered is not None and not kinds and question.says("one year") and question.says("whole"):
        return Period.of_year(answered.year)
    if answered is None or len(kinds) != 1:
        return None
    if (named := question.spans[0].months) is not None and kinds == ["months"]:
        return Period.of_months(answered.year, *named)
    months = answered.months
    step = {"next": months, "future": months, "last_month": -months, "year_before": -12, "year_after": 12}.get(kinds[0])
    return answered.shift(step) if step is not None else None
