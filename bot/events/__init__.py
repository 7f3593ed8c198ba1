"""What an event, its date, a pack and the knowledge are, and how they are read and checked."""
