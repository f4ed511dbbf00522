"""What Alembic runs: on the connection that the caller gives it."""

from alembic import context

from service.storage.calendar_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
