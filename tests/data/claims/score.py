"""How many numbers of a set of texts get a right verdict: `python score.py` scores the generated and the written set."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generate import Case, cases, last_digit, swapped

HERE = Path(__file__).parent
ARTICLES = sorted((HERE / "articles").glob("*.txt"))
_LETTERS = {"a": "agrees", "d": "disagrees", "c": "cannot tell"}
Checker = Callable[[str], list[str]]


def passages(name: str = "passages") -> Iterator[Case]:
    """The passages of a file, `passages.txt` or `subjects.txt`, with the right verdicts."""
    lines: list[str] = []
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("="):
            wanted = tuple(frozenset(_LETTERS[c] for c in word.split("/")) for word in line[1:].split())
            yield Case("\n".join(lines).strip(), wanted, "passage")
            lines = []
        elif not line.startswith("#"):
            lines.append(line)


def score(found: Iterable[Case], check: Checker, say: Callable[[str], None] | None = None) -> Counter[str]:
    """Counts of numbers, right verdicts, false accusations ("accused"), false agreements ("agreed") and what could have
    been told ("missed")."""
    count: Counter[str] = Counter()
    for case in found:
        given = check(case.text)
        loose = all(w == frozenset({"cannot tell"}) for w in case.wanted)  # however many numbers there are
        wanted = case.wanted[: len(given)] if loose else case.wanted
        for k, right in enumerate(wanted):
            got = given[k] if k < len(given) else "none"
            kind = "right" if got in right else {"disagrees": "accused", "agrees": "agreed"}.get(got, "missed")
            count["numbers"] += 1
            count[kind] += 1
            if kind != "right" and say is not None:
                say(f"{kind} [{case.kind}] number {k + 1} ({got}): {case.text}")
        for got in given[len(wanted) :]:
            count["accused"] += got == "disagrees"
    return count


Spoiler = Callable[[str], str]


def rescaled(words: str) -> str:
    """Millions for billions, or the other way round."""
    for a, b in (("million", "billion"), ("billion", "million"), ("bn", "m"), ("trillion", "billion")):
        if a in words:
            return words.replace(a, b)
    return re.sub(r"(?<=[0-9])m\b", "bn", words) if re.search(r"[0-9]m\b", words) else ""


SPOILERS: dict[str, Spoiler] = {"digits swapped": swapped, "last digit": last_digit, "scale": rescaled}


def mutated(
    texts: Iterable[str], check: Callable[[str], list[tuple[str, str]]], say: Callable[[str], None] | None = None
) -> Counter[str]:
    """How many slips in numbers that agreed are called wrong, by kind: counts of "KIND called" and "KIND made"."""
    count: Counter[str] = Counter()
    for text in texts:
        told = check(text)
        for k, (words, verdict) in enumerate(told):
            if verdict != "agrees" or text.count(words) != 1:
                continue
            for kind, spoil in SPOILERS.items():
                wrong = spoil(words)
                if not wrong or wrong == words:
                    continue
                count[f"{kind} made"] += 1
                now = check(text.replace(words, wrong))
                called = len(now) == len(told) and now[k][1] == "disagrees"
                count[f"{kind} called"] += called
                count["others changed"] += sum(
                    a[1] != "disagrees" and b[1] == "disagrees"
                    for i, (a, b) in enumerate(zip(told, now, strict=False))
                    if i != k
                )
                if not called and say is not None:
                    say(f"not called [{kind}] {words} -> {wrong}: {text[:300]}")
    return count


if __name__ == "__main__":
    from cjtrade_data.claims.api import check_text

    say = print if "-v" in sys.argv else None
    for name, found in (
        ("generated", cases()),
        ("written", list(passages())),
        ("subjects", list(passages("subjects"))),
    ):
        print(name, dict(score(found, lambda text: [c.verdict for c in check_text(text).claims], say)))
    texts = [c.text for c in passages()] + [p.read_text("utf-8") for p in ARTICLES]
    texts += [c.text for c in cases() if c.kind in ("true", "two flows")][::4]
    print("slips", dict(mutated(texts, lambda text: [(c.words, c.verdict) for c in check_text(text).claims], say)))
