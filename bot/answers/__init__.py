"""From ranked events to an answer, and from an answer to the message that people read."""
