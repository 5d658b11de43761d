"""The books of an account: movements, balances, open items and statements of one and the same list."""
