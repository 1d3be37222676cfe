"""What surrounds a question and is no part of it: greetings, who asks, for what occasion, thanks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ..model.digits import is_digits
from .phrases import codes, cue, wordings

_MARKS = ".,;:!?-()\"'"


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(w.phrase for w in wordings("courtesy") if w.code == part)


def plain_words() -> frozenset[str]:
    """Words that belong to no subject: articles, prepositions, "figure", "total"."""
    return _words("plain") | (_words("opening") - _words("first person"))


def without_courtesy(text: str, is_subject: Callable[[str], bool], is_adverb: Callable[[str], bool]) -> str:
    """The question itself, without what leads up to it and what follows it, and without adverbs of no weight.

    `is_subject` tells of a word whether a question may be about it; what holds such a word, or a digit, is never dropped.

    >>> without_courtesy("can you tell me exports 2022 for the memo, thanks", "exports".__eq__, lambda word: False)
    'exports 2022'
    """
    words = [w for w in _without_asides(text).split() if not is_adverb(w.strip(_MARKS).lower())]
    heads = [is_subject(w.strip(_MARKS).lower()) for w in words[1:]] + [False]
    is_loose = (w.strip(_MARKS).lower() in _words("beside a subject") for w in words)
    words = [w for w, head, loose in zip(words, heads, is_loose, strict=False) if head or not loose]
    if not words:
        return text
    bare = [w.strip(_MARKS) for w in words]
    bare = ["usa" if w == "US" else w.lower() for w in bare]  # not the "us" of "tell us"
    plain = [_is_plain(b, is_subject) for b in bare]
    start = max(_behind_mark(words, bare, plain), _behind_lead(bare, plain))
    end = _before_tail(bare, plain, start)
    return " ".join(words[start:end]) or text


def _without_asides(text: str) -> str:
    """The text without adverbs of several words: `in fact`, `of course`."""
    lower = text.lower()
    asides = "|".join(re.escape(w) for w in codes("adverb") if " " in w and w in lower)
    return re.sub(rf"\b(?:{asides})\b,? ?", "", text, flags=re.IGNORECASE) if asides else text


def _is_plain(word: str, is_subject: Callable[[str], bool]) -> bool:
    named = is_subject(word.removesuffix("'s")) and word not in _words("opening")
    return not named and not any(is_digits(c) for c in word)


def _behind_mark(words: list[str], bare: list[str], plain: list[bool]) -> int:
    """Where the question begins that follows a colon, a dash or a greeting; what somebody does before it is no part of it.

    A lead speaks of who asks or what for: "wages: Japan 2022" has none. Before a comma all words are of that kind.
    """
    of_asking = _words("asks") | _occasions() | _words("first person")
    at = next((i + 1 for i, w in enumerate(words) if w[-1:] in (":", "-")), 0)
    leads = all(plain[:at]) and not of_asking.isdisjoint(bare[:at])
    of_self = bare[0] in _words("first person") and not any(is_digits(c) for w in bare[:at] for c in w)
    behind = at if at < len(words) and (of_self or leads) else 0
    spoken = of_asking | _words("opening") | _words("determiner")
    greeting = next((i for i, w in enumerate(words) if w[-1:] in (",", "!")), -1) + 1
    return max(behind, greeting if greeting < len(words) and spoken.issuperset(bare[:greeting]) else 0)


def _behind_lead(bare: list[str], plain: list[bool]) -> int:
    """Behind `could you tell me`, `my editor is asking`: an opening that ends with the verb of asking."""
    asker = bare[0] in _words("determiner")  # "the finance team needs", whatever it is called
    start = at = next((k + 1 for k in range(2, 5) if asker and bare[k : k + 1] and bare[k] in _words("asks for")), 0)
    while at < len(bare) and plain[at]:
        word = bare[at]
        if word in _words("asks") and not _is_of_operation(bare, at):
            start = at = at + 1
            while at < len(bare) and bare[at] in _words("asked whom"):
                start = at = at + 1
            continue
        named = at > 0 and bare[at - 1] in _words("determiner")
        if named and at > 2 and bare[at - 2] == "for" and word in _occasions():
            start = at = at + 1  # "we need for the report"
            continue
        if word and word not in _words("opening") and not named:
            break
        at += 1
    return start if start < len(bare) else 0


def _is_of_operation(bare: list[str], at: int) -> bool:
    """Whether a word makes an operation with that before or behind it: "all told", "pull back"."""
    return not {" ".join(bare[k : k + 2]) for k in range(max(at - 1, 0), at + 1)}.isdisjoint(codes("op"))


def _before_tail(bare: list[str], plain: list[bool], start: int) -> int:
    """Before `for the memo`, `if you have it`, `many thanks`, one behind the other."""
    end = len(bare)
    while True:
        asks = cue("auxiliary") | cue("whether")  # "by how much did it grow", "is it growing"
        ends = (k for k in range(start + 1, end) if bare[k - 1] not in asks)
        cut = next((k for k in ends if _is_tail(bare[k:end], plain[k:end])), end)
        if cut == end:
            return end
        end = cut


def _is_tail(words: list[str], plain: list[bool]) -> bool:
    """Whether words say no more than what the answer is for: `for the evening news`, `for internal use`, `at the summit`."""
    of_occasion = [w.removesuffix("'s") in _occasions() for w in words]
    if " ".join(words) in _words("tail"):
        return True
    if not all(p or o for p, o in zip(plain, of_occasion, strict=True)):
        return False
    if words[0] in _words("tail begins") or (words[0] in _words("tail for") and words[-1] in _words("occasion")):
        return True
    named = [o for w, o in zip(words[1:], of_occasion[1:], strict=True) if w not in _words("determiner")]
    leads = ("for", "before") if not all(plain) else ("for", "before", "in", "at")
    return bool(named) and words[0] in leads and all(named)


@cache
def _occasions() -> frozenset[str]:
    """What an answer is written or said for, and who for and how."""
    return _words("occasion") | _words("circumstance")
