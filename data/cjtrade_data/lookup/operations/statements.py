"""Statements: who somebody is, what they said, and who spoke of a subject."""

from __future__ import annotations

from dataclasses import replace

from ...book.code_lists import compilers
from ...citation import date_words
from ...language.phrases import codes
from ...language.tokenizer import stem
from ...model.period import Period
from ...model.records import Organisation, Person, Statement
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..parser import Item
from ..places import Place
from ..query import Query
from ..retrieval import content, stems

_TOPIC_OF_MEASURE = {
    "fdi": "investment",
    "exports": "exports and products",
    "imports": "exports and products",
    "total_trade": "trade outlook",
    "aid": "aid",
    "visitors": "tourism",
}


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether people, or what was said, are asked for."""
    if question.values("person") or set(question.values("topic")) & {"law", "sendai", "workshop", "speakers"}:
        return True
    if _is_compilation(context, question) and (question.measures or question.spans):
        return False
    if question.all("nth") and question.values("compiler") and not question.does("who", "what_said"):
        return False
    speaks = question.does("said") and (
        question.does("who", "what_said", "when")
        or question.has("quote", "quotes", "statements", "statement", "remarks")
    )
    about_trade = bool(question.trade_measures and (question.spans or question.numbers))
    asked_of_people = question.words[:1] in (["what"], ["which"], ["who"]) and not question.values("compiler")
    speaks = speaks or (question.does("said") and asked_of_people and not question.trade_measures)
    asks = question.does("what_said", "said", "who") or question.words[:2] == ["what", "is"]
    return speaks or (
        bool(_organisations(context, question)) and asks and not about_trade and _may_speak(context, question)
    )


def _is_compilation(context: LookupContext, question: Query) -> bool:
    """Whether only compilers are named whose figures are what they "say": those without statements, and those of trade
    where trade of some time is asked for."""
    speakers = {s.organisation for s in context.book.statements}
    if question.trade_measures and (question.spans or question.numbers):
        speakers -= {c.code for c in compilers().values() if c.trade_by and c.side}
    named = {context.book.aliases.get(c, c) for c in question.values("compiler")}
    return bool(named) and not speakers & (named | set(question.values("organisation")))


def answer_people(context: LookupContext, question: Query) -> list[Answer]:
    """What a person or organisation said of a subject, who spoke of it, or who they are."""
    people = _people(context, question)
    if question.all("person") and (not people or (_asks_who(question) and question.says("of another time"))):
        return []  # of another country, or of another time
    if "speakers" in question.values("topic") and not _topics(context, question):
        return _speakers(context, question)
    organisations = _organisations(context, question)
    if people or organisations:
        found = _under_that_office(question, _statements_of(context, people, organisations))
        if not found and not people and _has_subject(context, question):
            found = list(context.book.statements)
        found = _at_the_time(context, question, found)
        if (
            _asks_who(question)
            and (question.does("define") or not question.does("said", "what_said"))
            and not (organisations and _content(question))
        ):
            if people and _asked_periods(question):  # who held an office then is known of those alone who spoke then
                then = {s.person for s in found}
                return [who_answer(context, question, [id], []) for id in people if id in then]
            return _who(context, question, people, organisations)
        if people and _only_names(question):
            return [*_who(context, question, people, []), *(statement_answer(context, question, s) for s in found)]
        matching = _matching(context, question, found)
        if matching:
            return [statement_answer(context, question, s) for s in matching]
        if _has_subject(context, question):
            return []
        if found:
            return [statement_answer(context, question, s) for s in _in_time(found, question)]
        return [] if _asked_periods(question) else _who(context, question, people, organisations)
    found = _at_the_time(context, question, list(context.book.statements))
    if not _has_subject(context, question):
        latest = sorted(found, key=lambda s: s.date, reverse=True) if question.spans else []
        return [statement_answer(context, question, s) for s in latest]
    return [statement_answer(context, question, s) for s in _matching(context, question, found)]


def _only_names(question: Query) -> bool:
    """ "Head of JETRO in Phnom Penh": somebody, and nothing that is asked of them."""
    return {i.slot for i in question.items} <= {
        "person",
        "prep",
        "city",
        "area",
        "organisation",
    } and not question.unknown


def _people(context: LookupContext, question: Query) -> list[str]:
    """Those whom the first name or office in the question means, who spoke last first."""
    named = question.all("person")
    meant = {str(item.value) for item in named if item.start == named[0].start}
    owners = {p.code for p in question.places for item in named[:1] if _holds(question, p, item)}
    meant = {id for id in meant if not owners or context.book.people[id].country in owners}
    last = {id: max((s.date for s in context.book.statements if s.person == id), default="") for id in meant}
    return sorted(meant, key=lambda id: last[id], reverse=True)


def _holds(question: Query, place: Place, office: Item) -> bool:
    """Whether the country is the one an office is of: "Thailand's prime minister", "prime minister of Thailand"."""
    behind = question.words[office.end : place.start] in (["of"], ["of", "the"])
    return (place.end == office.start and place.role == "own") or behind


def _under_that_office(question: Query, statements: list[Statement]) -> list[Statement]:
    """What was said in the office that the question calls somebody by, where it calls them so; else all of it."""
    called = [question.words[item.start : item.end] for item in question.all("person")[:1]]
    return [s for s in statements if s.role.lower().replace("-", " ").split() in called] or statements


def _asked_periods(question: Query) -> list[Period]:
    """The stretches of time in which somebody must have spoken, or of which."""
    periods = [(s.first, s.last or s.first) for s in question.spans if s.kind in ("period", "range")]
    return [Period(first.first, last.last) for first, last in periods if first is not None and last is not None]


def _at_the_time(context: LookupContext, question: Query, statements: list[Statement]) -> list[Statement]:
    """What was said in the periods asked for, then what speaks of figures of them; everything where none is asked for."""
    asked = _asked_periods(question)
    if not asked:
        return statements
    said = [s for s in statements if any(Period.parse(s.date[:7]) in period for period in asked)]
    about = {f.id for s in statements for f in map(context.book.figure, s.figure_ids) if f.period in asked}
    return said + [s for s in statements if s not in said and about & set(s.figure_ids)]


def _who(context: LookupContext, question: Query, people: list[str], organisations: list[str]) -> list[Answer]:
    if people:
        return [who_answer(context, question, [id], organisations) for id in people]
    return [who_answer(context, question, [], organisations)]


def _may_speak(context: LookupContext, question: Query) -> bool:
    """Whether an organisation named has statements, or nothing else is asked than what it is."""
    speakers = {s.organisation for s in context.book.statements}
    return bool(speakers & set(_organisations(context, question))) or not (question.measures or question.spans)


def _organisations(context: LookupContext, question: Query) -> list[str]:
    """The organisations named, or the compilers whose statements are asked for."""
    named = [o for o in question.values("organisation") if o in context.book.organisations]
    speakers = {s.organisation for s in context.book.statements}
    return named or [c for c in question.values("compiler") if c in speakers]


def _asks_who(question: Query) -> bool:
    if question.does("define") or question.says("about who"):
        return True
    return question.words[:1] in (["who"], ["whos"], ["what"], ["whats"]) and question.has(
        "is", "are", "was", "whos", "whats"
    )


def _speakers(context: LookupContext, question: Query) -> list[Answer]:
    """Everyone who is quoted, then the organisations that speak for themselves."""
    said = context.book.statements
    people = [p for p in context.book.people.values() if any(s.person == p.id for s in said)]
    silent = {s.organisation for s in said if not s.person}
    names = ", ".join(p.name for p in people)
    organisations = ", ".join(o.short_name for o in context.book.organisations.values() if o.id in silent)
    text = f"{len(people)} people are quoted: {names}; and these speak for themselves: {organisations}."
    how, opens = question.read_as("who spoke"), view("people", view="speakers")
    return [in_words(context.book, text, how, "person", sources=[s.source for s in said], opens=opens)]


def _statements_of(context: LookupContext, people: list[str], organisations: list[str]) -> list[Statement]:
    found = [s for s in context.book.statements if s.person in people]
    if not people:
        found = [s for s in context.book.statements if s.organisation in organisations]
    return found


def _topics(context: LookupContext, question: Query) -> list[str]:
    real = {s.topic for s in context.book.statements}
    topics = [t for t in question.values("topic") if t in real]
    topics += ["exports and products"] if question.does("products") else []
    topics += ["investment"] if "fdi" in question.values("role") and not topics and question.does("said") else []
    topics += [_TOPIC_OF_MEASURE[m] for m in question.measures if m in _TOPIC_OF_MEASURE]
    return list(dict.fromkeys(topics))


def _has_subject(context: LookupContext, question: Query) -> bool:
    return bool(
        _topics(context, question) or question.values("good") or question.values("sector") or _content(question)
    )


def _content(question: Query) -> set[str]:
    """The stems of the words of weight: what a statement must speak of."""
    return content(question, "person", "organisation", "span", "city")


def _matching(context: LookupContext, question: Query, statements: list[Statement]) -> list[Statement]:
    """Statements on the subject, those that share most words with the question first."""
    topics, content_ = _topics(context, question), _content(question)
    manner = {said for said in _MANNERS if question.says(said)}
    manner |= {"expect"} if question.does("growth") else set()
    places = {m.locator for m in context.book.mentions if m.kind == "sector"} if question.does("sectors") else set()
    named = {
        stem(w)
        for i in (*question.all("compiler"), *question.all("organisation"))
        for w in question.words[i.start : i.end]
    }
    scored = []
    for order, statement in enumerate(statements):
        text = f"{statement.paraphrase} {statement.quote}".lower()
        words = stems(text)
        shared = len(content_ & words)
        on_topic = statement.topic in topics
        so = any(said in text for said in manner) or statement.locator in places
        of_some = len(statements) < len(context.book.statements)
        if not of_some and not named <= words:
            continue
        if (
            on_topic
            or (shared and (of_some or (not topics and 2 * shared >= len(content_))))
            or shared > 1
            or (so and not topics and not content_)
        ):
            scored.append((-(3 * on_topic) - shared - 2 * so, order, statement))
    scored.sort(key=lambda item: item[:2])
    return _in_time([statement for _, _, statement in scored], question)


def _in_time(found: list[Statement], question: Query) -> list[Statement]:
    """The latest first where that is asked for, or the earliest."""
    latest = any(s.kind == "latest" for s in question.spans)
    if not latest and not question.does("oldest", "first_time"):
        return found
    return sorted(found, key=lambda s: s.date, reverse=latest)


_MANNERS = ("suggest", "called for", "hope", "expect")


def _speaker(context: LookupContext, statement: Statement) -> str:
    person = context.book.people.get(statement.person)
    if person is not None:
        return _titled(context, person, statement.organisation, statement.role)
    organisation = context.book.organisations.get(statement.organisation)
    return organisation.own_name if organisation is not None else statement.organisation


def _titled(context: LookupContext, person: Person, by: str, role: str) -> str:
    """Who holds which office where: `Lim Heng, vice-president of the Cambodia Chamber of Commerce`."""
    role = _lowered(role)
    organisation = context.book.organisations.get(by)
    if organisation is None:
        return f"{person.name}, {role}"
    if organisation.kind == "national government":
        return f"{person.name}, {role} of {context.name(organisation.country)}"
    name = organisation.own_name.removeprefix("The ").removeprefix("the ")
    return (
        f"{person.name}, {role}, {name}"
        if _PLACED.intersection(role.split())
        else f"{person.name}, {role} of the {name}"
    )


def _lowered(role: str) -> str:
    """A role inside a sentence: `vice-president`, but `Prime Minister`."""
    role = role.partition(";")[0]
    first, _, rest = role.partition(" ")
    titled = rest[:1].isupper() or not first[1:].islower()
    return role if titled else role[:1].lower() + role[1:]


_PLACED = {"in", "of", "to"}
"""A role with one of these says itself where: `ambassador to Cambodia`."""


def statement_answer(context: LookupContext, question: Query, s: Statement) -> Answer:
    """What somebody said, in our words, and where."""
    source = context.book.sources[s.source]
    said = "" if s.locator else f"said {_on(s.date)}"
    dated = date_words(source.published) if source.published else source.vintage
    place = ", ".join(filter(None, (said, source.publisher, dated, s.locator)))
    quote = f' In their words: "{s.quote}".' if s.quote else ""
    note = f" {s.note}" if s.note else ""
    text = f"{_speaker(context, s)}: {s.paraphrase}{quote} ({place}){note}"
    figures = [context.book.figure(id) for id in s.figure_ids]
    how = f"what {_speaker(context, s).partition(',')[0]} said, {s.topic}, {s.locator or s.date}; our paraphrase"
    how = question.read_as(how)
    answer = in_words(context.book, text, how, "statement", figures=figures, sources=[s.source], period=s.date)
    return replace(answer, opens=view("people", row=s.id))


def _on(date: str) -> str:
    return f"{'on' if date.count('-') == 2 else 'in'} {date_words(date)}"


def who_answer(context: LookupContext, question: Query, people: list[str], organisations: list[str]) -> Answer:
    """Who the first of some people, or of some organisations, is."""
    how = question.read_as("who that is")
    if people:
        person = context.book.people[people[0]]
        said = [s for s in context.book.statements if s.person == person.id]
        topics = ", ".join(dict.fromkeys(s.topic for s in said))
        text = _titled(context, person, person.organisation, person.role)
        extra = person.role.partition(";")[2].strip()
        text += f" ({extra})" if extra else ""
        if said:
            told = "statement" if len(said) == 1 else "statements"
            text += (
                f", as named {_on(max(s.date for s in said))}; the book has {len(said)} {told} of theirs, on {topics}"
            )
        text += "."
        opens = view("people", view="speakers", row=person.id)
        return in_words(context.book, text, how, "person", sources=[s.source for s in said], opens=opens)
    organisation = context.book.organisations[organisations[0]]
    said = [s for s in context.book.statements if s.organisation == organisation.id]
    members = [p for p in context.book.people.values() if p.organisation == organisation.id]
    text = (
        f"{organisation.short_name} is {_article(organisation)}"
        if organisation.short_name != organisation.name
        else _article(organisation).capitalize()
    )
    text += "".join(f"; {p.name} spoke as its {_lowered(p.role)}" for p in members)
    text += f"; the book has {len(said)} statement{'s' * (len(said) > 1)} from it." if said else "."
    sources = [s.source for s in said] or [
        s.id for s in context.book.sources.values() if s.compiler == organisation.id
    ][:1]
    if any(not s.person for s in said):
        opens = view("people", view="speakers", row=organisation.id)
    else:
        opens = view("people", row=said[0].id) if said else view("sources", row=(sources or [""])[0])
    return in_words(context.book, text, how, "organisation", sources=sources, opens=opens)


def _article(organisation: Organisation) -> str:
    kind = codes("kind").get(organisation.kind, organisation.kind)
    name = organisation.own_name
    name = name if name.startswith(("The ", "the ")) else f"the {name}"
    return f"{name}, {'an' if kind[:1] in 'aeiou' else 'a'} {kind}" if kind else name


def answer_who_reported(context: LookupContext, question: Query, id: str) -> list[Answer]:
    """Who spoke of a figure."""
    return [statement_answer(context, question, s) for s in context.book.statements if id in s.figure_ids]
