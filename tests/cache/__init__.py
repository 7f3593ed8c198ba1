"""Tests of `bot/cache`."""
