"""Lookup counts the checks of a period as the Checks tab lists them."""

from collections import Counter
from functools import cache

from bundled import BOOK
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.checks.api import all_checks
from cjtrade_data.checks.check import EDGE, FAILS, HOLDS
from cjtrade_data.lookup.api import ask
from cjtrade_tui.pages.build import build


def _periods():
    of_pair = (c.period for c in all_checks(BOOK) if (c.compiler, c.partner) == ("GDCE", "JPN"))
    return sorted({period for period in of_pair if not period.is_point})


@cache
def _listed() -> Counter[tuple[str, str]]:
    """How many checks of each verdict the tab has of each period, of what Cambodia's customs print of Japan."""
    found: Counter[tuple[str, str]] = Counter()
    for verdict in (FAILS, EDGE, HOLDS):
        page = build(BOOK, Selection(tab="checks", view="identities", filter=verdict))
        keys = [column.key for column in page.columns]
        for row in page.rows:
            cells = dict(zip(keys, row.texts, strict=True))
            if (cells["compiler"], cells["partner"]) == ("GDCE", "Japan"):
                found[cells["period"], cells["verdict"]] += 1
    return found


@every_row("period", _periods, ids=lambda period: period.code)
def test_as_many_checks_of_a_period_fail_in_lookup_as_on_the_checks_tab(period):
    fails, edge, holds = (_listed()[period.label, verdict] for verdict in (FAILS, EDGE, HOLDS))
    told = [a for a in ask(f"do the figures of {period.label} add up", BOOK).answers if "GDCE" in a.reading]
    if not fails + edge + holds:
        assert not told
        return
    assert told[0].period == period.code
    if fails:
        assert f": {fails} of {fails + edge + holds} checks fail." in told[0].text
    else:
        assert f": {edge + holds} checks hold" in told[0].text
