"""The house's own people: what they forward, command, decide and are told."""
