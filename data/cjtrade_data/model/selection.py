"""Selection: what the reader is looking at, as one immutable value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from .period import Period
from .reference import HOME
from .tabs import REGISTRY, TABS

PAIR = ":".join(HOME)
_AREA = re.compile(r"[A-Z][A-Z0-9]{2}")
FREQUENCIES = ("ytd", "year", "month")
UNITS = ("USD", "KHR", "JPY")
YEARS = ("recent", "all")
FIRST_YEAR = 2000
"""Where charts of recent years begin, unless the year looked at is before: for most of those before nothing was published."""


_TABS_OWN = Period(None, 0)
"""Stands for the period that the tab opens on."""


def frequencies_of(period: Period) -> tuple[str, ...]:
    """The frequencies among whose periods one may be."""
    fits = {"ytd": period.is_year_to_date and not period.is_year, "year": period.is_year, "month": period.is_month}
    return tuple(frequency for frequency in FREQUENCIES if fits[frequency])


class _Fields(NamedTuple):
    tab: str = "flows"
    pair: str = PAIR
    reporter: str = ""
    frequency: str = ""
    period: Period = _TABS_OWN
    view: str = ""
    unit: str = "USD"
    mirror: bool = False
    sort: str = ""
    columns: str = ""
    filter: str = ""
    compiler: str = ""
    item: str = ""
    against: str = ""
    years: str = YEARS[0]
    row: str = ""
    measure: str = ""


class Selection(_Fields):
    """The tab and everything that shapes what it shows; keys change it, every screen follows it.

    `reporter` is whose statistics of the pair; `frequency` is "ytd" (January to some month), "year" or
    "month"; `period` is the one in the headlines; `view` is one of the tab's own views, "" for its first;
    `mirror` adds the other side's figures; `sort` names a column and, after a colon, the way of its values ("exports:asc"),
    `columns` those that are shown, with commas between; `filter` keeps one topic,
    organisation, person or year; `compiler` is whose figures where a tab has several; `item` is the row that was opened (a source, a person, a partner).
    `years` says how far back charts of years reach: "recent" ones from 2000 on, or "all".
    `against` is the period, reporter or partner that `period`, `reporter` or the partner of `item` is set side by side with.
    `row` and `measure` name the cell under the cursor by the key of its row and of its column, "" for where a view starts.
    `pair` is the two areas, `VNM:JPN`, flows seen from the first. It is the first whose figures are shown unless
    another `reporter` is named; Cambodia and Japan open on the year to date, any other pair on years.

    >>> Selection().with_(frequency="year", period=Period.of_year(2023)).options()
    ['flows', '--frequency', 'year', '--period', '2023']
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # for which its parameters are the fields

        def __new__(cls, *values: Any, **named: Any) -> Selection:
            return super().__new__(cls, *values, **named)._checked()

    def _checked(self) -> Selection:
        """The selection with what its pair and tab open on. Raises ValueError for what no view has."""
        first, _, second = self.pair.partition(":")
        if not _AREA.fullmatch(first) or not _AREA.fullmatch(second) or first == second:
            raise ValueError(f"'{self.pair}' is not a pair: write the codes of two areas, as VNM:JPN")
        opens = self._defaults
        made = self._replace(**{name: opens[name] for name in opens if getattr(self, name) in ("", _TABS_OWN)})
        for value, allowed, what in (
            (made.tab, TABS, "tab"),
            (made.reporter, made.reporters, "reporter"),
            (made.frequency, FREQUENCIES, "frequency"),
            (made.unit, UNITS, "unit"),
            (made.years, YEARS, "reach of years"),
        ):
            if value not in allowed:
                raise ValueError(f"'{value}' is not a {what}: choose {', '.join(allowed)}")
        if made.against and "against" not in REGISTRY[made.tab].fields_of:
            raise ValueError(f"{made.tab} compares nothing: it is flows and partners that have --against")
        return made

    @property
    def reporters(self) -> tuple[str, str]:
        """The two of the pair."""
        first, _, second = self.pair.partition(":")
        return first, second

    @property
    def is_period_chosen(self) -> bool:
        """Whether its period is another than that on which the tab opens."""
        return bool(self.period != self._defaults["period"])

    @property
    def _defaults(self) -> dict[str, Any]:
        """What depends on the pair or the tab and is not named."""
        frequency = FREQUENCIES[0] if self.pair == PAIR else "year"
        opens = REGISTRY[self.tab].first_period if self.tab in REGISTRY else _TABS_OWN
        return {"reporter": self.reporters[0], "frequency": frequency, "period": opens}

    def with_(self, **changes: Any) -> Selection:
        """A copy with some fields changed; a change of pair starts with that pair's own reporter and frequency."""
        if changes.get("pair", self.pair) != self.pair:
            changes = {"reporter": "", "frequency": ""} | changes
        return Selection(**self._asdict() | changes)

    def options(self) -> list[str]:
        """The command-line words that open this selection again; what is default, or shapes nothing here, is left out."""
        words = [self.tab]
        for name, value in self._asdict().items():
            if name not in self.applying or value == (self._field_defaults | self._defaults)[name]:
                continue
            words.append(f"--{name}")
            if not isinstance(value, bool):
                words.append(str(value))
        return words

    @property
    def applying(self) -> tuple[str, ...]:
        """The fields that shape what this tab and view show, and the cell."""
        if self.against:
            shown = "against"
        elif self.tab == "products" and self.pair != PAIR and not self.item:
            shown = "imported"
        elif self.tab == "partners":
            shown = "beside" if self.item and self.view in ("", "ranking") else self.view
        else:
            shown = "item" if self.item else self.view
        tab = REGISTRY[self.tab]
        own = tab.fields_of.get(shown, tab.fields)
        return tuple(dict.fromkeys((*own, "pair", "sort", "columns", "row", "measure")))

    @classmethod
    def from_options(cls, words: Iterable[str]) -> Selection:
        """Read back what `options` wrote. Raises ValueError on a word it does not know."""
        values: dict[str, Any] = {}
        words = iter(words)
        for word in words:
            name = word.removeprefix("--")
            if word == name:
                values["tab"] = word
            elif name == "mirror":
                values[name] = True
            elif name in cls._fields:
                values[name] = next(words, "")
            else:
                raise ValueError(f"'{word}' is not an option of a view")
        if "period" in values:
            values["period"] = Period.parse(values["period"])
        return cls(**values)
