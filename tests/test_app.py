"""Nothing that a room offers is forgotten when the application is put together."""

import importlib

from flask import Flask

from foundations.scheduling.registry import registered_jobs
from tests.house_rules.checkout import ROOT


def test_jobs_of_every_room_are_registered(built_app: Flask) -> None:
    rooms = [*ROOT.glob("foundations/*/*.py"), *ROOT.glob("*/jobs.py")]
    files = [path for path in rooms if "\nJOBS = (" in path.read_text(encoding="utf-8")]
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    offered = {job.name for module in modules for job in importlib.import_module(module).JOBS}
    assert len(offered) >= 8
    assert {job.name for job in registered_jobs(built_app)} == offered
