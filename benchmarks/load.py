"""A bounded load of plain HTTP/1.1 requests over kept-alive connections to 127.0.0.1, and what it cost.

One process, one selector: cheap enough that the server, not the client, is what is measured.
"""

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Outcome:
    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    bytes_in: int = 0

    @property
    def count(self) -> int:
        return len(self.latencies)

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class Connection:
    """One browser: sends the next request as soon as the answer to the last one is whole."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.buffer = bytearray()
        self.needed: int | None = None
        self.status = 0
        self.started = 0.0

    def send_next(self) -> bool:
        request = next(self.requests, None)
        if request is None:
            return False
        self.buffer.clear()
        self.needed = None
        self.started = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> bool:
        """Read what came; true when the whole answer is here."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.buffer += piece
        if self.needed is None:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = bytes(self.buffer[:end]).lower()
            self.status = int(head[9:12])
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            self.needed = end + 4 + (0 if self.status == 304 else length)
        return len(self.buffer) >= self.needed


def get(path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(path: str, body: str, headers: dict[str, str]) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body.encode())}",
        *(f"{k}: {v}" for k, v in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def run(port: int, feeds: list[Iterator[bytes]], *, seconds: float) -> Outcome:
    """One connection per feed, until the feeds end or the time is over."""
    outcome = Outcome()
    selector = selectors.DefaultSelector()
    started = time.perf_counter()
    for feed in feeds:
        connection = Connection(port, feed)
        if connection.send_next():
            selector.register(connection.socket, selectors.EVENT_READ, connection)
    while selector.get_map() and time.perf_counter() - started < seconds:
        for key, _events in selector.select(timeout=1):
            _turn(selector, key.data, outcome)
    outcome.seconds = time.perf_counter() - started
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    return outcome


def _turn(selector: selectors.DefaultSelector, connection: Connection, outcome: Outcome) -> None:
    if not connection.receive():
        return
    outcome.latencies.append(time.perf_counter() - connection.started)
    outcome.statuses[connection.status] = outcome.statuses.get(connection.status, 0) + 1
    outcome.bytes_in += len(connection.buffer)
    if not connection.send_next():
        selector.unregister(connection.socket)
        connection.socket.close()


def same(request: bytes) -> Callable[[], Iterator[bytes]]:
    """A feed that sends one request for ever; `run` bounds it in time."""

    def feed() -> Iterator[bytes]:
        while True:
            yield request

    return feed
