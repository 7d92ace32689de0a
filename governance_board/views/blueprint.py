"""The blueprint that all views of the feature register on."""

from flask import Blueprint

blueprint = Blueprint("governance_board", __name__)
