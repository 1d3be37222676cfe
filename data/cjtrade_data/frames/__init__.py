"""Polars frames of the figures, for screens and notebooks."""
