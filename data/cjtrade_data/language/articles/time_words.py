"""Time words: which words of time in a sentence date a number, and which say what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.digits import is_digits
from .number import Numeral
from .words import Cue, Tagged, word_class

_COMPARES = word_class("before a base")
_TITLES = word_class("title")
_EVENTS = word_class("leads to an event")
_BASES = frozenset({"year_before", "month_before", "on_year", "on_month", "years_ago", "years_before", "no_today"})
_BEGINS = frozenset({"", "and", ",", ";", "while", "but", "whereas"})
_AGO = frozenset({"same", "year_before", "month_before", "years_before", "years_ago"})
_UNTIL = frozenset({"to", "until", "through", "till", "-"})
_AT_END = frozenset({"of", "until", "to", "at", "by"})


def is_day(sentence: Tagged, cue: Cue) -> bool:
    """Whether a date is the day something was said or done, and no end of a period ("as of 31 March")."""
    if cue.span is None or cue.span.mark != "day":
        return False
    return sentence.word(cue.start) not in ("as", "end") and sentence.word(cue.start - 1) not in _AT_END


def dating(sentence: Tagged) -> list[Cue]:
    """The words of time that may date a figure."""
    aside = (is_day, _is_of_a_title, _is_a_count)
    found = [c for c in sentence.all("time") if not any(of(sentence, c) for of in aside)]
    return [c for c in found if not _is_of_an_event(sentence, c)] or found


def _is_a_count(sentence: Tagged, cue: Cue) -> bool:
    """Whether months are counted: "in 4 of the 8 months known"."""
    return cue.code == "months" and sentence.word(cue.start - 1) == "of" and is_digits(sentence.word(cue.start - 2))


def _is_of_a_title(sentence: Tagged, cue: Cue) -> bool:
    """Whether a year is part of a name: "the 2020 Outlook", "since its founding in 1994"."""
    titled = sentence.word(cue.end) in _TITLES and sentence.tokens[cue.end].capital
    founded = "since" in sentence.words[max(0, cue.start - 4) : cue.start - 1]
    return cue.code == "period" and (titled or founded)


def _is_of_an_event(sentence: Tagged, cue: Cue) -> bool:
    """Whether a time is of something that is no figure: "before the anniversary in 2023", "a pact that took effect in 2022"."""
    at = cue.start - 1
    while at >= 0 and sentence.word(at).isalpha() and sentence.word(at) not in _EVENTS:
        at -= 1
    return sentence.word(at) in _EVENTS and any(sentence.unknown(at + 1, cue.start))


def main_dates(sentence: Tagged, numbers: Sequence[Numeral]) -> list[Cue]:
    """The words that date the figures of a sentence, without those of what they are compared with, and of asides."""
    spans = dating(sentence)
    compared = [date_behind(sentence, spans, m, numbers) for m in numbers if m.base]
    free = [c for c in spans if not (is_base(sentence, c) or c in compared)]
    found = [c for c in free if not is_aside(sentence, c.start)]
    found = found or [c for c in free if not _is_in_passing(sentence, c)]
    months = [c for c in spans if c.code == "months"]
    return [
        c
        for c in found
        if c.code not in ("this_year", "last_year") or not any(0 <= c.start - m.end <= 2 for m in months)
    ]


def is_aside(sentence: Tagged, at: int) -> bool:
    return sentence.words[:at].count("(") > sentence.words[:at].count(")")


def _is_in_passing(sentence: Tagged, cue: Cue) -> bool:
    """Whether words of time stand in brackets with others: "(2023: 298 million)", but not "(2024)" nor "(2024, GDCE)"."""
    if not is_aside(sentence, cue.start) or ")" not in sentence.words[cue.end :]:
        return is_aside(sentence, cue.start)
    begin = max(k for k in range(cue.start) if sentence.words[k] == "(") + 1
    told = {k for c in sentence.all("time", "source") for k in range(c.start, c.end)}
    return any(k not in told and sentence.words[k] != "," for k in range(begin, sentence.words.index(")", cue.end)))


def is_compared(sentence: Tagged, cue: Cue) -> bool:
    """Whether "from" or "than" leads words of time in their clause, and not another time and its number before them: "fell
    from October to 80.98 million dollars, and in December"."""
    earlier = [c.end for c in sentence.all("time") if c.end <= cue.start]
    told = [k for k in earlier if any(is_digits(w[:1]) for w in sentence.words[k : cue.start])]
    before = sentence.words[max(cue.start - 8, sentence.clause(cue.start, cue.end)[0], *told) : cue.end]
    return bool({"from", "compared", "than", "versus", "against", "over", "on"} & set(before))


