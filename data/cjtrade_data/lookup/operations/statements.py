"""Statements: who somebody is, what they said, and who spoke of a subject."""

from __future__ import annotations

import re

from ...book.code_lists import compilers
from ...citation import date_words
from ...language.phrases import codes, cue, fillers
from ...model.records import Organisation, Person, Statement
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..parser import Item
from ..places import Place
from ..query import Query
from ..retrieval import Wanted, alike, having, in_time, lacking, row, stems, wanted
from .events import asks_who_came
from .mirror import says_flow


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether people, or what was said, are asked for."""
    if quoted(question):
        return True
    if says_flow(question):
        return False
    topics = _OF_STATEMENTS.intersection(question.values("topic"))
    of_a_period = any(s.kind == "period" for s in question.spans) and "speakers" not in topics
    asked = question.does("who", "what_said", "when") or question.says("spoken")
    if question.values("person") or (topics and (asked or not of_a_period or question.does("said", "define"))):
        return True  # but "labour in 2020" asks for a figure
    if _is_compilation(context, question) and (question.measures or question.spans or question.all("nth")):
        return False
    opens = question.words[:1] in (["what"], ["which"]) and not question.trade_measures
    about_trade = bool(question.trade_measures and (question.spans or question.numbers))
    names = _asks_who(question) or question.does("who", "what_said")
    names = names or (question.does("said") and not question.all("nth"))
    return (
        (question.does("said") and (asked or opens))
        or (question.does("what_said") and bool(question.values("good")) and not question.measures)
        or (names and not about_trade and _may_speak(context, question))
        or _has_every_word(context, question)
    )


def quoted(question: Query) -> str:
    """The words of somebody that are given in quotation marks: `who said "we expect more exports"`; "" where none are."""
    found = _QUOTED.search(question.text) if question.does("said", "what_said") else None
    return found["words"].strip(" .,").casefold() if found else ""


_QUOTED = re.compile(r'(?:(?<=\w )|(?<=: ))"(?P<words>(?:[^"\s]+\s+){2,}[^"]+)"$')
_OF_STATEMENTS = frozenset(("law", "labour", "sendai", "workshop", "speakers"))
"""Topics of which there are statements and no figures."""


def _has_every_word(context: LookupContext, question: Query) -> bool:
    """Whether a statement has all words of a question, some of which, or all, no figure is about."""
    asks = question.does("who", "said", "what_said") or not question.items
    words = wanted(question, "organisation") if question.unknown and asks else []
    return bool(words) and bool(having(context, question, [*context.book.statements], words))


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
    if words := quoted(question):
        return [statement_answer(context, question, s) for s in context.book.statements if words in s.quote.casefold()]
    if asks_who_came(question):
        return []
    people, organisations = people_named(context, question), _organisations(context, question)
    subject = _subject(context, question)
    if people and question.does("when") and not (question.does("said", "what_said") or question.says("spoken")):
        # "when did he visit": what was done, in so many words
        subject = [w._replace(topics=frozenset(), names=frozenset()) for w in subject]
        if not subject:
            return []
    of_another_time = _asks_who(question) and question.says("of another time")
    all_of_them = question.does("list") and not question.does("said", "what_said")
    if question.all("person") and (not people or of_another_time or all_of_them):
        return []  # of another country, or of another time; no list of offices is complete
    heads = sum(i.value == "who" for i in question.all("op")) > 1  # "who runs JICA", "who is the head of JICA"
    if not people and (_asks_of_somebody_else(question) or (heads and not _speaks(context, organisations))):
        return []
    if "speakers" in question.values("topic") and not (people or subject):
        return _speakers(context, question, organisations)
    found = _spoken_by(context, question, people, organisations)
    is_silent = bool(organisations) and not (people or _speaks(context, organisations) or _asks_who(question))
    if is_silent and not any(stems(o) <= row(context, s).words for o in organisations for s in found):
        return []
    if not subject:  # the newest first, of several who hold an office those of the country named
        own = {id for id in people if context.book.people[id].country in {p.code for p in question.places}}
        found.sort(key=lambda s: (s.person in own, s.date), reverse=True)
    told = having(context, question, found, subject)
    if not told and organisations and not people:  # "the delegation to the CDC": somebody else speaks of it
        told = having(context, question, in_time(question, [*context.book.statements]), wanted(question))
    if people and subject and not told:
        return []
    if (people or organisations) and _asks_who(question) and not (subject and (organisations or question.asks_whether)):
        then = {s.person for s in found} if question.spans else {*people}
        return _who(context, question, [id for id in people if id in then], [] if people else organisations)
    who = _who(context, question, people, []) if people and _only_names(question) else []
    if not told and not subject and not question.spans:
        return _who(context, question, people, organisations)
    # "what does Japan report for 2023": figures, and nobody who speaks
    dated = bool(question.spans) and not (question.places or question.says("more", "less"))
    if not (subject or people or organisations or dated or question.does("oldest")):
        return []
    how_many = [_how_many(context, question, told)] if told and question.says("counted") else []
    ordered = in_time(question, _in_order(question, subject, told))
    manner = next((w for w in question.words if w in cue("manner of saying")), "")
    ordered = [s for s in ordered if s.person] if manner and not organisations else ordered
    stated = [statement_answer(context, question, s) for s in ordered]
    if manner and stated and alike(manner) not in row(context, ordered[0]).own:
        doubt = f" Whether '{manner}' is the word for it is not in the data."
        stated[0] = stated[0]._replace(text=stated[0].text + doubt)
    return [*who, *how_many, *stated]


def _in_order(question: Query, subject: list[Wanted], said: list[Statement]) -> list[Statement]:
    """Quotations first where one is asked for; of a topic alone where the latest of it is, or the first."""
    topics = {topic for w in subject for topic in w.topics}
    if question.is_of("latest") or question.says("earliest"):
        return [s for s in said if s.topic in topics] or said
    return sorted(said, key=lambda s: not s.quote) if question.says("verbatim") else said


def why_not(context: LookupContext, question: Query) -> str:
    """The word of the question that no statement of those asked has; "" where each is in one."""
    found = _spoken_by(context, question, people_named(context, question), _organisations(context, question))
    return lacking(context, found, _subject(context, question))


def _subject(context: LookupContext, question: Query) -> list[Wanted]:
    """What the statements must speak of, beside who speaks."""
    aside = ["person", "nth", "count"]
    aside += ["city"] if question.values("person") or question.values("organisation") else []
    aside += [] if question.values("organisation") else ["compiler"]
    what_it_is = _asks_who(question) and not question.says("who")
    told = what_it_is or _speaks(context, _organisations(context, question))
    aside += ["compiler", "organisation"] if told else []
    people = people_named(context, question)
    said = [s for s in context.book.statements if s.person in people]
    roles = [stems(" ".join(s.role for s in said if s.person == id)) for id in people]
    titles = frozenset.intersection(*roles) | stems(" ".join(cue("about who"))) if roles else frozenset()
    return [w for w in wanted(question, *aside) if "speakers" not in w.topics and not (w.words and w.words <= titles)]


def _spoken_by(context: LookupContext, question: Query, people: list[str], organisations: list[str]) -> list[Statement]:
    """What some people, or some organisations, said at the time asked for; all there is where nobody is named."""
    said = [s for s in context.book.statements if not people or s.person in people]
    if people:
        called = [question.words[i.start : i.end] for i in question.all("person")[:1]]
        said = [s for s in said if s.role.lower().replace("-", " ").split() in called] or said
    elif _speaks(context, organisations):
        said = [s for s in said if s.organisation in organisations]
    return in_time(question, said)


def _speaks(context: LookupContext, organisations: list[str]) -> bool:
    return not {s.organisation for s in context.book.statements}.isdisjoint(organisations)


def _only_names(question: Query) -> bool:
    """ "Head of JETRO in Phnom Penh": somebody, and nothing that is asked of them."""
    names = {"person", "prep", "city", "area", "organisation", "compiler"}
    return {i.slot for i in question.items} <= names and not question.unknown


def people_named(context: LookupContext, question: Query) -> list[str]:
    """Those whom the first name or office in the question means, who spoke last first; an office before a name is theirs."""
    named = question.all("person")
    meant = {str(i.value) for i in named if i.start == named[0].start}
    behind = [i for i in named if i.start == named[0].end]
    beside = {str(i.value) for i in behind}
    if named and _is_of_something_else(question, named[0]):
        return []
    is_office, names_office = (bool(of) and _is_called(question, of[0], "office") for of in (named, behind))
    if beside and not (is_office or names_office):
        meant &= beside  # "Lim Hong" is neither of two
    meant = meant & beside or (beside if is_office and beside else meant)
    people = context.book.people
    held = [i for i in named if question.words[i.start - 1] == "as"]  # "as ambassador"
    meant = {id for id in meant if not held or any(id == i.value or _is_role(question, i, people[id]) for i in held)}
    bodies = (*question.all("organisation"), *question.all("compiler"))
    owners = {p.code for p in question.places for item in named[:1] if _holds(question, p, item)}
    owners |= {str(b.value) for b in bodies for item in named[:1] if _holds(question, b, item)}
    posted = {*question.values("city")}
    meant = {id for id in meant if people[id].country not in posted} or meant  # who is sent to Tokyo is not of Japan
    meant = {id for id in meant if not owners or owners & {people[id].country, people[id].organisation}}
    last = {id: max((s.date for s in context.book.statements if s.person == id), default="") for id in meant}
    return sorted(meant, key=lambda id: last[id], reverse=True)


def _is_called(question: Query, item: Item, slot: str) -> bool:
    """Whether its words are an office, or a title that several people have, and not a name."""
    return " ".join(question.words[item.start : item.end]) in codes(slot)


def _is_role(question: Query, office: Item, person: Person) -> bool:
    return person.role.lower().startswith(" ".join(question.words[office.start : office.end]))


def _is_of_something_else(question: Query, title: Item) -> bool:
    """Whether a title that several hold is made another's by what it is of: "minister of labour", "trade minister"."""
    words, ahead = question.words, title.start - 1
    behind = title.end + 1 + (words[title.end + 1 : title.end + 2] == ["the"])
    at = [ahead] if ahead >= 0 else []
    at += [behind] if words[title.end : title.end + 1] == ["of"] and behind < len(words) else []
    said = {k: i.slot for i in question.items for k in range(i.start, i.end)}
    is_other = any(said.get(k) in _OF_WHAT or (k not in said and words[k] not in fillers()) for k in at)
    return is_other and _is_called(question, title, "title")


