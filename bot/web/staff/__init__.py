"""The staff desk in the browser: what waits for a person, people, links; entered by a mailed code."""
