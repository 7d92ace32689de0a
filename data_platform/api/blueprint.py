"""Where the platform's routes for machines are gathered."""

from flask import Blueprint

blueprint = Blueprint("data_platform", __name__)