_OF_WHAT = ("measure", "verb", "topic", "sector", "good", "group")


def _holds(question: Query, place: Place | Item, office: Item) -> bool:
    """Whether the country, or the body, is the one an office is of: "Thailand's prime minister", "president of the WTO"."""
    behind = question.words[office.end : place.start] in (["of"], ["of", "the"])
    return place.end == office.start or behind


def _who(context: LookupContext, question: Query, people: list[str], organisations: list[str]) -> list[Answer]:
    each = [[id] for id in people] or [[]] * bool(organisations)
    return [who_answer(context, question, one, organisations) for one in each]


def _may_speak(context: LookupContext, question: Query) -> bool:
    """Whether an organisation is named that has statements, or of which nothing else is asked than what it is."""
    organisations = _organisations(context, question)
    alone = bool(organisations) and not (question.measures or question.spans)
    return _speaks(context, organisations) or alone


def _organisations(context: LookupContext, question: Query) -> list[str]:
    """The organisations named, or the compilers whose statements are asked for; not those that others speak about."""
    bodies = (i for i in question.items if i.slot in ("organisation", "compiler"))
    spoken_of = {i.value for i in bodies if question.says("who") and question.words[i.start - 1] in ("about", "on")}
    named = [o for o in question.values("organisation") if o in context.book.organisations and o not in spoken_of]
    speakers = {s.organisation for s in context.book.statements} - spoken_of
    return named or [c for c in question.values("compiler") if c in speakers]


