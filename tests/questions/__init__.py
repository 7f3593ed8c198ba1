"""Tests of understanding questions."""
