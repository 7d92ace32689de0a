"""A PostgreSQL whose ``./do`` was killed is ended by the next one; nobody else's is."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import make_url

from tests.house_rules.checkout import ROOT

LEND = """
import importlib.util, sys, time
from importlib.machinery import SourceFileLoader
loader = SourceFileLoader("do_script", sys.argv[1])
do = importlib.util.module_from_spec(importlib.util.spec_from_loader("do_script", loader))
loader.exec_module(do)
with do.postgresql() as url:
    print(url, flush=True)
    time.sleep(600)
"""


@contextmanager
def lender() -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another ``./do`` that lends a server, and the folder of that; killed at the end."""
    settings = {name: value for name, value in os.environ.items() if name != "YORIAI_TEST_POSTGRES_URL"}
    command = [sys.executable, "-c", LEND, str(ROOT / "do")]
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = make_url(process.stdout.readline().strip())
        try:
            yield process, Path(str(url.query["host"]))
        finally:
            process.kill()


def is_at_work(process: int) -> bool:
    """Whether there is such a process and it is not a dead one that nobody has taken note of."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return found.stdout.strip() != "" and not found.stdout.startswith("Z")


@pytest.mark.slow
def test_server_left_behind_is_ended_and_a_lent_one_is_not(do: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YORIAI_TEST_POSTGRES_URL", raising=False)
    if not do.postgresql_programs():
        pytest.skip("no PostgreSQL server here")
    with lender() as (killed, orphan), lender() as (_, lent):
        killed.kill()
        killed.wait()
        server = int((orphan / "cluster" / "postmaster.pid").read_text().splitlines()[0])
        assert is_at_work(server)

        with do.postgresql():
            assert not orphan.exists()
            assert not is_at_work(server)
            assert lent.exists()

        do.end_orphans(do.postgresql_programs(), None if os.geteuid() else "postgres")
        assert lent.exists()
    do.end_orphans(do.postgresql_programs(), None if os.geteuid() else "postgres")
    assert not lent.exists()


def test_folder_of_somebody_else_is_left_alone(do: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    folder = Path(tempfile.mkdtemp(prefix=f"yoriai-postgresql-{dead.pid}-", dir=tmp_path))
    (tmp_path / "pg_ctl").write_text("#!/bin/sh\n")
    (tmp_path / "pg_ctl").chmod(0o755)
    monkeypatch.setattr(do, "SERVER_FOLDERS", tmp_path)
    monkeypatch.setattr(do.os, "geteuid", lambda: folder.stat().st_uid + 1)

    do.end_orphans(tmp_path, None)

    assert folder.exists()
