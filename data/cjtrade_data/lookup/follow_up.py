"""Follow-ups: a question that goes on from the one before it: "and imports?", "in yen", "the following month"."""

from __future__ import annotations

from ..language.phrases import codes
from ..model.period import Period
from .query import Query

_SUBJECTS = {"measure", "verb", "basis", "role", "good", "sector", "person", "topic", "organisation"}
_SHORT = 4
"""Words of a question, with its mark, that says neither when nor with whom: it goes on from the one before."""
_WHAT = ("measure", "verb", "basis")
_IN_PLACE_OF = {slot: (slot,) for slot in "span area unit compiler good nth person".split()} | dict.fromkeys(
    _WHAT, _WHAT
)
"""What a part of the new question puts out of the old one."""
_COMPARES = ("difference", "comparative", "ratio")
_TOWARDS = ("to", "from")
_OF_NUMBERS = "average compound contribution convert growth halves month_before months over_years peak per_head quarters rank ratio share sum trough yearly".split()
"""Operations that are nothing without a measure: "by how much did it grow"."""


def continued(question: Query, before: Query, answered: Period | None) -> str:
    """The question in full, out of what it says and what the one before it said; "" where it stands by itself.

    `answered` is the period of the answer before, from which "the following month" is counted.
    """
    moved = _moved(question, answered)
    says = {i.slot for i in question.items} & {*_IN_PLACE_OF, "op"} | ({"span"} if moved else set())
    compares = question.does(*_COMPARES) or question.says("more", "less")
    compares = compares and "span" in says and not before.does(*_COMPARES)
    of_them = question.says("who was told") and bool(before.values("person")) and not question.values("person")
    opens = of_them or (compares and question.says("what was told"))
    opens = opens or any(question.words[: len(w.split())] == w.split() for w in codes("goes on"))
    of_numbers = any(before.values(slot) for slot in _WHAT) and question.does(*_OF_NUMBERS, *_COMPARES)
    opens = opens or (of_numbers and not says & _SUBJECTS and not {"area", "span"} <= says)
    asks = question.text.endswith("?") or question.words[0] == "how"
    leaves_open = not says & {"span", "area"} and len(question.words) <= _SHORT and asks
    explains = bool(question.terms) and question.words[:2] == ["what", "is"] and not question.has("the")
    if not says or explains or (not opens and not leaves_open and (says & _SUBJECTS or "op" in says)):
        return ""
    if question.does("share") and question.words[0] == "as":
        says &= {"span"}  # what it is a share of puts nothing out
    replaced = {slot for new in says for slot in _IN_PLACE_OF.get(new, ())}
    replaced -= {"span"} if compares else set()
    words = [*_kept(before, replaced), *_added(question, moved is not None), moved.code if moved else ""]
    return " ".join(words).strip().replace(" - ", "-")


def _kept(before: Query, replaced: set[str]) -> list[str]:
    """The words of the question before without what the new one replaces; a partner is then one of trade either way."""
    out = {k for i in before.items if i.slot in replaced for k in range(i.start, i.end)}
    ahead = {p.start - 1 for p in before.places if p.role in (*_TOWARDS, "with")}
    turned = {p.start - 1 for p in before.places if p.role in _TOWARDS} if "measure" in replaced else set()
    out |= ahead if "area" in replaced else set()
    return ["with" if k in turned else _word(before, k) for k in range(len(before.words)) if k not in out]


def _added(question: Query, is_moved: bool) -> list[str]:
    """The words of the new question; a country without a part in it is a partner."""
    added = []
    opening = max(
        (len(w.split()) for w in codes("goes on") if question.words[: len(w.split())] == w.split()), default=0
    )
    bare = {p.start for p in question.places if p.role not in (*_TOWARDS, "with", "own", "by")}
    for k in range(opening, len(question.words)):
        if is_moved and any(i.start <= k < i.end for i in question.all("span")):
            continue
        added += ["with", _word(question, k)] if k in bare else [_word(question, k)]
    return added


def _word(question: Query, at: int) -> str:
    """A word as it was put right; capitals tell the country US from us."""
    return question.tokens[at].raw if question.tokens[at].upper else question.words[at]


def _moved(question: Query, answered: Period | None) -> Period | None:
    """The period counted from the one of the answer before: the month after it, the same a year earlier, its whole year."""
    kinds = [s.kind for s in question.spans]
    if answered is not None and not kinds and question.has("year") and question.says("whole"):
        return Period.of_year(answered.year)
    if answered is None or len(kinds) != 1:
        return None
    if (named := question.spans[0].months) is not None and kinds == ["months"]:
        return Period.of_months(answered.year, *named)
    months = answered.months
    step = {"next": months, "future": months, "last_month": -months, "year_before": -12, "year_after": 12}.get(kinds[0])
    return answered.shift(step) if step is not None else None
