"""ChartView: a chart drawn straight into the cells that Textual paints."""

from collections import OrderedDict

from textual import events

from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.painting.runs import Run
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.painted import Painted

_KEPT = 32


class ChartView(Painted):
    """Shows a Chart; what was drawn for a chart and a size is kept, so showing it again costs nothing."""

    DEFAULT_CSS = "ChartView { height: 9; }"

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self._drawn: OrderedDict[tuple[Chart, int, int], list[list[Run]]] = OrderedDict()

    def show(self, chart: Chart | None) -> None:
        self.repaint_with(chart=chart)

    def on_click(self, event: events.Click) -> None:
        """Go to the row, or the column, of the table that what is drawn there is of."""
        if self.chart is None or not self.chart.keys:
            return
        from cjtrade_tui.charts.pointing import position_at

        ascii = getattr(self.app, "ascii", False)
        at = position_at(self.chart, *self.size, event.x, event.y, ascii=ascii)
        if at is not None:
            self.screen.query_one(FigureTable).go_to_line(self.chart.keys[at])

    def paint(self, width: int, height: int) -> list[list[Run]]:
        if self.chart is None:
            return []
        ascii = getattr(self.app, "ascii", False)
        key = (self.chart, width, height)
        if key not in self._drawn:
            from cjtrade_tui.charts.render import draw

            self._drawn[key] = [list(row) for row in draw(self.chart, width, height, ascii=ascii).rows]
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]
