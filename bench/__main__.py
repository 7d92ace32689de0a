"""``python -m bench``: each engine in turn, the application beside the bare handlers, as a table."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import bare, cases, ours
from bench.browsing import Answer
from bench.city import City, build_city
from bench.comparing import Comparison, compare
from bench.databases import Pair, engine_name, postgresql_pair, sqlite_pair
from bench.serving import Server, running

ROUNDS = 3
Lend = Callable[[Path, Callable[[str], None]], AbstractContextManager[Pair]]
_WAITRESS_SAYS = {"Date", "Content-Length", "Connection"}


class Bench(NamedTuple):
    """The two servers, with the same rows behind each."""

    city: City
    ours: Server
    bare: Server
    folder: Path


@contextmanager
def set_up(lend: Lend, rounds: int) -> Iterator[Bench]:
    """Fill two databases alike, start both servers, record the application's answers for the bare one."""
    with tempfile.TemporaryDirectory(prefix="yoriai-bench-") as name:
        folder, built = Path(name), []

        def fill(url: str) -> None:
            built.append(build_city(ours.create(url, folder), citizens=cases.citizens_needed(rounds)))

        with lend(folder, fill) as pair, running("bench.ours", pair.ours, folder) as own:
            (city,) = built
            keep_answers(folder, cases.answers_of(city, own))
            with running("bench.bare", pair.bare, folder) as bare_server:
                yield Bench(city, own, bare_server, folder)


def keep_answers(folder: Path, answers: dict[str, Answer]) -> None:
    """Write the answers down for the bare handlers."""
    told = {
        name: {
            "status": answer.status,
            "headers": [header for header in answer.headers if header[0] not in _WAITRESS_SAYS],
            "body": answer.body.decode(),
        }
        for name, answer in answers.items()
    }
    (folder / bare.ANSWERS).write_text(json.dumps(told))


def measure(bench: Bench, rounds: int) -> bool:
    """Print the table of one engine; tell whether the twins counted once."""
    print(f"\n{engine_name(bench.ours.database)}: each figure ours / bare; ms of processor = application + database")
    print(
        f"{'':<16}{'queries':>9}{'requests/s':>14}{'p95, ms':>16}{'processor, ms a request':>30}{'share':>8}{'aim':>6}"
    )
    app = ours.create(bench.ours.database, bench.folder)
    queries = cases.query_counts(app, bench.city, bench.ours)
    for case in cases.cases(bench.city, bench.ours):
        comparison = compare(case, bench.ours, bench.bare, rounds=rounds)
        print(line(comparison, queries[case.name]), flush=True)
    statuses, kept = cases.twelve_at_once(app, bench.city, bench.ours)
    told = ", ".join(f"{statuses.count(status)} answered {status}" for status in sorted(set(statuses)))
    print(f"{len(statuses)} identical ballots at once: {kept} counted; {told}")
    return kept == 1 and max(statuses) < 500


def line(comparison: Comparison, queries: tuple[int, int]) -> str:
    """Return a case's line of the table."""
    own, beside = comparison.ours, comparison.bare
    few, many = queries
    processor = " / ".join(
        f"{one.processor * 1000:.2f} ({one.application * 1000:.2f}+{one.database * 1000:.2f})" for one in (own, beside)
    )
    return (
        f"{comparison.case.name:<16}"
        f"{many if few == many else f'{few} to {many}':>9}"
        f"{f'{own.requests_per_second:.0f} / {beside.requests_per_second:.0f}':>14}"
        f"{f'{own.p95 * 1000:.1f} / {beside.p95 * 1000:.1f}':>16}"
        f"{processor:>38}{comparison.share:>8.2f}{comparison.case.aim:>6}"
    )


def main() -> int:
    """Measure what the command line and the environment name; return the exit code."""
    parser = argparse.ArgumentParser(prog="./do bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds that count (default: %(default)s)")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    chosen = parser.parse_args()
    server = os.environ.get("YORIAI_TEST_POSTGRES_URL", "")
    lenders: dict[str, Lend] = {"sqlite": sqlite_pair, "postgresql": partial(lend_on_server, server)}
    good = True
    for name, lend in lenders.items():
        if chosen.engine in {None, name}:
            with set_up(lend, chosen.rounds) as bench:
                good = measure(bench, chosen.rounds) and good
    return 0 if good else 1


def lend_on_server(server: str, _folder: Path, fill: Callable[[str], None]) -> AbstractContextManager[Pair]:
    """Lend two databases on the server that the environment names."""
    if not server:
        sys.exit("YORIAI_TEST_POSTGRES_URL names no PostgreSQL; ./do bench brings one.")
    return postgresql_pair(server, fill)


if __name__ == "__main__":
    sys.exit(main())