def is_base(sentence: Tagged, cue: Cue) -> bool:
    """Whether words of time name what something is compared with: `from 2022`, `than in 2022`, `a year earlier`."""
    if cue.code in _BASES:
        return True
    runs = not _UNTIL.isdisjoint(sentence.words[cue.start : cue.end])
    if sentence.word(cue.start - 1) == "from" and runs:
        return False
    if cue.code == "same":
        return cue.span is None or cue.span.first is None or is_compared(sentence, cue)
    if sentence.word(cue.start) in ("from", "than"):
        return not runs
    at = cue.start - 1
    while at > 0 and sentence.words[at] in ("the", "that", "those", "of", "in", "figure", "level", "for"):
        at -= 1
    word = sentence.word(at)
    if word in ("with", "to"):
        return sentence.word(at - 1) in ("compared", "comparison", "relative", "contrast")
    if word == "over" and sentence.ending(at, "percent", "up", "down", "growth") is None:
        return False
    return word in _COMPARES and at not in sentence.dated


def date_of(sentence: Tagged, number: Numeral, numbers: Sequence[Numeral]) -> Cue | None:
    """The words that date a number: behind it, in its clause, before it in the sentence, after it."""
    spans = main_dates(sentence, numbers)
    if is_aside(sentence, number.first):
        asides = (c for c in dating(sentence) if is_aside(sentence, c.start) and not is_base(sentence, c))
        same = [c for c in asides if ")" not in sentence.words[min(c.end, number.end) : max(c.start, number.first)]]
        spans = same or spans
    if (own := date_owning(sentence, number)) is not None:
        return own
    nearest = date_behind(sentence, spans, number, numbers) or _date_of_level(sentence, spans, number, numbers)
    if nearest is not None:
        months = [
            c
            for c in spans
            if c.code == "months"
            and c.end <= number.start
            and not any(c.end <= n.first < number.first or date_behind(sentence, [c], n, numbers) for n in numbers)
        ]
        whole = (
            nearest.code == "period"
            and nearest.span is not None
            and nearest.span.first is not None
            and nearest.span.first.is_year
        )
        return months[-1] if months and whole else nearest  # "January's exports were 116.88 million in 2024"
    beside = [c for c in dating(sentence) if sentence.words[c.end : number.start] == ["("]]
    if beside:
        return beside[0]  # "was below that in February (166.3 million dollars)"
    start, end = sentence.clause(number.first, number.end)
    when = [c for c in dating(sentence) if c.end <= number.start]
    if when and "when" in sentence.words[when[-1].end : number.start]:
        return when[-1]  # "compared with 2022, when it was 1.948 billion dollars"
    inside = [c for c in spans if start <= c.start < number.start]
    before = [c for c in spans if c.start < number.start]
    behind = [c for c in spans if number.end <= c.start < end]
    after = [c for c in spans if c.start >= number.end and ";" not in sentence.words[number.end : c.start]]
    told = next(iter((*inside[::-1], *behind, *before[::-1], *after)), None)
    dated = next(
        (m for m in numbers if m is not number and told and date_behind(sentence, spans, m, numbers) is told), None
    )
    return told if dated is None else date_of(sentence, dated, numbers)  # "first-quarter trade was 507 million in 2024"


