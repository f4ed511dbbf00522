"""Who waits for whom in PostgreSQL, so that tests need not guess how long that takes."""

from typing import Final

from sqlalchemy import Connection, func, select, text

_WAITING: Final = text(
    "WITH stuck AS (SELECT pid, pg_blocking_pids(pid) AS by FROM pg_stat_activity), "
    "first AS (SELECT pid FROM stuck WHERE pg_backend_pid() = ANY(by)) "
    "SELECT count(*) FROM stuck WHERE pg_backend_pid() = ANY(by) "
    "OR by && ARRAY(SELECT pid FROM first)"
)


def waiting_for(connection: Connection) -> int:
    """How many wait for this transaction, or for one that does.

    What a transaction has once been told of the others it is told again, unless it forgets.
    """
    connection.execute(select(func.pg_stat_clear_snapshot()))
    return connection.scalar(_WAITING) or 0
