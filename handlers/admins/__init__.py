"""What a customer's own admin decides about colleagues, and what follows."""
