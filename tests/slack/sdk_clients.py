"""Ends the SDK's Socket Mode clients without the second that they like to wait."""

from slack_sdk.socket_mode import SocketModeClient


def close_at_once(client: SocketModeClient) -> None:
    """As `client.close()`; a message of nothing wakes the thread that waits for one."""
    client.closed = True
    client.message_queue.put(None)
    client.close()
