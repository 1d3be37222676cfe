"""Refusal: what the book cannot tell, said plainly, with the last period there is and what lies nearest."""

from __future__ import annotations

from ..book.code_lists import compilers
from ..derivation.editions import listed
from ..derivation.exchange_rates import CURRENCIES, rate
from ..derivation.rankings import partner_lists
from ..errors import NoRateError
from ..language.phrases import cue, examples, hints
from ..language.spelling import stem
from ..model.codes import WORLD
from ..model.period import Period
from ..model.reference import HOME
from ..wording.sentences import capital, joined, whose
from ..wording.titles import small
from .answer import Answer, Refusal
from .context import LookupContext
from .direction import TradeDirection, lines, sides
from .nearest import WHOSE_TRADE, apart, first_told, nearest_of
from .operations.events import asks_who_came
from .operations.indicators import measures_asked
from .operations.investment_asked import host_abroad
from .operations.lists import NOUN, asked_measure
from .operations.measure_series import series_of_measure, subject, time_of_series
from .operations.mirror import periods_of_either
from .operations.statements import people_named, why_not
from .places import Place
from .query import Query
from .readings import left_by
from .router import Handler
from .who_has_it import asks_for_words, asks_who_it_is, would_have

_OPERATIONS = tuple("revisions contribution share ratio growth median average compound difference".split())


def _examples() -> str:
    return f"Try: {'; '.join(examples())}."


def nothing_asked() -> str:
    return f"Nothing was asked. {_examples()}"


def too_long(limit: int) -> str:
    return f"The question is longer than {limit} characters: ask in one sentence."


def not_understood(question: Query) -> Refusal:
    """Nothing in the question is known, or a word of it narrows it beyond what the book has."""
    unknown = ", ".join(f"'{w[:30]}'" for w in question.unknown[:3])
    of_none = "No figure is asked for that the dataset has."
    head = f"Not in the data: nothing is known of {unknown}." if unknown else of_none
    instead = "".join(f" {capital(_instead(word))}." for word in question.unknown if _instead(word))
    has = "The dataset has trade, partners, investment, rates and statements."
    return Refusal(f"{head}{instead or f' {has} {_examples()}'}")


def _instead(word: str) -> str:
    """What the dataset has in place of what a word asks for; "" where nothing is said of it."""
    return hints("would have").get(f"{word} trade", "") or hints("instead").get(stem(word), "")


UNANSWERED = "has no answer to"
_KNOWN = ("good", "sector", "role", "op")
"""Slots of words that are known, though nothing takes them up."""


def restricted(
    context: LookupContext, question: Query, word: str, handler: Handler, lacks: str = "knows nothing of"
) -> Refusal:
    """A word narrows the question in a way nothing explains, or no answer shows: what was understood, and the nearest of its
    measure."""
    at = next((k for k, w in enumerate(question.words) if word.startswith(w)), 0)
    of_word = [i.value for i in question.all("op") if i.end in question.unknown_at]  # "minimum wage" is no minimum
    beside = left_by(question, handler).values()
    is_teller = any(i.start == at for i in question.all("compiler"))
    is_partner = at > 0 and question.words[at - 1] in ("to", "from", "with", "into") and not is_teller
    nearest = Refusal("")
    if is_partner:
        partner, many = context.name(context.partner), listed(context.book)
        nearest = Refusal(f" It has {partner}, the world and the {many} largest partners of each year.")
    elif (question.measures or question.values("role") or question.values("basis")) and "measure" not in beside:
        nearest = nearest_of(context, question.without(*of_word), handler)
    head = _unanswered(context, question, at, handler.kind) if lacks == UNANSWERED else ""
    understood = f" Understood: {told}." if (told := _understood(context, question)) else ""
    lacks = UNANSWERED if any(i.start == at and i.slot in _KNOWN for i in question.items) else lacks
    head = head or f"the dataset {lacks} '{_with_its_city(question, word)[:30]}'.{understood}"
    return _ending(f"Not in the data: {head}", nearest, capital(_instead(word)))


