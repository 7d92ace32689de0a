"""The blueprint that all views of accounts register on."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
