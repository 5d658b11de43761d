"""Who is asking, what they may see, how freely they are answered, and what the refused hear."""
