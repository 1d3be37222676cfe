"""From meaning to text: numbers, formulas, titles and sentences."""
