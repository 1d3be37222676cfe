"""Shares: of what a per cent is a part: the trade of the pair, all trade of a country, or all investment."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...model.codes import LEVELS, WORLD
from ...model.digits import is_digits
from ..phrases import codes
from .beside import beside, good_beside
from .flows import NamedFlow
from .goods import ANY_GOOD, good_code
from .movement import COMPARES
from .number import Numeral
from .reading import MEASURED, Context, Reading
from .time_words import is_aside, is_base
from .words import Cue, Tagged, word_class

_FLOWS = ("exports", "imports")
_APPAREL = "HS:61 HS:62"
"""The goods of whose parts the shares in them are printed, not in all goods."""
_LARGE = word_class("of all countries")
_COPULAS = word_class("copula")
_THE = frozenset({"the", "that", "its"})
GROWTH_OR_SHARE = "it is not said whether this is a growth or a share"


class Share(NamedTuple):
    """Of what a number is a share ("pair", "world", "fdi", "goods", "apparel", "market"), of which measure, "" where the words do not
    tell, whose, and of which goods (`sector`); `guessed` where no word says that it is a share."""

    part: str = "world"
    measure: str = ""
    reporter: str = ""
    partner: str = ""
    sector: str = ""
    guessed: bool = False

    def fields(self) -> dict[str, Any]:
        """As fields of a reading."""
        problem = {} if self.measure else {"problem": "it is not said of what this is a share"}
        own = {k: v for k, v in self._asdict().items() if k != "guessed" and (v or k != "sector")}
        if self.guessed:
            own["doubts"] = (GROWTH_OR_SHARE,)
        if self.sector == ANY_GOOD:
            problem = {"sector": "", "problem": "the claim check reads no shares of these goods"}
        return {**own, "claim": "share", **problem}

    def sure(self) -> tuple[str, ...]:
        return ("pair",) if self.reporter and self.partner else ()


def shares(
    sentence: Tagged, number: Numeral, found: list[NamedFlow], own: NamedFlow, context: Context, last: Reading | None
) -> list[Share] | None:
    """What a number may be a share of; None where it is none."""
    left = [f for f in found if f.cue.end <= number.start]
    right = [f for f in found if f.cue.start >= number.end]
    nearest = {f.measure for f in right[:1] + left[-1:]}
    invested = "fdi" in nearest or (not found and context.measure == "fdi") or _goes_on(last, "fdi")
    told = number.kind in ("percent", "part") and _is_share(sentence, number, last)
    if not told and not (invested and number.kind == "percent" and _is_unmoved(sentence, number)):
        return None
    if _is_of_another_whole(sentence, number):
        return [Share()]
    if invested:
        guessed = not told or (last is not None and GROWTH_OR_SHARE in last.doubts)
        return [Share("fdi", "fdi", context.home, _investor(sentence, number, context), guessed=guessed)]
    part, whole = _part_and_whole(
        sentence, number, *([f for f in side if f.measure in LEVELS] for side in (left, right))
    )
    reporter, partner = _who(sentence, number, part, whole, context)
    if whole is None and last is not None and last.claim == "level" and sentence.word(number.start - 1) == "or":
        return [Share("world", last.measure, last.reporter, last.partner)]  # "$1.173 billion, or 5.22 per cent"
    if whole is None and last is not None and _goes_on(last, "world"):
        return [Share("world", last.measure, last.reporter, beside(sentence, number, last.reporter) or partner)]
    if part is not None and part.measure in _FLOWS and (whole is None or whole.measure == "total_trade"):
        if whole is not None and _is_of_world(sentence, whole):
            return [Share()]
        named = [p for f in (part, whole, *found) if f is not None for p in f.partners]
        other = next((p for p in (*named, context.partner) if p not in ("", context.home, WORLD)), "")
        owner = part.owner or (whole.owner if whole is not None else "")
        return [Share("pair", part.measure, owner or context.reporter or context.home, other)]
    if whole is None:
        of_it = sentence.word(number.end) == "of" or any(c.start >= number.end for c in sentence.all("took"))
        if own in left and own.measure in LEVELS:
            return [Share("world", own.measure, reporter, partner)]
        return [Share("world", context.measure, reporter, partner) if of_it and context.measure in LEVELS else Share()]
    apart = (part is not None and part.measure != whole.measure) or not {*whole.partners} <= {WORLD}
    return [Share() if apart else Share("world", whole.measure, reporter, partner)]


def in_brackets(sentence: Tagged, number: Numeral, last: Reading) -> Share | None:
    """ "China led with 13.3 billion dollars (22.3 per cent)": it may be the share that the amount before it is of all."""
    between = range(last.number.end, number.start)
    told = [w for k in between if (w := sentence.word(k)) != "in" and k not in sentence.dated] == ["("]
    of_one = last.claim == "level" and last.measure in MEASURED and last.partner != WORLD and not last.problem
    if not told or not of_one or last.sector or number.kind != "percent" or number.words[:1] in "+-":
        return None
    return Share("fdi" if last.measure == "fdi" else "world", last.measure, last.reporter, last.partner, guessed=True)


def is_part_of_amount(sentence: Tagged, number: Numeral) -> bool:
    """Whether a number is either of "4.85 per cent of 13.77 billion dollars", "a fifth of the 11.6 billion with China"."""
    before = number.start - 1 - (sentence.word(number.start - 1) in _THE)
    behind = number.end + 1 + (sentence.word(number.end + 1) in (*_THE, "about"))
    whole = is_digits(sentence.word(behind)[:1]) or sentence.at(behind, "unit") is not None
    is_part = sentence.word(number.end) == "of" and whole and behind not in sentence.dated
    if is_aside(sentence, number.first) and "times" in sentence.words[: number.first]:
        return True  # "exports were 1.57 times its imports (827.19 million dollars against 528.27 million)"
    times = any(" ".join(sentence.words[:k]) in codes("multiple") for k in range(1, 4))
    times = times or any(c.start < 4 for c in sentence.all("percent"))
    if number.kind == "money" and times and sentence.word(number.first - 1) == "is":
        return True  # "Half of exports to Japan in 2023 is 585 million dollars"
    if (told := sentence.ending(number.first, "took")) is not None and sentence.words[told.start] == "of":
        return True  # "2.8 billion dollars, of which 340 million and 66 projects in zones"
    parts = [
        c for c in sentence.all("percent", "part") if before - 4 < c.end <= before and sentence.word(c.end) == "of"
    ]
    return is_part or (sentence.word(before) == "of" and bool(parts))


def goods_of(sentence: Tagged, number: Numeral, flow: NamedFlow, last: Reading | None) -> str:
    """The goods that an amount or a growth is of: those beside it, those of the amount that it is behind, or of its flow."""
    good = good_beside(sentence, number) if flow.measure in LEVELS else None
    if good is not None:
        return good_code(sentence, good)
    behind = last is not None and (_is_behind(sentence, number, last) or _is_in_other_words(sentence, number, last))
    return last.sector if last is not None and behind else flow.goods


def _is_behind(sentence: Tagged, number: Numeral, last: Reading) -> bool:
    """Whether a number goes on with an amount of goods: "106.63 million dollars, up 11.6 per cent"."""
    between = range(last.number.end, number.start)
    return _is_of_goods(last) and 0 < len(between) < 4 and not any(sentence.at(k, "measure", "good") for k in between)


def _is_in_other_words(sentence: Tagged, number: Numeral, last: Reading) -> bool:
    """Whether it tells an amount or a share of goods again: "66 per cent, or 1.15 billion", "251.6 million, a share of 14.6"."""
    between = range(last.number.end, number.start)
    led = sentence.word(number.first - 1)
    told = led == "or" or (led == "and" and sentence.word(number.end) == "of")
    if not told and not any(sentence.at(k, "measure") for k in between) and last.claim == "level":
        told = any(sentence.at(k, "share") or sentence.words[k] == "(" for k in between)
    return _is_of_goods(last) and told and not any(sentence.at(k, "good", "verb") for k in between)


def of_goods(sentence: Tagged, number: Numeral, flow: NamedFlow, last: Reading | None) -> Share | None:
    """Some goods in a flow ("clothing made up 66 per cent of Japan's imports from Cambodia"), or a country in a flow of
    some ("Cambodia took 4 per cent of Japan's clothing imports"); None where the words may say anything else."""
    if number.kind not in ("percent", "part") or flow.measure not in _FLOWS or number.words[:1] in "+-":
        return None
    k = number.end
    while (
        (cue := sentence.at(k, "good", "percent"))
        or sentence.word(k) in (",", "and")
        or is_digits(sentence.word(k)[:1])
    ):
        k = cue.end if cue is not None else k + 1
    of_flow = sentence.word(k) == "of" and flow.cue.start > k
    if last is not None and last.claim != "share" and _is_in_other_words(sentence, number, last):
        return Share("goods", last.measure, last.reporter, last.partner, last.sector)
    good, whole = good_beside(sentence, number), bool(flow.owner) and len(flow.partners) == 1
    moved = any(number.end <= c.start < number.end + 3 for c in sentence.all("up", "down"))
    if good is not None and whole and (of_flow or (flow.cue.end <= good.start and not moved)):
        code, of_apparel = good_code(sentence, good), flow.goods == _APPAREL
        known = not flow.narrowed or (of_apparel and code.startswith("GOODS:"))
        part = "apparel" if of_apparel else "goods"
        return Share(part, flow.measure, flow.owner, flow.partners[0], code if known else ANY_GOOD)
    return _of_market(sentence, number, flow) if of_flow else None


def _is_of_goods(reading: Reading) -> bool:
    return bool(reading.sector) and reading.measure in _FLOWS


def _of_market(sentence: Tagged, number: Numeral, flow: NamedFlow) -> Share | None:
    """A country's part in another's flow of some goods."""
    verb, good = sentence.ending(number.first, "share", "took"), sentence.ending(flow.cue.start, "good")
    subject = sentence.ending(verb.start if verb is not None else number.first, "area")
    owner = sentence.at(number.end + 1, "area")
    if subject is None or good is None or owner is None or owner.end != good.start or flow.partners:
        return None
    if subject.code == owner.code or not _begins(sentence, subject):
        return None
    return Share("market", flow.measure, owner.code, subject.code, good_code(sentence, good))


def _begins(sentence: Tagged, subject: Cue) -> bool:
    """Whether a clause begins with some words, or they follow its time: no other word makes them less or more."""
    behind_time = sentence.word(subject.start - 1) == "," and sentence.ending(subject.start - 1, "time") is not None
    return subject.start == sentence.clause(subject.start, subject.end)[0] or behind_time


def _is_unmoved(sentence: Tagged, number: Numeral) -> bool:
    """Whether nothing in a sentence moves or is compared: "South Korea had 11.8 per cent of it", "11 per cent from Japan"."""
    based = any(sentence.at(c.end, "area") is None for c in sentence.all("base"))
    dated = any(is_base(sentence, c) for c in sentence.all("time"))
    compared = sentence.word(number.end) in COMPARES
    moves = _without_places(sentence, sentence.all("up", "down", "growth"))
    return not (moves or based or dated or compared)


def _without_places(sentence: Tagged, moves: list[Cue]) -> list[Cue]:
    """Words of movement without those that put a country before or behind another: "ahead of the Koreans"."""
    return [c for c in moves if sentence.at(c.end + (sentence.word(c.end) == "the"), "area") is None]


def _is_of_another_whole(sentence: Tagged, number: Numeral) -> bool:
    """Whether it is a share of what is no trade and no investment: "67 per cent of GDP"."""
    k = number.end + 1 + (sentence.word(number.end + 1) in ("the", "its", "all", "total"))
    owner = sentence.at(k, "area")
    k = owner.end if owner is not None else k  # "of Cambodia's gross domestic product"
    whole = sentence.at(k, "other", "measure") if sentence.word(number.end) == "of" else None
    return whole is not None and whole.code not in (*LEVELS, "fdi")


def _goes_on(last: Reading | None, part: str) -> bool:
    """Whether the number before was a share of the same kind."""
    return last is not None and last.claim == "share" and last.part == part


def _is_share(sentence: Tagged, number: Numeral, last: Reading | None) -> bool:
    if number.words[:1] in ("+", "-"):
        return False  # "753.55 million dollars (+19.9%)"
    start, end = sentence.clause(number.first, number.end)
    of = sentence.word(number.end) == "of"
    near = range(max(start, number.start - 4), min(end, number.end + 2))
    moves = _without_places(sentence, sentence.within(near.start, near.stop, "up", "down", "growth"))
    moves = [c for c in moves if not number.start <= c.start < number.end]
    if sentence.word(number.end) in COMPARES or (not of and any(c.start >= number.end for c in moves)):
        return False
    told = [c for c in sentence.within(start, end, "share") if not number.start <= c.start < number.end]
    told = [c for c in told if c.start <= number.end]
    if of and sentence.word(number.end + 1)[:1].isalpha() and sentence.word(number.start - 1) != "by":
        return bool(told) or not moves
    if moves and not (told and told[-1].start > moves[-1].start):
        return False
    all_took = sentence.within(start, end, "took")
    whose = ((c.code == "took" and sentence.at(c.end, "area")) or c for c in all_took)
    ends = [(c.start, of.end) for c, of in zip(all_took, whose, strict=True)]  # "of which Japan had"
    took = any(0 <= start - number.end <= 1 or 0 <= number.start - end <= 1 for start, end in ends)
    listed = sentence.word(number.end) == "to" and sentence.at(number.end + 1, "area") is not None
    took = took or (
        listed and any(c.end <= number.start for c in all_took)
    )  # "9 per cent went to the US and 5 to Japan"
    return bool(told) or took or _goes_on(last, "fdi") or (_goes_on(last, "world") and not moves)


def _who(
    sentence: Tagged, number: Numeral, part: NamedFlow | None, whole: NamedFlow | None, context: Context
) -> tuple[str, str]:
    """Whose whole it is, and whose part."""
    taken_of = whole is not None and whole.lent and sentence.ending(number.first, "took") is not None
    owner = whole.owner if whole is not None and not taken_of else ""  # "China supplied 37 per cent of imports"
    others = [c for c in sentence.all("area") if c.code not in (owner or context.home, "group", "elsewhere")]
    named = list(dict.fromkeys(c.code for c in others if c.start < number.start))
    taken = [c.code for c in others if c.start >= number.end and sentence.word(c.start - 1) in ("to", "from", "by")]
    two = (*part.partners, part.owner) if part is not None and part.partners else ()
    partner = beside(sentence, number, owner or context.home) or next((p for p in two if p != owner), "")
    if not partner and len(named) > 1 and owner and whole is not None and whole.cue.start >= number.end:
        return owner, ""  # several countries together
    if not partner:
        alone = named if len(named) == 1 else []
        partner = next(
            iter(taken or alone), "" if named or context.partner in (WORLD, context.home) else context.partner
        )
    return ("" if owner == partner else owner) or context.reporter or context.home, partner


def _investor(sentence: Tagged, number: Numeral, context: Context) -> str:
    """Whose share, or all investors where a sector is named."""
    aside = is_aside(sentence, number.first)  # "China (including Hong Kong and Macao) held 45.6 per cent"
    areas = [c for c in sentence.all("area") if c.code != context.home and is_aside(sentence, c.start) <= aside]
    end = number.end + (sentence.word(number.end) in ("each", *_COPULAS))
    led = sentence.word(end) in ("from", "by")
    behind = sentence.at(end + 1 + (sentence.word(end + 1) == "the"), "area")
    if led and behind is not None and behind in areas:
        return behind.code  # "43 per cent from China, 11 from South Korea"
    named = list(dict.fromkeys(c.code for c in areas))
    begun = max((k + 1 for k in range(number.first) if is_digits(sentence.words[k][:1])), default=0)
    own = {c.code for c in areas if begun <= c.start < number.first}
    if len(own) == 1:
        return own.pop()
    near = beside(sentence, number, context.home) or (named[0] if len(named) == 1 else "")
    carried = context.partner if context.measure == "fdi" and context.partner else WORLD
    return near or ("" if named else carried)


def _part_and_whole(
    sentence: Tagged, number: Numeral, left: list[NamedFlow], right: list[NamedFlow]
) -> tuple[NamedFlow | None, NamedFlow | None]:
    """The flows of the part and the whole: "exports made up 72% of trade", "Japan's share of exports was 5%"."""
    if sentence.word(number.end) == "of" and right:
        part = left[-1] if left and left[-1].cue.slot != "verb" else None  # "Japan bought 5 per cent of exports"
        between = sentence.words[right[0].cue.end : right[1].cue.start] if len(right) > 1 else []
        if (part is None or part.measure == "total_trade") and _COPULAS & set(between):
            part = right[1]  # "two thirds of the trade was exports"
        return part, right[0]
    of = [c for c in sentence.all("share") if c.end <= number.start and sentence.word(c.end) in ("of", "in")]
    if of:
        return None, next((f for f in left if f.cue.start >= of[-1].end), None)
    between = sentence.words[left[-2].cue.end : left[-1].cue.start] if len(left) > 1 else []
    if "of" in between and not any(is_digits(w[:1]) for w in between):
        return left[-2], left[-1]
    own = left[-1] if left and left[-1].measure in _FLOWS else None
    if own is not None and sentence.word(0) == "of" and sentence.at(number.end, "took"):
        return None, own  # "Of Cambodia's exports, 5 per cent went to Japan"
    near = own is not None and not own.partners and number.start - own.cue.end <= 8
    of_that = own is not None and sentence.words[number.end : number.end + 2] == ["of", "that"]
    return (own if near or of_that else None), None


def _is_of_world(sentence: Tagged, whole: NamedFlow) -> bool:
    """Whether the whole is one country's own: "of the Kingdom's total trade"."""
    near = sentence.words[max(0, whole.cue.start - 5) : whole.cue.end]
    return not whole.pair and not whole.partners and (bool(whole.owner and not whole.lent) or bool(_LARGE & set(near)))
