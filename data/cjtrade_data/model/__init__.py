"""The words of the field as types: period, interval, figure, reference, codes, observation. Reads no file."""
