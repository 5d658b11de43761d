"""Document numbers in a text."""
