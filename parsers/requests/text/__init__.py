"""From characters to clauses: words, sentences, what of a letter counts, and what its words signal."""