def _unanswered(context: LookupContext, question: Query, at: int, kind: str) -> str:
    """What is asked, where the word that no answer shows is a time, whose figures or a share of all; "" of any other."""
    here = {str(i.value) if i.slot == "op" else i.slot for i in question.items if i.start == at}
    asked, whole = _asked(context, question, kind), "of other donors" if "aid" in question.measures else "beside it"
    if "share" in here and kind == "other":
        return f"the share that {asked} is of all; the dataset has nothing {whole}."
    by = f" by {question.tokens[at].raw}" if "compiler" in here and kind != "trade" else ""
    return f"{asked}{by}." if here & {"span", "compiler"} else ""


def _ending(why: str, nearest: Refusal, would_have: str) -> Refusal:
    """Why not, what is nearest, who would have it."""
    return Refusal(why + nearest.why, nearest.nearest, nearest.behind + (f" {would_have}." if would_have else ""))


def _with_its_city(question: Query, word: str) -> str:
    """A word that is not known with the city beside it, or that it is of: "battambang province", "phnom penh"."""
    of_name = next((c for c in question.all("city") if question.words[c.start] == word), None)
    if of_name is not None:
        return " ".join(question.words[of_name.start : of_name.end])
    for at, city in ((k, c) for k in question.unknown_at for c in question.all("city")):
        start, end = min(at, city.start), max(at + 1, city.end)
        between = range(min(at + 1, city.end), max(at, city.start))
        if question.words[at] == word and all(question.words[k] == "of" for k in between):
            return " ".join(question.words[start:end])
    return word


def _understood(context: LookupContext, question: Query) -> str:
    """What of a question was understood: measures, countries and periods, in the words of the tables."""
    known = [m for m in question.measures if not m.startswith("zone_") or m in measures_asked(context, question)]
    measures = [context.measures.get(m, m.replace("_", " ")).lower() for m in known]
    places = [context.name(p.code) for p in question.places]
    periods = [s.first.label for s in question.spans if s.first is not None]
    return ", ".join(dict.fromkeys([*measures, *places, *periods]))


def of_home_alone(context: LookupContext) -> Refusal:
    """What is known of Cambodia alone is no answer about another country."""
    known = joined([context.name(code) for code in HOME[: 1 + (HOME[0] in context.pair)]])
    return Refusal(f"Not in the data: that is known of {known}, not of {joined([*map(context.name, context.pair)])}.")


def of_others(context: LookupContext, question: Query, one: Place, other: Place) -> Refusal:
    """Trade of two countries with each other of which neither is Cambodia."""
    flow = next((m for m in question.trade_measures if m in ("exports", "imports")), "")
    owner, partner = (other, one) if "own" not in (one.role, "by") and other.role in ("own", "by") else (one, other)
    asked = subject(context, flow or "total_trade", owner.code, partner.code)
    if "fdi" in question.measures:
        asked = f"investment between {context.name(one.code)} and {context.name(other.code)}"
    if context.pair != HOME:
        return _of_another_pair(context, asked, one.code, other.code)
    return Refusal(f"Not in the data: {asked}.{WHOSE_TRADE}")


def _of_another_pair(context: LookupContext, asked: str, one: str, other: str) -> Refusal:
    """What is not of the pair that is looked at, which may be in the data all the same."""
    pair = f"--pair {one}:{other}"
    return Refusal(f"Not of {' and '.join(map(context.name, context.pair))}: {asked}. Ask it of that pair: {pair}.")


def of_two(context: LookupContext, nearest: list[Answer], *halves: Query) -> Refusal:
    """Two partners of whom no compiler has both, with what it has at another time."""
    names = joined([context.name(half.places[-1].code) for half in halves])
    when = "".join(f" for {s.first.label}" for s in halves[0].spans[:1] if s.first is not None)
    why = f"Not in the data: figures of {names} by one compiler{when}."
    kind = "investment" if "fdi" in halves[0].measures else "trade"
    return _ending(why, Refusal("", tuple(nearest)), would_have(context, halves[0], kind, kind))


def of_another(context: LookupContext, question: Query, code: str, handler: Handler) -> Refusal:
    """A country is named of which there is no such figure; ours is not given in its place."""
    why = f"Not in the data: such a figure of {context.name(code)}."
    return _ending(why, nearest_of(context, question, handler), would_have(context, question, handler.kind, "trade"))


