"""A question in words, answered: `api.ask` reads it, a handler of `operations` answers it, `refusals` says what cannot be."""
