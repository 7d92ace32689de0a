"""A pytest plugin that writes down how each test ended; ``proving`` puts it beside the copy.

It tells a test that *failed* (it asserted something that is not so) from one that could
not get that far: an import that breaks shows nothing about a promise.
"""

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

_FAILURES = (AssertionError, pytest.fail.Exception)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    """Write a line for each test that ran, and for each phase that did not pass."""
    report = yield
    if report.when == "call" or not report.passed:
        _write(item.nodeid, _ending(report, call), str(report.longrepr or "")[-2000:])
    return report


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Write a line for each file that could not be read."""
    if report.failed:
        _write(report.nodeid, "broken", str(report.longrepr)[-2000:])


def _ending(report: Any, call: pytest.CallInfo[Any]) -> str:
    if not report.failed:
        return str(report.outcome)
    is_failure = report.when == "call" and call.excinfo is not None and _is_assertion(call.excinfo.value)
    return "failed" if is_failure else "broken"


def _is_assertion(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):  # hypothesis found several
        return all(_is_assertion(one) for one in error.exceptions)
    return isinstance(error, _FAILURES)


def _write(test: str, ended: str, words: str) -> None:
    with Path(os.environ["YORIAI_TEST_OUTCOMES"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"test": test, "ended": ended, "words": words}) + "\n")
