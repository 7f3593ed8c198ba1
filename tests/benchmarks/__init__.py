"""Benchmarks: run by hand, side by side with a peer, never part of the tests."""
