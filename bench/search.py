"""How long search takes: ``python -m bench.search 1000 20000``.

Documents of some 500 characters are put together at random from the sentences of the
demonstration city's ideas. Limits: 10,000 documents are built anew within 180 s (R-62),
95 of 100 searches take 100 ms of processor time (a search waits for nothing else).
"""

import random
import re
import resource
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from foundations.search.interface import SearchDocument
from foundations.search.whoosh_index import WhooshIndex

CITY = Path(__file__).parents[1] / "front_door" / "demonstration" / "ideas"
QUERIES = (
    "バス", "高齢者", "通学路", "子ども食堂", "キャッシュレス", "空き家", "防災", "病院の待ち時間", "自転車", "橋",
    "ごみ", "外国人 やさしい日本語", "商店街の空き店舗", "満員電車", "データ", "町", "介護 夜勤", "2026", "bus", "京都",
)  # fmt: skip
ROUNDS = 10
LIMIT_BUILD_SECONDS, LIMIT_SEARCH_SECONDS = 180 / 10_000, 0.1


def sentences() -> list[str]:
    """Return the sentences of the demonstration's ideas."""
    texts = [
        idea[part]
        for path in sorted(CITY.glob("*.toml"))
        for idea in tomllib.loads(path.read_text(encoding="utf-8"))["ideas"]
        for part in ("title", "problem", "proposal")
        if part in idea
    ]
    return [sentence for text in texts for sentence in re.findall("[^。\n]{6,}。?", text)]


def documents(count: int) -> Iterator[SearchDocument]:
    """Yield ``count`` documents, the same ones each time."""
    dice, stock = random.Random(1), sentences()  # noqa: S311 - texts to measure with, no secret
    for number in range(count):
        body = ""
        while len(body) < 500:
            body += dice.choice(stock)
        yield SearchDocument("idea", str(number), dice.choice(stock)[:40], body)


def measure(count: int) -> bool:
    """Print the figures for ``count`` documents; tell whether they keep the limits."""
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder) / "index")
        started, worked = time.perf_counter(), time.process_time()
        with index.writing() as writer:
            writer.rebuild(documents(count))
        built, build_work = time.perf_counter() - started, time.process_time() - worked
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        first = seconds(index, QUERIES[0])
        times = sorted(seconds(index, query) for _ in range(ROUNDS) for query in QUERIES)
        started = time.perf_counter()
        with index.writing() as writer:
            writer.apply([next(documents(1))])
        one_more = time.perf_counter() - started
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    print(
        f"{count:>6} documents: built in {built:.1f} s ({build_work:.1f} s of processor), {size / 1e6:.1f} MB; "
        f"first search {first * 1e3:.0f} ms, then p50 {p50 * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms; "
        f"one more document {one_more * 1e3:.0f} ms; "
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
    )
    return build_work / count <= LIMIT_BUILD_SECONDS and p95 <= LIMIT_SEARCH_SECONDS


def seconds(index: WhooshIndex, query: str) -> float:
    """Return the processor time of one search."""
    started = time.process_time()
    index.search(query, limit=200)
    return time.process_time() - started


if __name__ == "__main__":
    kept = [measure(int(count)) for count in sys.argv[1:] or ("1000",)]
    sys.exit(0 if all(kept) else 1)
