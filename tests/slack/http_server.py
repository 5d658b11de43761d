"""The HTTP side of Slack: Web API, upload addresses, files and response_urls, with trouble on demand."""

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.slack import web_api
from tests.slack.records import Json
from tests.slack.trouble import Fault

if TYPE_CHECKING:
    from tests.slack.workspace import Slack

_UPLOAD, _FILES, _API = "/upload/v1/", "/files-pri/", "/api/"


class HttpServer:
    """The server and its addresses."""

    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self._server = _Server(("127.0.0.1", 0), _Request)
        self._server.slack = slack
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Serves in a thread."""
        poll = {"poll_interval": 0.02}
        threading.Thread(
            target=self._server.serve_forever, kwargs=poll, daemon=True, name="slack-web"
        ).start()

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()

    def file_url(self, number: str) -> str:
        """url_private of a file."""
        return f"{self.url}{_FILES}{number}"

    def upload_url(self, number: str) -> str:
        """Where the bytes of a new file go."""
        return f"{self.url}{_UPLOAD}{number}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    slack: "Slack"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class _Request(BaseHTTPRequestHandler):
    server: _Server
    server_version = "Slack"

    def do_POST(self) -> None:
        """Every method, upload and answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        name = self._name(path)
        fault = self.server.slack.trouble.next(name)
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        if fault and self._refused(fault, name, body):
            return
        status, answer, headers = self._answer(path, name, body)
        if fault and fault.kind == "lose":
            self._reset()
        else:
            self._send(status, answer, headers)

    def do_GET(self) -> None:
        """Files, for tokens that may read them; and Web API methods."""
        path = urlsplit(self.path).path
        if path.startswith(_API):
            self.do_POST()
            return
        status, data = web_api.download(self.server.slack, path.removeprefix(_FILES), self._token())
        self._send(status, data, {"Content-Type": "application/octet-stream"})

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the console."""

    def _name(self, path: str) -> str:
        if path.startswith(_API):
            return path.removeprefix(_API)
        return "upload" if path.startswith(_UPLOAD) else "response_url"

    def _answer(self, path: str, name: str, body: bytes) -> tuple[int, Any, dict[str, str]]:
        slack = self.server.slack
        if path.startswith(_UPLOAD):
            return *web_api.upload(slack, path.removeprefix(_UPLOAD), body), {}
        if path.startswith("/actions/"):
            return *slack.response_urls.answers(path, self._json(body)), {}
        if not path.startswith(_API):
            return 404, "not found", {}
        return web_api.call(slack, name, self._token(), *self._arguments(body), self._basic())

    def _refused(self, fault: Fault, name: str, body: bytes) -> bool:
        if fault.kind in ("lose", "slow"):
            return False
        slack = self.server.slack
        error = {"limit": "ratelimited", "refuse": fault.error}.get(fault.kind, fault.kind)
        web_api.note(slack, name, self._token(), self._arguments(body)[0], error)
        if fault.kind == "reset":
            self._reset()
        elif fault.kind == "fail":
            self._send(500, "<html>Server Error</html>", {"Content-Type": "text/html"})
        elif fault.kind == "limit":
            self._send(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": f"{fault.seconds:g}"})
        else:
            self._send(200, {"ok": False, "error": fault.error}, {})
        return True

    def _token(self) -> str:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    def _basic(self) -> str:
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        return value.strip() if kind.lower() == "basic" else ""

    def _arguments(self, body: bytes) -> tuple[Json, bool]:
        """The arguments of a call, and whether they came as JSON."""
        arguments: Json = dict(parse_qsl(urlsplit(self.path).query))
        content = self.headers.get("Content-Type", "")
        if content.startswith("application/json"):
            told = self._json(body)
            return (arguments | told if isinstance(told, dict) else arguments), True
        return arguments | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)), False

    def _json(self, body: bytes) -> Any:
        try:
            return json.loads(body)
        except ValueError:
            return None

    def _send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        if isinstance(answer, dict):
            answer, kind = json.dumps(answer).encode(), "application/json; charset=utf-8"
        else:
            answer, kind = answer.encode() if isinstance(answer, str) else answer, "text/plain; charset=utf-8"
        self.send_response(status)
        for name, value in ({"Content-Type": kind} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _reset(self) -> None:
        """RST instead of an answer."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
