"""Where files lie, what they are called and how long they are."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house_rules.checkout import ROOT, committed_files, git, plant

FILE_CEILING = 300
FUNCTION_CEILING = 40
STAND_ALONE_VERIFIER = Path(
    "docs/verify/verify_ledger.py"
)  # outsiders read it whole: 400 lines at most, by its own test
SOURCES = {".py", ".html", ".css", ".js"}
NOT_FEATURES = {"foundations", "tests", "bench"}
FEATURE_FILES = {
    *("__init__", "views", "api", "cli", "forms", "jobs", "receivers", "services"),
    *("search_documents", "exports", "charts", "presets", "queries", "policies"),
    *("models", "methods", "enums", "errors", "signals"),
}
EMPTY_NAMES = re.compile(r"^(utils?|helpers?|common|misc|core|lib|shared|stuff|manager|base_classes)$")
LIBRARIES = re.compile(r"(^|/)(vendor|node_modules|site-packages|bower_components)/|\.min\.|\.(whl|jar|tgz)$")
LONGEST_HAND_WRITTEN_LINE = 1000


def too_long_files(root: Path) -> list[str]:
    """Generated migrations aside; so are ``do`` and the verifier, each one file because it must run alone."""
    return [
        f"{path}: {lines} lines"
        for path in committed_files(root)
        if path.suffix in SOURCES and "versions" not in path.parts and path != STAND_ALONE_VERIFIER
        if (lines := len((root / path).read_text(encoding="utf-8").splitlines())) > FILE_CEILING
    ]


def too_long_functions(root: Path) -> list[str]:
    return [
        f"{path}: {name} has {lines} lines"
        for path in committed_files(root)
        if (path.suffix == ".py" and "versions" not in path.parts) or path.name == "do"
        for name, lines in functions((root / path).read_text(encoding="utf-8"))
        if lines > FUNCTION_CEILING
    ]


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Yield each function's name and its number of lines, from ``def`` to its end."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def features(root: Path) -> set[str]:
    """Return the packages at the top that are features."""
    tops = {path.parts[0] for path in committed_files(root) if path.name == "__init__.py" and len(path.parts) == 2}
    return tops - NOT_FEATURES


def strange_feature_files(root: Path) -> list[str]:
    """Only Python counts: a feature may keep the texts of its demonstration beside it."""
    rooms = features(root)
    inside = (path for path in committed_files(root) if path.suffix == ".py" and path.parts[0] in rooms)
    return [str(path) for path in inside if Path(path.parts[1]).stem not in FEATURE_FILES]


def names_that_tell_nothing(root: Path) -> list[str]:
    return [
        str(path)
        for path in committed_files(root)
        if any(EMPTY_NAMES.match(part) for part in (*path.parts[:-1], path.stem))
    ]


def libraries_in_git(root: Path) -> list[str]:
    return [
        str(path)
        for path in committed_files(root)
        if LIBRARIES.search(path.as_posix()) or (path.suffix in {".js", ".css"} and is_minified(root / path))
    ]


def links_in_git(root: Path) -> list[str]:
    """A link leads somewhere on the machine where it was made."""
    listing = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    return [name for name in listing.split("\0") if name and (root / name).is_symlink()]


def is_minified(path: Path) -> bool:
    longest = max(map(len, path.read_text(encoding="utf-8").splitlines()), default=0)
    return longest > LONGEST_HAND_WRITTEN_LINE


RULES = [
    too_long_files,
    too_long_functions,
    strange_feature_files,
    names_that_tell_nothing,
    libraries_in_git,
    links_in_git,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_house_rule_holds(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "name", "content", "complaint"),
    [
        (too_long_files, "contest/models.py", "\n" * 301, "contest/models.py: 301 lines"),
        (too_long_files, "templates/home.html", "<p>\n" * 301, "templates/home.html: 301 lines"),
        (
            too_long_functions,
            "contest/services.py",
            "def withdraw_idea():\n" + "    pass\n" * 40,
            "contest/services.py: withdraw_idea has 41 lines",
        ),
        (too_long_functions, "do", "async def run():\n" + "    pass\n" * 40, "do: run has 41 lines"),
        (strange_feature_files, "contest/scoring.py", "", "contest/scoring.py"),
        (strange_feature_files, "contest/scores/ballots.py", "", "contest/scores/ballots.py"),
        (names_that_tell_nothing, "foundations/utils/texts.py", "", "foundations/utils/texts.py"),
        (names_that_tell_nothing, "contest/models/common.py", "", "contest/models/common.py"),
        (libraries_in_git, "static/vendor/htmx.js", "", "static/vendor/htmx.js"),
        (libraries_in_git, "static/js/htmx.js", "x" * 1001, "static/js/htmx.js"),
    ],
)
def test_house_rule_finds_what_is_planted(
    empty_checkout: Path, rule: Callable[[Path], list[str]], name: str, content: str, complaint: str
) -> None:
    plant(empty_checkout, "contest/__init__.py", '"""Ideas."""\n')
    plant(empty_checkout, name, content)

    assert rule(empty_checkout) == [complaint]


def test_house_rule_finds_a_planted_link(empty_checkout: Path) -> None:
    (empty_checkout / ".venv").symlink_to(empty_checkout)

    assert links_in_git(empty_checkout) == [".venv"]


def test_house_rules_accept_what_is_allowed(empty_checkout: Path) -> None:
    plant(empty_checkout, "contest/__init__.py", '"""Ideas."""\n')
    plant(empty_checkout, "contest/models/ballots.py", "\n" * 300)
    plant(empty_checkout, "contest/services.py", "def withdraw_idea():\n" + "    pass\n" * 39)
    plant(empty_checkout, "foundations/database/migrations/versions/0001.py", "\n" * 400)
    plant(empty_checkout, "static/js/page.js", "x\n" * 300)

    assert [rule(empty_checkout) for rule in RULES] == [[]] * len(RULES)
