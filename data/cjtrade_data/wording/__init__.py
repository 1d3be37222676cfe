"""Wording: what the engine found, in words."""
