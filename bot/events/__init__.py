"""What an event, its date, a pack and the whole knowledge are, and how they are read and checked."""
