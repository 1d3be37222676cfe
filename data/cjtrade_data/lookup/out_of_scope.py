"""Out of scope: what a question asks for that no table here could hold, and the refusal that says so."""

from __future__ import annotations

from ..book.code_lists import compilers
from ..derivation.editions import listed
from ..derivation.exchange_rates import CURRENCIES
from ..language.phrases import codes, cue
from ..model.codes import BALANCES, WORLD
from ..model.digits import is_digits
from .context import LookupContext
from .operations.lists import owner_of
from .places import word_before
from .query import Query

_FLOWS = ("trade", "goods", "ranks")
_SUBJECTS = (*_FLOWS, "investment", "rate", "other")
_COUNTED = ("nth", "count", "role")


def reason(context: LookupContext, question: Query, kind: str) -> str:
    """Why a question of this kind cannot be answered whatever the tables hold; "" where it can."""
    if kind not in _SUBJECTS:
        if kind == "people" and (body := _of_a_body(question, kind)):
            return body
        of_things = not (cue("to come") - cue("auxiliary")).isdisjoint(question.words)  # "the date of the next summit"
        if of_things and kind in ("people", "events") and not question.does("said", "what_said", "who"):
            return _TO_COME
        of_office = question.says("to come") and bool(question.values("person"))
        of_office = of_office and not question.does("said", "what_said")  # "who will be the next ambassador"
        return _TO_COME if kind == "people" and (question.asks_what_comes or of_office) else ""
    return (
        _to_come(question)
        or _advice(question)
        or _no_such_period(question)
        or _single_day(question, kind)
        or _group(context, question, kind)
        or _with_itself(context, question)
        or _of_a_body(question, kind)
        or _ranks_of_another(context, question, kind)
        or _share_of_a_market(context, question)
        or _told_by_another(context, question, kind)
        or _currency(question)
        or _TWO_FLOWS * question.of_two_flows
        or _left_out(question)
        or _opinion(question)
    )


def _words(question: Query, start: int, end: int) -> str:
    return " ".join(question.words[start:end])


def _to_come(question: Query) -> str:
    if any(m.startswith("survey") for m in question.measures):
        return ""  # what firms expect was printed
    is_next = question.asks_what_comes and not question.does("first_time")
    is_next = is_next or not (cue("to come") & cue("auxiliary")).isdisjoint(question.words)  # "will exports rise"
    return _TO_COME if is_next or question.is_of("future") or _is_of_next_thing(question) else ""


def _advice(question: Query) -> str:
    """What should be done, or be best to do, or how: no figure tells that."""
    words = " ".join(question.words)
    asked = next((phrase for phrase in codes("advice") if f" {phrase} " in f" {words} "), "")
    ahead = {i.start - 1 for i in question.items if i.slot in ("verb", "measure")}
    to_do = any(word == "to" and at in ahead for at, word in enumerate(question.words))
    told = question.asks_whether and bool(question.values("role"))  # "is Japan a good partner"
    among = question.words if to_do else question.unread if told else []
    said = asked or next((word for word in among if word in cue("praise")), "")
    return f"Not in the data: '{said}' asks for advice; the dataset has what was printed." if said else ""


def _is_of_next_thing(question: Query) -> bool:
    """Whether it is about "the next yen loan", "upcoming grants"."""
    of_things = cue("to come") - cue("auxiliary")
    return any(question.words[i.start - 1] in of_things for i in question.items if i.start and i.slot in _THINGS)


_THINGS = ("measure", "basis", "topic", "good", "unit")


_TWO_FLOWS = "Not in the data: one number of exports to one country and imports from another; ask for each."
_TO_COME = "Not in the data: what is to come; the dataset has what was printed."


def _no_such_period(question: Query) -> str:
    for item in question.all("span"):
        if item.value.kind == "invalid":  # type: ignore[union-attr]
            return f"There is no such period as '{_words(question, item.start, item.end)}'."
    if not question.spans or any(question.all(slot) for slot in _COUNTED) or question.does("list"):
        return ""
    spans = question.all("span")
    for item in question.all("number"):
        counts = any(u.start == item.end for u in question.all("unit"))  # "in 2022 1 yen"
        bare = is_digits(question.words[item.start]) and item.end == item.start + 1 and not counts
        near = [s for s in spans if _touch(question, item.end, s.start) or _touch(question, s.end, item.start)]
        if bare and near:
            start, end = min(item.start, near[0].start), max(item.end, near[0].end)
            return f"There is no such period as '{_words(question, start, end)}'."
    return ""


def _touch(question: Query, end: int, start: int) -> bool:
    """Whether one phrase follows another, with a mark between them at most."""
    return end <= start and all(w in ("/", "-", ",", ".") for w in question.words[end:start])


