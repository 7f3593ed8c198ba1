"""Tests of the daily post."""
