"""Agreement: the same figures in a terminal, a pipe and a sentence.

`faces.py` is the only file that reaches into the program; `numbers.py` says what a number is and when two are the same,
`words.py` puts one in words. `python -m tests.agreement FILE` writes down all that disagrees.
"""
