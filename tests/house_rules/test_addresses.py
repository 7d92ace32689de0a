"""No committed file says where packages come from, or where somebody's checkout lies."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.house_rules.checkout import ROOT, committed_files, git, plant, texts

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.:/])/(?:home|Users)/[a-z][\w.-]*/")


@cache
def registry_hosts() -> frozenset[str]:
    """Return the hosts that pip and npm are set to use here, and pip's own default ones.

    They are asked at run time, so that this file does not name them either.
    """
    built_in = "from pip._internal.models.index import PyPI; print(PyPI.url, 'https://' + PyPI.file_storage_domain)"
    answers = [
        answer(sys.executable, "-c", built_in),
        answer(sys.executable, "-m", "pip", "config", "get", "global.index-url"),
        answer(sys.executable, "-m", "pip", "config", "get", "global.extra-index-url"),
        answer("npm", "config", "get", "registry") if shutil.which("npm") else "",
    ]
    hosts = {urlsplit(url).hostname for url in " ".join(answers).split()}
    return frozenset(host for host in hosts if host and host not in LOOPBACK)


def answer(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def files_naming_registries(root: Path) -> list[str]:
    return [f"{path}: {host}" for path, text in texts(root) for host in sorted(registry_hosts()) if host in text]


def locks_with_addresses(root: Path) -> list[str]:
    return [
        str(path)
        for path in committed_files(root)
        if path.suffix == ".lock" and "http" in (root / path).read_text(encoding="utf-8")
    ]


def files_naming_folders(root: Path, folders: set[str]) -> list[str]:
    return [
        str(path)
        for path, text in texts(root)
        if SOMEBODYS_FOLDER.search(text) or any(folder in text for folder in folders)
    ]


def folders_of_this_machine() -> set[str]:
    """Return where this checkout, the repository behind it and its Python lie."""
    repository = Path(git(ROOT, "rev-parse", "--path-format=absolute", "--git-common-dir").strip()).parent
    return {f"{ROOT}/", f"{repository}/", f"{sys.prefix}/"}


def test_registries_are_known() -> None:
    assert len(registry_hosts()) >= 2


def test_registries_stand_in_no_file() -> None:
    assert files_naming_registries(ROOT) == []


def test_registries_are_found_when_planted(empty_checkout: Path) -> None:
    host = min(registry_hosts())
    plant(empty_checkout, "docs/install.md", f"Fetch it from https://{host}/simple.\n")

    assert files_naming_registries(empty_checkout) == [f"docs/install.md: {host}"]


def test_locks_hold_no_address() -> None:
    assert locks_with_addresses(ROOT) == []


def test_locks_are_the_four_of_do() -> None:
    assert {path.name for path in committed_files() if path.suffix == ".lock"} == {
        "client.lock",
        "postgresql.lock",
        "requirements-dev.lock",
        "requirements.lock",
    }


def test_locks_with_an_address_are_found_when_planted(empty_checkout: Path) -> None:
    plant(empty_checkout, "other.lock", "--index-url http://registry.example/simple\nflask==3\n")

    assert locks_with_addresses(empty_checkout) == ["other.lock"]


def test_folders_of_a_machine_stand_in_no_file() -> None:
    assert files_naming_folders(ROOT, folders_of_this_machine()) == []


@pytest.mark.parametrize("folder", ["/".join(["", "home", "hanako", "city"]), "/".join(["", "srv", "checkout"])])
def test_folders_of_a_machine_are_found_when_planted(empty_checkout: Path, folder: str) -> None:
    plant(empty_checkout, "run.sh", f"cd {folder}/ && ./do run\n")

    assert files_naming_folders(empty_checkout, {"/srv/checkout/"}) == ["run.sh"]
