"""People who write in a chat: who they are for us, and what their short messages lean on."""
