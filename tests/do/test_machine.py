"""What the full tests need from the machine: installed where we may, otherwise named."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of these things to miss")

# Stands in for Debian's package manager: a program "installed" is a program on the PATH.
APT_GET = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/calls"
[ "$1" = install ] || exit 0
cd "$(dirname "$0")"
printf '#!/bin/sh\\necho NotoSansCJK\\n' > fc-list
printf '#!/bin/sh\\n' > chromium
printf '#!/bin/sh\\n' > strace
/bin/chmod +x fc-list chromium strace
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of the PATH; it holds nothing that the tests need, and a server is lent from elsewhere."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "dirname").symlink_to("/usr/bin/dirname")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("YORIAI_TEST_POSTGRES_URL", "postgresql+psycopg://lent")
    return folder


def be(monkeypatch: pytest.MonkeyPatch, do: ModuleType, user: int) -> None:
    monkeypatch.setattr(do.os, "geteuid", lambda: user)


def test_things_missing_are_named_to_an_ordinary_person(
    do: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    be(monkeypatch, do, 1000)

    with pytest.raises(do.Stop) as stop:
        do.require_everything()

    assert str(stop.value) == (
        "The full tests also need a browser, strace, Japanese fonts "
        "(Debian, Ubuntu: apt install chromium strace fonts-noto-cjk fontconfig); "
        "./do test runs what this machine allows."
    )


def test_things_missing_are_installed_as_root(
    do: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    be(monkeypatch, do, 0)
    (programs / "apt-get").write_text(APT_GET)
    (programs / "apt-get").chmod(0o755)

    do.require_everything()

    assert capsys.readouterr().err == "Installing for the tests: a browser, strace, Japanese fonts\n"
    assert (programs / "calls").read_text().splitlines() == [
        "update",
        "install --yes --no-install-recommends chromium strace fonts-noto-cjk fontconfig",
    ]
    assert do.browser() == str(programs / "chromium")


def test_things_that_cannot_be_installed_are_named(
    do: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    be(monkeypatch, do, 0)
    (programs / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    (programs / "apt-get").chmod(0o755)

    with pytest.raises(do.Stop, match=r"^The full tests also need a browser, strace, Japanese fonts"):
        do.require_everything()


def test_nothing_is_installed_where_nothing_is_missing(
    do: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    be(monkeypatch, do, 0)
    for name in ("chromium", "strace", "fc-list"):
        (programs / name).write_text("#!/bin/sh\necho NotoSansCJK\n")
        (programs / name).chmod(0o755)

    do.require_everything()

    assert capsys.readouterr().out == ""