def _single_day(question: Query, kind: str) -> str:
    for span in question.spans:
        if span.kind == "shorter":
            return "Not in the data: figures by the day or week; the shortest period there is is a month."
        if span.kind == "no_today":
            return "The dataset knows no today to count months or weeks back from: name the month."
        if span.kind == "day" or (span.mark == "day" and kind in _FLOWS):
            assert span.first is not None
            month = span.first.label
            if kind in _FLOWS:
                return f"Not in the data: no source gives trade for a single day; ask for {month} or a longer period."
            return f"Not in the data: no figure of a single day within {month}; amounts are counted at the end of a quarter."
    return ""


def _group(context: LookupContext, question: Query, kind: str) -> str:
    groups = question.all("group")
    if not groups or question.values("topic") or question.values("person"):
        return ""
    name = _words(question, groups[0].start, groups[0].end)
    is_short = len(name) <= 6 and " " not in name and name not in ("asia", "africa", "europe")
    name = name.upper() if is_short else name.title()
    if kind == "other":
        what = " ".join(_words(question, i.start, i.end) for i in question.all("measure")[:1])
        return f"Not in the data: {what} of {name}; such figures are of single countries, each as a whole."
    return (
        f"Not in the data: figures of {name}; the dataset has single countries, the {listed(context.book)} largest partners of each year and "
        "the world, and does not add groups of countries up."
    )


def _of_a_body(question: Query, kind: str) -> str:
    """ "Does JICA invest", "exports to the chamber": what a body does itself, and not what it tells of countries."""
    of_countries = {c.code for c in compilers().values() if c.trade_by or kind == "investment"} | {*question.pair}
    bodies = (*question.all("organisation"), *question.all("compiler")) if kind in _BY_WHOM else ()
    for body in bodies:
        behind, ahead = question.words[body.end : body.end + 1], word_before(question.words, body.start)
        flow = question.after(body.end)
        if kind == "people":
            acts = ahead in cue("auxiliary") and not cue("invests").isdisjoint(behind)
        elif body.slot == "compiler" or body.value in of_countries:
            others = (
                question.others or question.values("basis") or kind != "investment" or question.does("rank", "said")
            )
            acts = not others and (ahead == "by" or not cue("invests").isdisjoint(behind))
        else:
            told = question.words[max(0, body.start - 3) : body.start]
            acts = (ahead in _DOING and "according" not in told) or (
                flow is not None and flow.slot in ("measure", "verb", "basis") and (flow.start == body.end or body.owns)
            )
        if acts:
            name = _words(question, body.start, body.end)
            return f"Not in the data: what '{name}' itself trades or invests; such figures are of whole countries."
    return ""


_BY_WHOM = (*_FLOWS, "investment", "people")
_DOING = ("by", "to", "from", "with")


def _with_itself(context: LookupContext, question: Query) -> str:
    if {"exports", "imports"} <= set(question.trade_measures):
        return ""  # "exports to Japan or imports from Japan"
    for place in question.places:
        roles = {p.role for p in question.places if p.code == place.code}
        if {"from", "to"} <= roles:
            return f"Not in the data: trade of {context.name(place.code)} with itself."
    return ""


def _ranks_of_another(context: LookupContext, question: Query, kind: str) -> str:
    """ "Japan's largest supplier": the lists are of Cambodia's partners."""
    of_partners = kind == "ranks" or (question.does("list") and question.says("partner"))
    if of_partners and set(BALANCES).intersection(question.trade_measures):
        return "Not in the data: a list of partners by balance; the lists are by exports, imports and both together."
    if question.does("rank") and any(
        p.code == WORLD and p.role in ("own", "in", "of", "bare") for p in question.places
    ):
        return f"Not in the data: ranks among all countries; the lists are of {context.name(context.home)}'s partners."
    if kind in ("ranks", "investment") and _home_is_ranked(question):
        owner = next((p.code for p in question.others), context.partner)
        return f"Not in the data: a list of {context.name(owner)}'s partners; the lists are of {context.name(context.home)}'s."
    homes = [p.end for p in question.places if p.code == context.home]
    for place in question.places if kind in ("ranks", "investment", "goods") else ():
        behind = question.after(place.end)
        if behind is not None and behind.value == "fdi":
            continue  # "Japanese investors" come from there
        placed = question.values("role") if kind == "goods" else not homes or place.start in homes
        slots = ("nth", "role") if placed else ("role",)
        here = {i.slot for i in question.items if behind is not None and i.start == behind.start}
        if place.code == context.partner and kind == "ranks" and owner_of(question):
            continue
        if place.code != context.home and place.role == "own" and not here.isdisjoint(slots):
            return f"Not in the data: a list of {context.name(place.code)}'s partners; the lists are of {context.name(context.home)}'s."
    return ""


