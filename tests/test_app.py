"""Nothing that a room offers is forgotten when the application is put together."""

import importlib

from flask import Flask

from foundations.scheduling.registry import registered_jobs
from tests.house_rules.checkout import ROOT


def test_jobs_of_every_room_are_registered(built_app: Flask) -> None:
    files = [*ROOT.glob("foundations/*/jobs.py"), *ROOT.glob("*/jobs.py")]
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    offered = {job.name for module in modules for job in getattr(importlib.import_module(module), "JOBS", ())}
    assert len(offered) >= 4
    assert {job.name for job in registered_jobs(built_app)} == offered
