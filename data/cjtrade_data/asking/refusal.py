"""Refusal: what the book cannot tell, said plainly."""
