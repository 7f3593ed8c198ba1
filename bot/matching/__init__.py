"""From an understood question to ranked events: the index, corrections, scores."""
