"""From what sentences ask to the asks of the message: drafts, what they lend each other, what remains."""
