"""The brief: what one page says of the pair, every number with its numbered source."""