def _home_is_ranked(question: Query) -> bool:
    """Whether the place is asked for that home has for another: "Cambodia's rank among suppliers of Japan", "Cambodia as a market
    for Japan"; who is named behind the word for a rank has it, else who stands before it."""
    ranks = [i for i in question.all("op") if i.value == "rank"]
    told = [p for p in question.places for i in ranks[-1:] if p.start >= i.end]
    behind = [p for p in told if question.words[ranks[-1].end : p.start] in _HAVING]
    homes = [p for p in question.places if p.code == question.home and word_before(question.words, p.start) != "for"]
    if behind:
        owned = question.after(behind[0].end)
        return behind[0] in homes and (owned is None or owned.slot not in ("measure", "role", "good"))
    roles = {i.start for i in question.all("role")}
    own = {i.start for i in ranks if i.end in roles}  # "Cambodia's third largest market"
    before = any(
        i.start == p.end and not (question.tokens[p.end - 1].owns and i.start in own) for i in ranks for p in homes
    )
    as_what = any(question.words[p.end : p.end + 1] == ["as"] and {p.end + 1, p.end + 2} & roles for p in homes)
    is_asked = question.asks_whether and bool(question.others)
    return before or as_what or (is_asked and any(p.start == 1 and p.role != "own" for p in homes))


_HAVING: tuple[list[str], ...] = ([], ["of"], ["has"], ["does"], ["is"], ["did"], ["had"])


def _share_of_a_market(context: LookupContext, question: Query) -> str:
    """ "Cambodia's market share in Japan", "Cambodia's share of Japanese FDI": what is not Japan's part of Cambodia's."""
    shares = {i.start for i in question.all("op") if i.value == "share"}
    has = (p.end for p in question.places if p.code == question.home and question.tokens[p.end - 1].owns)
    abroad = question.measures == ["fdi"]
    whole = next((p for p in question.others if p.role in (("from", "own") if abroad else ("in", "of"))), None)
    if whole is None or (question.measures and not abroad) or not any(shares & {end, end + 1} for end in has):
        return ""
    home, name = (context.name(code) for code in (question.home, whole.code))
    if abroad:
        return f"Not in the data: a share of what {name} invests abroad; the dataset has investment in {home} only."
    hint = f"; ask for the share of {home} in the imports of {name}" if whole.code == question.partner else ""
    return f"Not in the data: a share of the market of {name}{hint}."


def _told_by_another(context: LookupContext, question: Query, kind: str) -> str:
    """ "According to China", "as Vietnam reports": what a third country's own statistics say of its trade."""
    for place in question.places if kind in _FLOWS else ():
        ahead, behind = question.words[max(0, place.start - 2) : place.start], {*question.words[place.end :][:1]}
        owns = question.tokens[place.end - 1].owns
        says = ahead == ["according", "to"] or behind & cue("reports") or (owns and behind & cue("figures"))
        if says and place.code not in (*context.pair, WORLD):
            return f"Not in the data: {context.name(place.code)}'s own figures; it has Cambodia's, Japan's and their compilers'."
    return ""


def _currency(question: Query) -> str:
    for item in question.all("unit"):
        if item.value == "other currency":
            name = _words(question, item.start, item.end)
            return f"Not in the data: an exchange rate for {name}; amounts are in dollars, and in riel or yen where a dated rate is known."
        dated = [s.start for s in question.all("span") if s.end == item.start and is_digits(question.words[s.start])]
        dated = [at for at in dated if question.words[at - 1] == "in"]
        if dated and item.value in CURRENCIES and (len(question.spans) > 1 or question.words[item.start] == "dollars"):
            return f"Not in the data: amounts '{_words(question, dated[0] - 1, item.end)}'; all are at the prices of their time."
    return ""


def _left_out(question: Query) -> str:
    for item in question.all("op"):
        if item.value == "leave_out" and not (question.left_out and _lists(question)):
            return f"Not in the data: totals '{_words(question, item.start, len(question.words))}'; sources print whole flows."
    return ""


def _lists(question: Query) -> bool:
    """Whether partners or investors are put in order, so that one may be left out."""
    return bool(question.values("role")) or question.does("peak", "list") or question.asks_for_most


def _opinion(question: Query) -> str:
    """ "What does the World Bank think about exports": no figure is an opinion."""
    thinks = next((word for word in question.words if word in cue("opinion")), "")
    return f"Not in the data: what anybody may '{thinks}' of that." if thinks and question.does("what_said") else ""
