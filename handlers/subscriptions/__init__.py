"""What people get regularly: ordered, due, sent, ended."""
