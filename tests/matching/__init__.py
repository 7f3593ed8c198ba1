"""Tests of the index and the ranking."""
