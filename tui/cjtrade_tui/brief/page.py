"""What a brief is made of before it has a format."""

from typing import NamedTuple

from cjtrade_data.brief.brief import Brief
from cjtrade_tui.charts.chart import Chart


class Drawn(NamedTuple):
    """A chart of the brief, and the command that lists its figures, each with its source."""

    chart: Chart
    command: str


class BriefPage(NamedTuple):
    """A brief with its charts."""

    brief: Brief
    charts: tuple[Drawn, ...]
