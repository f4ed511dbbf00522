"""Indexes of the few rows that somebody looks for, and the queries that they answer."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, literal_column


def one_of(column: Column[Any], *words: str) -> ColumnElement[bool]:
    """Whether it is one of our own words, which are written out and no parameters.

    SQLite cannot tell of parameters in a list that a query asks for rows of a partial index.
    """
    return column.in_([literal_column(f"'{word}'") for word in words])


def partial_index(
    name: str, where: ColumnElement[bool], *columns: Column[Any], unique: bool = False
) -> Index:
    """Used by queries that have `where` among their conditions, word for word."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
