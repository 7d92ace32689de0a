"""WCAG 2.2: text stands out 4.5 to 1 (1.4.3), edges and drawings 3 to 1 (1.4.11), in both schemes."""

import re

import pytest

from tests.house_rules.checkout import ROOT

SHEETS = ROOT / "static" / "css"
SCHEMES = {"light": ["tokens.css"], "dark": ["tokens.css", "dark.css"]}
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")

TEXT = {
    "surface": "ink ink-soft ink-faint link link-hover link-visited key key-hover hearth-ink success warning error",
    "surface-raised": "ink ink-soft ink-faint link link-hover link-visited key hearth-ink error",
    "surface-band": "ink ink-soft ink-faint link link-hover link-visited key hearth-ink error",
    "surface-quiet": "ink ink-soft",
    "surface-footer": "on-footer on-footer-soft",
    "key": "on-key",
    "key-hover": "on-key",
    "key-pressed": "on-key",
    "key-soft": "key key-hover ink",
    "hearth-soft": "hearth-ink ink",
    "success-soft": "success ink link",
    "warning-soft": "warning ink link",
    "error-soft": "error ink link",
    "error": "on-error",
    "error-hover": "on-error",
    "focus-near": "focus-ink",
}
EDGES = {
    "surface": "line-strong key hearth error warning-mark success chart-1 chart-2 chart-3 chart-axis",
    "surface-raised": "line-strong key hearth error chart-1 chart-2 chart-3",
    "surface-band": "line-strong key hearth",
    "warning-soft": "warning-mark",
    "error-soft": "error",
    "success-soft": "success",
    "focus-near": "focus-far",
}


def colours(scheme: str) -> dict[str, str]:
    return {role: value for sheet in SCHEMES[scheme] for role, value in COLOUR.findall((SHEETS / sheet).read_text())}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_faint(scheme: str, pairs: dict[str, str], least: float) -> list[str]:
    palette = colours(scheme)
    return [
        f"{role} on {ground}: {ratio:.2f}"
        for ground, roles in pairs.items()
        for role in roles.split()
        if (ratio := contrast(palette[role], palette[ground])) < least
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out(scheme: str) -> None:
    assert too_faint(scheme, TEXT, 4.5) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_and_drawings_stand_out(scheme: str) -> None:
    assert too_faint(scheme, EDGES, 3) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_ring_stands_out(scheme: str) -> None:
    palette = colours(scheme)
    rings = [contrast(palette[ring], palette["surface"]) for ring in ("focus-near", "focus-far")]
    assert max(rings) >= 3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_is_computed_as_published(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected


def test_dark_scheme_sets_every_colour_but_focus() -> None:
    light, dark = (
        {role for role, _ in COLOUR.findall((SHEETS / name).read_text())} for name in ("tokens.css", "dark.css")
    )
    assert light - dark == {"focus-near", "focus-far", "focus-ink"}
