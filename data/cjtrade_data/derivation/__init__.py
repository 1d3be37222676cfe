"""Derivation: the one place where a number is made of numbers, with its interval and an account of how it was made."""
