"""The shadow run: what the clerk would have done with a mailbox of the past; nothing is stored or sent."""
