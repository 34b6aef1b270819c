"""Pages beside a bare Flask and Jinja page of forty rows and as many bytes, on the same server, in the same run."""

from pathlib import Path

from benchmarks import load, servers, worlds
from benchmarks.people import Person
from benchmarks.report import Report
from benchmarks.servers import Running

CONNECTIONS = 16
SECONDS = 3.0
PERIOD = "?dari=2023-01&sampai=2023-08"
PAGES = [  # path, signed in, promised share of the bare page's requests per second
    ("/katalog", True, 0.4),
    ("/katalog", False, 1.0),
    (f"/peringkat{PERIOD}", False, 1.0),
    (f"/transparansi/daerah/35.73{PERIOD}", False, 1.0),
]


def measure(report: Report, world: Path) -> None:
    with servers.granian("marketplace.wsgi:app", worlds.environment(world)) as market:
        cookie = sign_in(market.port, "rina")
        for path, signed_in, share in PAGES:
            _compare(report, market, path, cookie if signed_in else "", share)
        _not_modified(report, market)


def sign_in(port: int, username: str) -> str:
    person = Person(port)
    person.open("/masuk")
    person.send("/masuk/tokoh", username=username)
    return person.cookie_header()


def _compare(report: Report, market: Running, path: str, cookie: str, share: float) -> None:
    headers = {"Cookie": cookie} if cookie else {}
    size = len(market.fetch(path, headers))
    page = load.get(path, headers)
    with servers.granian("benchmarks.bare:app", {"BARE_BYTES": str(size)}) as bare:
        first = _rate(bare, load.get("/"))
        ours = _rate(market, page)
        second = _rate(bare, load.get("/"))
    yardstick = (first.per_second + second.per_second) / 2
    who = "signed in" if cookie else "public"
    report.note(f"{path} ({who}), {size:,} bytes", f"{ours.per_second:,.0f}/s beside {yardstick:,.0f}/s")
    assert set(ours.statuses) == {200}, ours.statuses
    report.at_least(f"{path} ({who}), share of the bare page", ours.per_second / yardstick, share, "x")


def _rate(server: Running, request: bytes) -> load.Outcome:
    feeds = [load.same(request)() for _ in range(CONNECTIONS)]
    load.run(server.port, [load.same(request)() for _ in range(CONNECTIONS)], seconds=0.5)
    return load.run(server.port, feeds, seconds=SECONDS)


def _not_modified(report: Report, market: Running) -> None:
    """A browser that comes back with the ETag is told that nothing changed."""
    path = f"/peringkat{PERIOD}"
    etag = market.headers(path)["etag"]
    outcome = _rate(market, load.get(path, {"If-None-Match": etag}))
    assert set(outcome.statuses) == {304}, outcome.statuses
    report.note("304 for an unchanged ranking", f"{outcome.per_second:,.0f}/s")
