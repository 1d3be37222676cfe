"""The explorer in its terminal, which also writes down what it composed: `python composed.py FILE [OPTIONS]`.

After each frame FILE holds, as JSON, how many there were and each row as [text, ink, paper, bold, reverse] of every cell, as
Textual composed them and before anything of them was sent. F5 changes the theme, over an overlay too.
"""

import json
import sys
from pathlib import Path

from rich.cells import split_graphemes
from rich.color import ColorSystem
from textual.binding import Binding

from cjtrade_tui.app import app
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.cli.parser import kiosk_options
from cjtrade_tui.cli.view_options import selection

SYSTEMS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.EIGHT_BIT}


class Composed(Explorer):
    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))
    BINDINGS = [Binding("f5", "theme", priority=True)]  # noqa: RUF012
    to: Path
    count = 0

    def post_display_hook(self):
        self.count += 1
        strips = self.screen._compositor.render_strips(self.size)
        new = self.to.with_suffix(".new")
        new.write_text(
            json.dumps(
                {"count": self.count, "rows": [cells(strip, SYSTEMS[self.console.color_system]) for strip in strips]}
            )
        )
        new.replace(self.to)


def cells(strip, system):
    row = []
    for text, style, control in strip:
        for start, end, wide in split_graphemes(text)[0] if not control else ():
            ink, paper = (colour(c, system) for c in (style.color, style.bgcolor)) if style else (None, None)
            look = [ink, paper, bool(style and style.bold), bool(style and style.reverse)]
            row += [[text[start:end], *look], *[["", *look]] * (wide - 1)]
    return row


def colour(colour, system):
    """The number of one of 256 colours, below 16 those of the terminal; None for the terminal's own."""
    return None if colour is None or colour.is_default else colour.downgrade(system).number


if __name__ == "__main__":
    options = kiosk_options(sys.argv[2:])
    explorer = Composed(selection(options), theme=options.theme or "", ascii=options.ascii)
    explorer.to = Path(sys.argv[1])
    explorer.run()
    if explorer.failure is not None:
        raise explorer.failure
