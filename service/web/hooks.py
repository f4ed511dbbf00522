"""What others report to us: SendGrid, of letters that it took."""

from typing import Final

from flask import Blueprint, Flask, current_app, request
from flask.typing import ResponseReturnValue

from service.commands.reports import take_report
from service.notifications.sendgrid_events import proof_in
from service.web.at_hand import desk
from service.web.auth import public

hooks = Blueprint("hooks", __name__)

_KEY: Final = "SENDGRID_WEBHOOK_KEY"


def install(app: Flask, webhook_key: str) -> None:
    app.config[_KEY] = webhook_key
    app.register_blueprint(hooks)


@hooks.post("/hooks/sendgrid")
@public
def post_sendgrid() -> ResponseReturnValue:
    """Signed; what it says is kept before it is acknowledged."""
    proof = proof_in({**request.headers})
    take_report(desk(), request.get_data(), proof, current_app.config[_KEY])
    return "", 200
