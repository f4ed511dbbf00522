"""The least that a service can do with a deal: one view that inserts one row."""

from typing import Any

from flask import Flask, request
from sqlalchemy import JSON, Column, DateTime, MetaData, String, Table, insert

from service.app import utc_now
from service.settings import Settings
from service.storage.database import open_database
from service.storage.ids import new_id

metadata = MetaData()
rows = Table(
    "bare_deals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("document", JSON, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)


def create_app() -> Flask:
    app = Flask("bare")
    engine = open_database(Settings.from_env().database_url).engine

    @app.post("/deals")
    def post_deal() -> Any:
        document = request.get_json()
        made = new_id("deal")
        with engine.begin() as connection:
            connection.execute(
                insert(rows).values(id=made, document=document, created_at=utc_now())
            )
        return {"id": made, **document}, 201

    return app
