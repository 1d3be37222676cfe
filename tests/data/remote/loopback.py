"""A real HTTP server on loopback that answers as a test tells it to, over plain HTTP or TLS."""

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cjtrade_data.remote.cache import AnswerCache
from cjtrade_data.remote.client import Limits, PoliteClient
from cjtrade_data.remote.request import JSON, Request, Service

SERVICE = Service("test", "The service", "sdmx", "https://example.org", 1.5, largest=200_000)
GOOD = '{"fine": true}'


def request(server, types=JSON, **options):
    """What is asked of a server on loopback."""
    return Request(f"{server.base}/data?x=1", "what was wanted", types[0], types, **options)


@dataclass
class Reply:
    """What the server sends; `length` is a Content-Length that need not be true, False for none at all."""

    body: bytes | str = b""
    status: int = 200
    type: str = "application/json"
    headers: dict = field(default_factory=dict)
    length: int | bool = True

    def send(self, handler):
        body = self.body.encode() if isinstance(self.body, str) else self.body
        handler.send_response(self.status)
        handler.send_header("Content-Type", self.type)
        handler.send_header("Connection", "close")
        for name, value in self.headers.items():
            handler.send_header(name, value)
        if self.length is not False:
            handler.send_header("Content-Length", str(len(body) if self.length is True else self.length))
        handler.end_headers()
        handler.wfile.write(body)


class Server(ThreadingHTTPServer):
    """`answer` is asked for every request: a Reply, or a function of the handler that sends for itself."""

    daemon_threads = True

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = lambda request: Reply(status=404)
        self.asked = []
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.base = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that hangs up in the middle is what many tests are about."""

    @property
    def paths(self):
        return [request.path for request in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self)
        reply = self.server.answer(self)
        if isinstance(reply, Reply):
            reply.send(self)
        self.close_connection = True

    def log_message(self, *_):
        pass


def running(server):
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server


LIMITS = Limits(silence=2.0)


class Clock:
    """A clock that only goes on by sleeping."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def client(service, folder, clock, /, limits=LIMITS, answers="answers", **options):
    """A client of a service, with its answers and its cache in a folder, by a clock that does not wait."""
    (folder / answers).mkdir()
    told = {"sleep": clock.sleep, "clock": clock} | options
    return PoliteClient(service, folder / answers, AnswerCache(folder / "cache"), limits=limits, **told)
