"""How the world reaches docclerk and how the process runs."""
