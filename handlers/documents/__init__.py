"""From an ask to the documents and orders it means: found, guessed at, or asked back."""
