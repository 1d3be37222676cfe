"""Money: the currency and the power of ten that words state, as `1000 US$`, `US Dollars, Millions` or `Euro thousand` do."""

import re
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from ..model.digits import is_digits
from . import vocabulary


class CurrencyScale(NamedTuple):
    """An ISO 4217 currency, and how many zeros its amounts lack."""

    currency: str
    power: int


@cache
def parted(text: str) -> tuple[str, CurrencyScale | None]:
    """The key (as `table.key_of` gives it) of the words around a unit of money, and the unit; of all words where they
    state none, or more than one.

    >>> parted("Trade Value (1000 US$)")
    ('tradevalue', CurrencyScale(currency='USD', power=3))
    """
    small = _small(text)
    currencies, scales = (
        {_plain(word): unit for word, unit in vocabulary.units("money").items()},
        vocabulary.units("power"),
    )
    named = {currencies[_plain(word)] for word in _pattern("money").findall(small)}
    rest = _pattern("money").sub(" ", small)
    powers = [int(scales[word]) for word in _pattern("power").findall(rest)]
    rest = _pattern("power").sub(" ", rest)
    if len(named) != 1 or len(powers) > 1 or re.search(r"[$€£¥万億]|hundred|\b100?\b", rest):
        return _key(small), None
    around = re.sub(r"\s+(?:in|of)\s*(?=\s|$)|^\s*(?:in|of)\s", " ", re.sub(r"\W+", " ", rest))
    return _key(around), CurrencyScale(named.pop(), sum(powers))


def without_unit(text: str) -> str:
    """A text in small letters, without the words of money and of powers of ten."""
    return _pattern("power").sub(" ", _pattern("money").sub(" ", _small(text)))


def _small(text: str) -> str:
    return normalize("NFKC", text).lower().replace("_", " ")


def _plain(word: str) -> str:
    return re.sub(r"[\s.]+", " ", word)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Any of the words of a kind. A word of letters stands alone, but for digits before it; a number does for other digits."""
    words = sorted(vocabulary.units(kind), key=len, reverse=True)
    either = "|".join(_alone(word) for word in words)
    return re.compile(either)


def _alone(word: str) -> str:
    before, behind = (r"(?<![0-9])(?<![0-9][.,])", "[0-9]") if is_digits(word[-1]) else ("(?<![a-z$])", "[a-z]")
    return before + re.escape(word).replace(r"\ ", r"[\s.]+") + rf"(?!{behind})"
