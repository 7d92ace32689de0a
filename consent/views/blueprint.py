"""The blueprint that all views of the feature register on."""

from flask import Blueprint

blueprint = Blueprint("consent", __name__)