def _date_of_level(sentence: Tagged, spans: Sequence[Cue], number: Numeral, numbers: Sequence[Numeral]) -> Cue | None:
    """The date of the level that a rate led to: "edging up 0.2 per cent to 1.17 billion dollars in 2023"."""
    level = next((n for n in numbers if n.first >= number.end), None)
    led = level is not None and number.kind == "percent" and sentence.words[number.end : level.start] == ["to"]
    return date_behind(sentence, spans, level, numbers) if level is not None and led else None


def date_owning(sentence: Tagged, number: Numeral) -> Cue | None:
    """The words of time that own a number: "November's 136.31 million dollars", "2015: 571.55 million dollars"."""
    return next((c for c in dating(sentence) if _owns(sentence, c, number)), None)


def _owns(sentence: Tagged, cue: Cue, number: Numeral) -> bool:
    if sentence.words[cue.end : cue.end + 1] == [":"] and cue.end + 1 in (number.start, number.first):
        return True
    return sentence.tokens[cue.end - 1].owns and cue.end in (number.start, number.first)


def date_behind(sentence: Tagged, spans: Sequence[Cue], number: Numeral, numbers: Sequence[Numeral]) -> Cue | None:
    """The words of time right behind a number, no other number and no "and" or comma between."""
    for cue in spans:
        if cue.start < number.end:
            continue
        between = sentence.words[number.end : cue.start]
        crossed = any(number.end <= o.first < cue.start and "worth" not in between for o in numbers)
        apart = {"and", ",", "while", "but", ";", "(", ")"} & set(between)
        return None if crossed or (apart and set(between) != {"("}) else cue
    return None


def are_together(sentence: Tagged, number: Numeral) -> bool:
    """Whether several times behind a number are added up: "1.58 billion dollars in 2023 and 2025 together"; or counted."""
    if any(_is_a_count(sentence, c) and c.start > number.end for c in sentence.all("time")):
        return True
    sums = (c for c in sentence.all("sum") if c.start > number.end)
    return any(sentence.ending(c.start, "time") is not None for c in sums)


def told_of_then(sentence: Tagged, number: Numeral, numbers: Sequence[Numeral]) -> Cue | None:
    """ "It had been 113.24 million dollars a year earlier": the number itself is of that time."""
    if number.kind not in ("money", "rank", "count") or number.base:
        return None
    ago = [c for c in dating(sentence) if c.code in _AGO]
    for led in ago:
        between = sentence.words[led.end : number.start]
        begins = sentence.word(led.start - 1) in _BEGINS and led.end <= number.start
        if begins and not any(is_digits(w[:1]) or w in _COMPARES for w in between):
            return led  # "a year earlier it had been 113.24 million dollars"
    cue = date_behind(sentence, ago, number, numbers)
    if cue is None or {"compared", "from", "than", "versus", "against", "up", "down"} & set(
        sentence.words[number.end : cue.start]
    ):
        return None
    return cue if cue.start - number.end <= 3 else None


def base_of(sentence: Tagged, number: Numeral, numbers: Sequence[Numeral]) -> Cue | None:
    """The words that say what a number is compared with, up to the next number that is no base itself."""
    spans = dating(sentence)
    if number.base:
        found = date_behind(sentence, spans, number, numbers)
        if found is not None:
            return found
        named = [c for c in spans if c.code == "period" and c.end < number.first and is_base(sentence, c)]
        if named and sentence.word(number.start - 1) == "from":
            return named[-1]  # "grew in February 2024 against January 2024, from 116.88 million dollars"
    stop = next((o.first for o in numbers if o.first > number.first and not o.base), len(sentence.words))
    start, end = sentence.clause(number.first, number.end)
    aside = is_aside(sentence, number.first)
    bases = [c for c in spans if is_base(sentence, c) and is_aside(sentence, c.start) >= aside]
    behind = [c for c in bases if number.end <= c.start < min(max(stop, number.end), end)]
    alone = sum(start <= n.first < end for n in numbers) < 3
    inside = [c for c in bases if start <= c.start < number.start] if alone else []
    return next(iter(behind or inside), None)