def refuse(context: LookupContext, question: Query, handler: Handler) -> Refusal:
    """What was asked is understood but not there."""
    kind = handler.kind
    if kind == "rate":
        period = question.first_period
        currency = question.currency or "KHR"
        return no_rate(currency, _why_no_rate(context, currency, period))
    if kind == "number":
        which = "all of these numbers" if len(question.numbers) > 1 else "that number"
        return Refusal(f"Not in the data: no figure is printed with {which}. {_examples()}")
    if "mirror" in handler.explains and (told := periods_of_either(context, question)):
        asked = f" for {joined(_periods(context, question, kind))}" if question.spans else ""
        wanted = question.first_period
        near = first_told(context, question, handler, sorted(told, key=lambda p: apart(p, wanted)))
        return Refusal(f"Not in the data: what both sides report{asked}.", tuple(near[:1]))
    said = _asked(context, question, kind)
    of_trade = sides(question, next(iter(question.trade_measures), "total_trade"))
    if kind == "trade" and context.pair != HOME and of_trade.partner not in (*context.pair, WORLD):
        return _of_another_pair(context, said, of_trade.reporter, of_trade.partner)
    said += "".join(f" as {name} prints it" for name in question.values("publisher"))
    if kind == "investment" and host_abroad(question):
        return Refusal(f"Not in the data: {said}.")
    who = would_have(context, question, kind, "trade" if kind == "ranks" else "other")
    return _ending(f"Not in the data: {said}.", nearest_of(context, question, handler), who)


def no_rate(currency: str, why: NoRateError) -> Refusal:
    """Nothing can be said in a currency: which rate there is not, and which there are."""
    of = f"a dated {CURRENCIES[currency]} rate of {why.year}; no other period's rate is used. " if why.year else ""
    reason = capital(str(why)) if of else str(why)
    return Refusal(f"Not in the data: {of}{reason}. {capital(hints('would have')['rate'])}.")


def _why_no_rate(context: LookupContext, currency: str, period: Period | None) -> NoRateError:
    if period is not None:
        try:
            rate(context.book, currency, period)
        except NoRateError as error:
            return error
    return NoRateError(f"no {CURRENCIES[currency]} rate of that time")


def _periods(context: LookupContext, question: Query, kind: str) -> list[str]:
    """The periods asked for, as far as the question says which."""
    said = [f"{s.first.label} to {s.last.label}" if s.last else s.first.label for s in question.spans if s.first]
    if said or kind != "trade" or not question.spans:
        return said
    measure = next(iter(question.trade_measures), "total_trade")
    time = time_of_series(series_of_measure(context, question, measure), question)
    return [p.label for p in time.periods] if time.kind != "default" else []


def _reach(context: LookupContext, asked: TradeDirection) -> str:
    """From when to when each compiler on the asked side has years."""
    told = []
    for line, own in lines(context, asked):
        years = [p for p in line.periods(own) if p.is_year]
        if years and line.reporter == asked.reporter:
            ends = dict.fromkeys((years[0].label, years[-1].label))
            told.append(f"{whose(line.compiler, line.reporter)}: {' to '.join(ends)}")
    return f" ({'; '.join(told)})" if told else ""


def _has_each(context: LookupContext, asked: TradeDirection, ends: list[Period]) -> bool:
    """Whether one compiler has what is asked for of every period."""
    return any(all(line.level(own, p) for p in ends) for line, own in lines(context, asked))


def _unknown_speaker(question: Query) -> str:
    """The words that nothing knows right before "say": "what did Pan Sorasak say"."""
    says = next((i.start for i in question.all("op") if i.value == "said"), 0)
    first = says
    while first and question.words[first - 1] in question.unknown:
        first -= 1
    return " ".join(question.words[first:says])


def _not_in_list(context: LookupContext, question: Query) -> str:
    """The partner asked for that a list there is of that time does not name; "" where there is none."""
    ranked, others = asked_measure(question), [p.code for p in question.others]
    if ranked == "fdi" or not others:
        return ""
    known = partner_lists(context.book, context.home).ranked_periods(ranked)
    return context.name(others[0]) if question.first_period in known else ""


