"""A real HTTP server on loopback that answers as a test says, one answer a request."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True, kw_only=True)
class Server:
    """Where it is, what it was asked, and what it answers next; the last answer is given again."""

    port: int = 0
    answers: list[Answer] = field(default_factory=list)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of one file."""
        return f"http://127.0.0.1:{self.port}/list.csv"

    def next(self) -> Answer:
        """The answer to the next request."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """A server while the block runs."""
    state = Server(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.asked.append(dict(self.headers))
            state.paths.append(self.path)
            self.close_connection = True
            state.next()(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that went away is part of a test."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def sent(data: bytes, status: int = 200, /, **headers: str) -> Answer:
    """An answer with this body; `content_type="text/csv"` becomes Content-Type."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {key.replace("_", "-").title(): value for key, value in headers.items()}
        for key, value in (
            {"Content-Length": str(len(data)), "Connection": "close"} | named
        ).items():
            handler.send_header(key, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def cut(data: bytes, after: int, **headers: str) -> Answer:
    """An answer whose body ends after that many bytes, though its head promised all."""
    return sent(data[:after], content_length=str(len(data)), **headers)


def rest(data: bytes, start: int, **headers: str) -> Answer:
    """The rest of a body, as asked for by Range."""
    where = f"bytes {start}-{len(data) - 1}/{len(data)}"
    return sent(data[start:], 206, content_range=where, **headers)


def slow(data: bytes, pause: threading.Event, seconds: float) -> Answer:
    """An answer that stops in the middle for some seconds."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[:5])
        handler.wfile.flush()
        pause.wait(seconds)
        handler.wfile.write(data[5:])

    return answer


def dripping(data: bytes, seconds: float) -> Answer:
    """An answer that comes byte by byte, with a pause before each."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        for at in range(len(data)):
            time.sleep(seconds)
            handler.wfile.write(data[at : at + 1])
            handler.wfile.flush()

    return answer


def chunked(*pieces: bytes) -> Answer:
    """An answer in pieces without a length; without an empty last piece it is cut off."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("Connection", "close")
        handler.end_headers()
        for piece in pieces:
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))

    return answer


def sends_on(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return sent(b"", status, location=to)
