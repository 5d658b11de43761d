"""Time frames in a text."""
