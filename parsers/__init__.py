"""Words in, meaning out: pure functions over text and bytes."""
