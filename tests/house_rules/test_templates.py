"""What every template keeps: nothing inline, only pictures and classes that exist."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from tests.house_rules.checkout import ROOT, committed_files, plant

TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
INLINE_HANDLER = re.compile(r"\s(?:on[a-z]+|hx-on[:a-z-]*|data-hx-on[:a-z-]*)\s*=", re.IGNORECASE)
INLINE_STYLE = re.compile(r"\sstyle\s*=|^<style\b", re.IGNORECASE)
SCRIPT = re.compile(r"^<script\b(?![^>]*\ssrc=)", re.IGNORECASE)
EXPRESSION = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
CLASSES = re.compile(r"""\bclass(?:="|": ")([^"]*)\"""")
PICTURE = re.compile(r"""(?:icon\(|picture=)"([\w-]+)\"""")
BUILT_PICTURES = {"info", "success", "warning", "error"}  # notice() names its picture by its kind


def templates(root: Path) -> list[Path]:
    return [path for path in committed_files(root) if path.suffix == ".html" and "templates" in path.parts]


def inline_code(root: Path) -> list[str]:
    """The content security policy refuses inline styles, scripts and handlers: none may be written."""
    return [
        f"{path}: {tag[:60]}"
        for path in templates(root)
        for tag in TAG.findall(EXPRESSION.sub("", (root / path).read_text(encoding="utf-8")))
        if INLINE_HANDLER.search(tag) or INLINE_STYLE.search(tag) or SCRIPT.search(tag)
    ]


def unknown_pictures(root: Path) -> list[str]:
    sprite = root / "static" / "icons" / "sprite.svg"
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite.read_text(encoding="utf-8")))
    return [
        f"{path}: {name}"
        for path in templates(root)
        for name in [*PICTURE.findall((root / path).read_text(encoding="utf-8")), *BUILT_PICTURES]
        if name not in drawn
    ]


def unknown_classes(root: Path) -> list[str]:
    """A class that no style sheet knows is a slip, or a design that never came."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "static" / "css").glob("*.css")))
    known = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    return [
        f"{path}: {name}"
        for path in templates(root)
        for value in CLASSES.findall(written_out((root / path).read_text(encoding="utf-8")))
        for name in value.split()
        if name not in known
    ]


def written_out(source: str) -> str:
    """Return ``source`` without expressions, and without the names that they would complete."""
    return EXPRESSION.sub("", re.sub(r"[\w-]*{{.*?}}[\w-]*", "", source, flags=re.DOTALL))


def words_outside_macros(root: Path) -> list[str]:
    """A file of macros is read once for all languages: a text outside a macro would stay in the first one."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found = []
    for path in templates(root):
        if "components" not in path.parts:
            continue
        tree = environment.parse((root / path).read_text(encoding="utf-8"))
        outside = [node for node in tree.body if not isinstance(node, nodes.Macro)]
        calls = [call for node in outside for call in node.find_all(nodes.Call)]
        found += [
            f"{path}: line {call.lineno}"
            for call in calls
            if isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
        ]
    return found


RULES: list[tuple[Callable[[Path], list[str]], str]] = [
    (inline_code, '<p style="color: red">'),
    (inline_code, '<button onclick="go()">'),
    (inline_code, '<button data-hx-on:click="go()">'),
    (inline_code, "<script>go()</script>"),
    (inline_code, "<style>p {}</style>"),
    (unknown_pictures, '{{ icon("unicorn") }}'),
    (unknown_classes, '<p class="card unicorn">'),
    (words_outside_macros, '{% set title = _("Frozen") %}'),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _ in RULES))
def test_template_rule_is_kept(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "violation"), RULES)
def test_template_rule_finds_a_violation(
    rule: Callable[[Path], list[str]], violation: str, empty_checkout: Path
) -> None:
    for path in (ROOT / "static").glob("*/*"):
        if path.suffix in {".css", ".svg"}:
            plant(empty_checkout, str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    plant(empty_checkout, "templates/components/planted.html", violation)
    assert [found.split(":")[0] for found in rule(empty_checkout)] == ["templates/components/planted.html"]


def test_every_template_compiles(app: Flask) -> None:
    names = app.jinja_env.list_templates()
    assert [app.jinja_env.get_template(name).name for name in names] == names
