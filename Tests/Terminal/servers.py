"""Servers of this machine that stand for providers."""

import http.server
import json
import threading
import time

from expectations import PATIENCE
from terminal import check


class Server(http.server.ThreadingHTTPServer):
    """Serves from its making to the end of its `with`; handlers are made by a class of `Handler`."""

    daemon_threads = True

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        # Whoever asked has gone away, which is what some tests are about.
        pass

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def wait_for(holds, what):
    """Waits until something outside of a terminal has happened."""
    end = time.monotonic() + PATIENCE * 4
    while not holds():
        check(time.monotonic() < end, f"waited for {what}")
        time.sleep(0.01)
