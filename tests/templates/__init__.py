"""Tests of what every page is made of: layout, components, style sheets, error pages."""
