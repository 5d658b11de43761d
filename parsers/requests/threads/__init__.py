"""What a short message means behind the answer before it."""
