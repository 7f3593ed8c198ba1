"""Tests of serving HTTP, over real connections on loopback."""