def _asks_who(question: Query) -> bool:
    if question.does("define") or question.says("about who"):
        return True
    opens = question.words[:1] in (["who"], ["whos"], ["what"], ["whats"]) or (
        question.asks_whether and bool(question.values("person"))
    )
    return opens and question.says("is somebody") and not question.does("said", "what_said")


def _asks_of_somebody_else(question: Query) -> bool:
    """ "What did Hun Sen say", "who is he": whoever is asked about is nobody of the book."""
    taken = {k for i in question.items for k in range(i.start, i.end)}
    asks = [i.end for i in question.all("op") if i.value == "what_said" or question.says("is or was")]
    behind = (k for end in asks[:1] for k in range(end, len(question.words)) if question.words[k] not in fillers())
    whom = next(behind, next(iter(taken), 0))
    return bool(taken) and whom not in taken and question.words[whom - 1] not in cue("about what")


def _speakers(context: LookupContext, question: Query, organisations: list[str]) -> list[Answer]:
    """Everyone who is quoted, or those of some organisations, then the organisations that speak for themselves."""
    said = [s for s in context.book.statements if not organisations or s.organisation in organisations]
    said = in_time(question, said)
    people = [p for p in context.book.people.values() if any(s.person == p.id for s in said)]
    silent = {s.organisation for s in said if not s.person}
    own = ", ".join(o.short_name for o in context.book.organisations.values() if o.id in silent)
    verb = "person is" if len(people) == 1 else "people are"
    text = f"{len(people) or 'no'} {verb} quoted{': ' * bool(people)}{', '.join(p.name for p in people)}"
    text += f"; and these speak for themselves: {own}." if own else "."
    if not said:
        return []
    how, opens = question.named_as("who spoke"), view("people", view="speakers")
    return [in_words(context.book, text, how, "person", sources=[s.source for s in said], opens=opens)]


