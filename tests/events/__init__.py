"""Tests of events, packs and their faults."""
