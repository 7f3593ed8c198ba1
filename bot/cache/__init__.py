"""What was made from a large knowledge, kept in a file so that the next start is quick."""
