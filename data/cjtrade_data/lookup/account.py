"""Account: how the number of the answer before was made, and how it may be quoted: "why?", "how was that worked out?"."""

from __future__ import annotations

from collections.abc import Mapping

from ..citation import date_words
from ..language.phrases import codes
from ..language.tokenizer import tokens
from ..model.codes import rate_of
from ..wording.cautions import cautions
from ..wording.difference import held_words
from ..wording.sentences import capital, joined
from .answer import Answer
from .context import LookupContext

_WHY = "cause"
_NO_CAUSE = "What moved it no figure tells."


def asks_how(text: str, names: Mapping[str, str]) -> str:
    """By the `names` of countries in other scripts: whether a whole question asks how the number before it was `made`, or for the `cause` of what it tells; "" else."""
    return codes("account").get(" ".join(t.text for t in tokens(text, names)), "")


def printers(context: LookupContext, told: Answer) -> str:
    """Who printed what an answer stands on, and when."""
    sources = [context.book.sources[id] for id in told.source.split()]
    dated = (f"{s.publisher} ({date_words(s.published)})" if s.published else s.publisher for s in sources)
    return joined(list(dict.fromkeys(dated)))


def account_of(context: LookupContext, told: Answer, asked: str) -> Answer:
    """How a number was made and may be quoted; of words the sources they stand on."""
    from .card import how_to_quote

    q, by = told.quantity, f"Printed by {printers(context, told)}."
    if q is None:
        return told._replace(text=by, reading="who printed the answer before it")
    number = f"{held_words(context.book, q)}{', as the source prints it' * (q.figure is not None)}."
    moved = asked == _WHY and (rate_of(q.measure) or q.measure.endswith(("_change", "_difference")))
    said = [capital(number), *[_NO_CAUSE] * bool(moved), f"Disputed: {told.disputed}" if told.disputed else ""]
    said += ["To quote:", how_to_quote(context, q, []), *cautions(context.book, q), by]
    return told._replace(text=" ".join(filter(None, said)), reading="how the number of the answer before it was made")