def _asked(context: LookupContext, question: Query, kind: str) -> str:
    periods = _periods(context, question, kind)
    when = f" for {', '.join(periods)}" if periods else ""
    if kind == "goods":
        goods = [" ".join(question.words[i.start : i.end]) for i in question.all("good")]
        share = "the share of " if question.does("share") else ""
        return f"{share}{goods[-1] if goods else 'a split by goods'} in the trade asked about{when}"
    host = host_abroad(question) if kind == "investment" else ""
    if host:
        return f"investment in {context.name(host)}; the dataset has investment in Cambodia only"
    if kind == "investment":
        return f"such a figure of investment{when}"
    if kind == "events" or (kind == "people" and asks_who_came(question)):
        return f"an event of the two countries{when}"
    if kind == "people":
        word = why_not(context, question)[:30]
        titles = {i.start: repr(" ".join(question.words[i.start : i.end])) for i in question.all("person")}
        people = [context.book.people[p].name for p in people_named(context, question)]
        by = "".join(f" by {name}" for name in (people if 0 < len(people) <= len(titles) else titles.values()))
        if not asks_for_words(question):
            said = " ".join(question.words)[:40]
            return f"who or what '{said}' is" if question.values("organisation") else f"anything on '{said}'"
        if asks_who_it_is(question) and question.says("is or was"):
            asks = {"who", "the", *cue("whether")}
            first = next((k for k, w in enumerate(question.words) if w not in asks), 0)
            return f"who '{' '.join(question.words[first:])[:40]}' is"
        if stranger := _unknown_speaker(question):
            return f"a statement by {stranger!r}{when}"
        return f"a statement{by} on {repr(word) if word else 'that'}{when}"
    measure = next(iter(question.trade_measures), "total_trade")
    asked = sides(question, measure)
    who = ""
    if counted_by := question.values("compiler"):
        known = compilers()
        them = (whose(c, asked.reporter) if c in known else f"{context.name(c)}'s own figures" for c in counted_by)
        who = f" by {', '.join(them)}"
    if kind == "ranks" and (name := _not_in_list(context, question)):
        return f"{name} in the list of {NOUN[asked_measure(question)]}s{when}"
    if kind == "ranks":
        return f"a full list or a rank of {NOUN[asked_measure(question)]}s{when}"
    ends = [p for s in question.spans for p in (s.first, s.last if s.kind == "range" else None) if p is not None]
    if kind == "trade" and len(ends) > 1 and not _has_each(context, asked, ends):
        about = subject(context, asked.measure, asked.reporter, asked.partner)
        return (
            f"no one compiler has {about} for {'both' if len(ends) == 2 else 'all of'} {joined([p.label for p in ends])}{_reach(context, asked)}, and two compilers' figures "
            "are not compared"
        )
    if kind == "trade":
        # "monthly exports in October 2025" are no average
        not_done = {"average"} if question.periods and all(p.is_month for p in question.periods) else set[str]()
        done = next((op for op in _OPERATIONS if op not in not_done and question.does(op)), "")
        growth = {"contribution": "what drove the growth", "compound": "the compound growth", "revisions": "a revision"}
        what = f"{growth.get(done, f'the {done}')} of " if done else ""
        return f"{what}{subject(context, asked.measure, asked.reporter, asked.partner)}{when}{who}"
    narrower = {str(i.value): " ".join(question.words[i.start : i.end]) for i in question.all("good")}
    of_aid = [word for good, word in narrower.items() if good.startswith("AID:")]
    measures = [small(context.measures.get(m, m.replace("_", " "))) for m in measures_asked(context, question)]
    named = next(iter([*of_aid, *measures]), "that")
    wholes = [f" of {word}; what there is of it is of all goods together" for word in narrower.values() if not of_aid]
    others = list(dict.fromkeys(context.name(p.code) for p in question.others))
    of = f" of {joined(others)}" if others and not narrower else ""
    return f"{named}{of}{when}{''.join(wholes[:1])}"
