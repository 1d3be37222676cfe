"""Polars frames of the figures, for notebooks and export."""
