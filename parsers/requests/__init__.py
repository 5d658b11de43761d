"""A message becomes the asks that a careful clerk would note down."""
