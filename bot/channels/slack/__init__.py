"""The Slack door: what is said and pressed there becomes a message in the inbox, answers become posts."""
