"""Everything that knows an escape sequence: driver, renderer, theme, clipboard, ASCII."""
