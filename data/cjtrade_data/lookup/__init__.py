"""The parts of lookup: a question becomes words, words become slots, slots become figures, figures a sentence.

`words` and `lexicon` clean and recognise, `periods` reads time, `question` fills the slots; `derive` finds or
works out a level, `trade`, `partners`, `investment`, `people`, `goods`, `context` and `adds_up` each answer
one kind of question; `sentence` says it and `refusal` says what the book cannot tell.
"""
