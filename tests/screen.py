"""What an app shows, as the lines of cells that Textual composes."""

from textual.app import App
from textual.strip import Strip


def strips_of(app: App[object]) -> list[Strip]:
    """The rows of the screen on top; Textual has no public way to them."""
    return app.screen._compositor.render_strips(app.screen.size)
