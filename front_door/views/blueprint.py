"""The blueprint that all views of the front door register on."""

from flask import Blueprint

blueprint = Blueprint("front_door", __name__)
