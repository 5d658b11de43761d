"""What a reply says and how: parts, rows and sentences in the reader's language, before any door."""
