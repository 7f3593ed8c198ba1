"""Serving HTTP: webhooks, and how the bot is."""
