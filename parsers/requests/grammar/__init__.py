"""What one clause asks for: signals that follow from its words, and the ordered rules over them."""
