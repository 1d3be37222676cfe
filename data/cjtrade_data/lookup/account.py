"""Account: how the number of the answer before was made, and how it may be quoted: "why?", "how was that worked out?"."""

from __future__ import annotations

from ..citation import date_words
from ..language.phrases import codes
from ..language.tokenizer import tokens
from ..model.codes import rate_of
from ..wording.cautions import cautions
from ..wording.formula import formula
from ..wording.sentences import joined
from .answer import Answer
from .context import LookupContext

_WHY = "cause"
_NO_CAUSE = " What moved it no figure tells."


def asks_how(text: str) -> str:
    """Whether a whole question asks how the number before it was `made`, or for the `cause` of what it tells; "" else."""
    return codes("account").get(" ".join(t.text for t in tokens(text, {})), "")


def printers(context: LookupContext, told: Answer) -> str:
    """Who printed what an answer stands on, and when."""
    sources = (context.book.sources[id] for id in told.source.split())
    return joined(
        list(dict.fromkeys(f"{s.publisher}{f' ({date_words(s.published)})' * bool(s.published)}" for s in sources))
    )


def account_of(context: LookupContext, told: Answer, asked: str) -> Answer:
    """How a number was made and may be quoted; of words the sources they stand on."""
    from .card import how_to_quote

    q = told.quantity
    if q is None:
        return told._replace(
            text=f"So it stands in {printers(context, told)}.", reading="what the answer before it stands on"
        )
    made = formula(q)
    is_print = q.figure is not None and not q.is_converted
    how = "The source prints the number" if is_print else "The number is worked out"
    quoted = " ".join([how_to_quote(context, q, []), *cautions(context.book, q)])
    moved = rate_of(q.measure) or q.measure.endswith(("_change", "_difference"))
    cause = _NO_CAUSE if asked == _WHY and moved else ""
    disputed = f" Disputed: {told.disputed}" if told.disputed else ""
    text = (
        f"{how}{f': {made}' if made else ''}.{cause}{disputed} To quote: {quoted} Printed by {printers(context, told)}."
    )
    return told._replace(text=text, reading="how the number of the answer before it was made")
