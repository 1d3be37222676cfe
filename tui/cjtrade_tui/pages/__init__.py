"""The book and a selection in, a Page out: one module for each tab. App, `show` and `--json` take the same page."""
