"""Tables, marked lists and rows of a buyer's own, and which of their numbers are meant."""
