"""The only room that knows Telegram: handlers, keyboards, polling, the terminal."""
