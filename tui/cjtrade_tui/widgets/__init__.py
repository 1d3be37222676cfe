"""Thin Textual widgets."""
