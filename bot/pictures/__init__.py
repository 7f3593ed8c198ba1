"""Pictures: what they show as plain values, and how that is drawn."""
