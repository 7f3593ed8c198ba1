"""An hour of a bot's life in minutes, with everything that can go wrong: see `__main__`."""
