"""The one place where a number is made of numbers."""
