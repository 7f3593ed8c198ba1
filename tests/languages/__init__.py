"""Tests of normalising and tokens."""
