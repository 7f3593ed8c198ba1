"""The keeper's tools."""
