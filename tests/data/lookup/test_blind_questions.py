"""Questions written down before the words of the tables were looked at, with outcomes worked out from the tables.

`low` and `high` bound the value in base units; `says` has what must occur in the text, "," for and, "|" for or, and is
"refuse" where nothing may be answered, with words of the refusal behind a colon; `top` is how many of the first answers may hold it; `after` is the question before.
"""

from pathlib import Path

from every_row import every_row, rows_of

from cjtrade_data.lookup.api import Reply, ask

HERE = Path(__file__).parent
BLIND, BY_KIND = rows_of(HERE / "blind_questions.csv"), rows_of(HERE / "questions_by_kind.csv")


def is_right(reply: Reply, row: dict[str, str]) -> bool:
    best = reply.answers[: int(row["top"])]
    says = row["says"].removeprefix("refuse: ")
    if not best or says != row["says"] or says == "refuse":
        refused = not best and row["says"].startswith("refuse")
        return refused and (says == "refuse" or has(reply.refusal, says))
    if row["low"]:
        return any(a.value is not None and float(row["low"]) <= a.value <= float(row["high"]) for a in best)
    return has(" ".join(a.text for a in best), says)


def has(text: str, says: str) -> bool:
    return all(any(word in text.casefold() for word in either.split("|")) for either in says.split(","))


@every_row("row", [*BY_KIND, *BLIND], ids=lambda row: row["question"], quick=13)
def test_it_is_answered_or_refused_as_it_should_be(row):
    reply = ask(row["question"], after=row["after"])
    assert is_right(reply, row), reply
