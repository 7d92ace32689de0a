"""Our own code logs events with facts; what it gave to a plain logger as ``extra`` would be dropped without a word."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.checkout import ROOT, committed_files, plant

MAY_NAME_LOGGERS = Path("foundations/web/log_lines.py")
NOT_SERVED = {"tests", "bench", "docs"}
PLAIN = {"getLogger", "logger", "extra"}


def plain_loggers(root: Path) -> list[str]:
    return [
        f"{path}:{line}"
        for path in committed_files(root)
        if path.suffix == ".py" and path.parts[0] not in NOT_SERVED and path != MAY_NAME_LOGGERS
        for line in lines_that_log(ast.parse((root / path).read_text(encoding="utf-8")))
    ]


def lines_that_log(tree: ast.Module) -> Iterator[int]:
    """Yield where a plain logger is named, or something is logged beside the message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.keyword):
            name = node.attr if isinstance(node, ast.Attribute) else node.arg
            if name in PLAIN:
                yield node.lineno


def test_code_logs_events_only() -> None:
    assert plain_loggers(ROOT) == []


def test_plain_logger_is_found_when_planted(empty_checkout: Path) -> None:
    plant(
        empty_checkout,
        "contest/views.py",
        'import logging\nlog = logging.getLogger(__name__)\nlog.warning("late", extra={"contest": 7})\n',
    )
    plant(empty_checkout, "accounts/views.py", 'current_app.logger.error("late")\n')
    plant(empty_checkout, "foundations/web/log_lines.py", "logging.getLogger()\n")

    assert plain_loggers(empty_checkout) == ["accounts/views.py:1", "contest/views.py:2", "contest/views.py:3"]
