"""cjtrade-tui: Cambodia-Japan trade in a terminal."""

__version__ = "0.1.0"