def _how_many(context: LookupContext, question: Query, said: list[Statement]) -> Answer:
    """How many statements there are of what is asked, by whom and from when to when."""
    by = ", ".join(dict.fromkeys(_speaker(context, s).partition(",")[0] for s in said))
    dates = sorted(s.date for s in said)
    when = date_words(dates[0]) if dates[0] == dates[-1] else f"{date_words(dates[0])} to {date_words(dates[-1])}"
    text = f"The dataset has {len(said)} statement{'s' * (len(said) > 1)} of that, {when}, by {by}."
    how, opens = question.named_as("how many statements"), view("people")
    return in_words(context.book, text, how, "statement", sources=[s.source for s in said], opens=opens)


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
    of = ", " if _PLACED.intersection(role.split()) else " of the "
    return f"{person.name}, {role}{of}{name}"


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
    said = "" if s.locator and (source.published or "").startswith(s.date) else f"said {_on(s.date)}"
    dated = date_words(source.published) if source.published else source.vintage
    place = ", ".join(filter(None, (said, source.publisher, dated, s.locator)))
    quote = f' In their words: "{s.quote}".' if s.quote else ""
    note = f" {s.note}" if s.note else ""
    text = f"{_speaker(context, s)}, in our words: {s.paraphrase}{quote} ({place}){note}"
    figures = [context.book.figure(id) for id in s.figure_ids]
    how = question.named_as(f"what {_speaker(context, s).partition(',')[0]} said, {s.topic}, {s.locator or s.date}")
    answer = in_words(context.book, text, how, "statement", figures=figures, sources=[s.source], period=s.date)
    return answer._replace(opens=view("people", row=s.id))


def _on(date: str) -> str:
    return f"{'on' if date.count('-') == 2 else 'in'} {date_words(date)}"


def who_answer(context: LookupContext, question: Query, people: list[str], organisations: list[str]) -> Answer:
    """Who the first of some people, or of some organisations, is."""
    how = question.named_as("who that is")
    if people:
        person = context.book.people[people[0]]
        said = [s for s in context.book.statements if s.person == person.id]
        topics = ", ".join(dict.fromkeys(s.topic for s in said))
        text = _titled(context, person, person.organisation, person.role)
        extra = person.role.partition(";")[2].strip()
        text += f" ({extra})" if extra else ""
        last = f", as named {_on(max(s.date for s in said))}" if said else ""
        counted = f"; the dataset has {len(said)} statement{'s' * (len(said) > 1)} of theirs, on {topics}"
        text += f"{last}{counted * bool(said)}."
        opens = view("people", view="speakers", row=person.id)
        return in_words(context.book, text, how, "person", sources=[s.source for s in said], opens=opens)
    organisation = context.book.organisations[organisations[0]]
    said = [s for s in context.book.statements if s.organisation == organisation.id]
    members = [p for p in context.book.people.values() if p.organisation == organisation.id]
    has_short = organisation.short_name != organisation.name
    text = f"{organisation.short_name} is {_article(organisation)}" if has_short else _article(organisation)
    spoke = {p.id: max((s.date for s in said if s.person == p.id), default="") for p in members}
    for p in sorted(members, key=lambda p: spoke[p.id], reverse=True):  # who spoke last first
        text += f"; {p.name} spoke as its {_lowered(p.role)}{f' {_on(spoke[p.id])}' if spoke[p.id] else ''}"
    text += f"; the dataset has {len(said)} statement{'s' * (len(said) > 1)} from it." if said else "."
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
