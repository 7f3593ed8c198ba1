"""A Bot API server on loopback, as strict as Telegram's, for tests end to end."""
