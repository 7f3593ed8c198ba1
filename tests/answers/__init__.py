"""Tests of answers and messages."""
