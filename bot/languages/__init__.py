"""The languages people write in: telling them apart, normalising text, cutting it into tokens."""
