"""What the house does: verify, resolve, answer, compose, ingest; reads and decides, never sends."""
