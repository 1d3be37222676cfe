"""Tabs: the views of each, what shapes them and the period they open on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .period import Period

SEED_PERIOD = Period.of_months(2024, 1, 2)
"""The period of the article that the tables began with."""
_ITEM = {"item": ("item",)}


class Tab(NamedTuple):
    """A tab: its views, the first one first, and which fields shape it, or a view of it that others shape, or "item", the
    row that was opened. One that is not `of_any_pair` is about Cambodia and Japan alone. `first_period` is the one it opens on.
    """

    views: tuple[str, ...]
    fields: tuple[str, ...]
    fields_of: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    of_any_pair: bool = False
    first_period: Period = SEED_PERIOD

    @property
    def shaping(self) -> tuple[str, ...]:
        """All fields that shape the tab or a view of it."""
        return tuple(dict.fromkeys((*self.fields, *(name for names in self.fields_of.values() for name in names))))


REGISTRY = {
    "flows": Tab(
        ("levels", "growth", "balance", "total", "gap"),
        ("reporter", "frequency", "period", "view", "unit", "mirror", "years"),
        {"against": ("reporter", "frequency", "period", "compiler", "against")},
        of_any_pair=True,
    ),
    "partners": Tab(
        ("ranking", "japan", "beside"),
        ("period", "view", "unit", "compiler", "sort"),
        {
            "japan": ("period", "view", "years"),
            "beside": ("period", "view", "unit", "compiler", "item", "years"),
            "against": ("period", "compiler", "item", "against"),
        },
        of_any_pair=True,
        first_period=Period.of_year(2023),
    ),
    "products": Tab(
        ("groups", "sections", "press", "chapters", "imported"),
        ("period", "view"),
        {
            "sections": ("period", "view", "filter"),
            "press": ("view", "filter"),
            "imported": ("period", "view", "filter", "compiler"),
            "item": ("period", "view", "filter", "compiler", "item"),
        },
        of_any_pair=True,
    ),
    "investment": Tab(
        ("investors", "stock", "inflow", "approvals", "cumulative", "sectors", "aid", "projects", "presence"),
        ("view",),
        {"presence": ("view", "filter")},
    ),
    "people": Tab(
        ("statements", "speakers", "mentions", "events"),
        ("view", "filter"),
        {"speakers": ("view",), "mentions": ("view",), "events": ("view",)} | _ITEM,
    ),
    "checks": Tab(("findings", "identities", "pinned", "mirror", "revisions"), ("view", "filter"), _ITEM),
    "sources": Tab((), ("filter",), _ITEM, of_any_pair=True),
}
"""The tabs in their order."""
TABS = tuple(REGISTRY)
VIEWS = {name: tab.views for name, tab in REGISTRY.items()}
