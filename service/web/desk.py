"""The desk of the running service, for whoever answers a request."""

from flask import Flask, current_app

from service.desk import Desk

_NAME = "desk"


def install(app: Flask, desk: Desk) -> None:
    app.extensions[_NAME] = desk


def our_desk() -> Desk:
    desk: Desk = current_app.extensions[_NAME]
    return desk
