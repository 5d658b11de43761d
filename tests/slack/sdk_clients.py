"""Ends the SDK's Socket Mode clients without the second that they like to wait."""

import threading

from slack_sdk.socket_mode import SocketModeClient

PATIENCE = 2  # seconds


def close_at_once(client: SocketModeClient) -> None:
    """As `client.close()`; a message of nothing wakes the thread that waits for one.

    A client that is just moving to a new connection waits for ever for a thread that reads the old one: it is
    left behind, and ends with the process.
    """
    client.closed = True
    client.message_queue.put(None)
    closing = threading.Thread(target=client.close, daemon=True)
    closing.start()
    closing.join(PATIENCE)
