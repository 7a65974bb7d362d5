"""What a database is made of, read back from the database itself, so that two can be compared."""

import re

from sqlalchemy import Engine, Inspector, inspect, text

Schema = dict[str, str]
"""By a name like "antrag.titel" or "antrag ck_antrag_beantragt": its text, as it is stored."""

_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
}
_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(t.oid) || prosrc"
    " FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal",
}
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]+\"|\w+|::|<>|!=|<=|>=|\|\||\S")
_CAST = re.compile(r" :: (?:text|character varying)(?: \( \d+ \))?(?: \[ \])?")
_ATOM = re.compile(r"(?:(?<=\W )|(?<=\band )|(?<=\bor )|(?<=\bnot ))\( ([^\s()]+) \)")
_TWICE = re.compile(r"\( (\( [^()]* \)) \)")
_LIST = re.compile(r"(?:(?<=in \( )|(?<=array \[ ))'[^']*'(?: , '[^']*')+(?= [\])])")


def read(engine: Engine) -> Schema:
    """Tables, columns, constraints and indexes. Triggers are no part of the models; see below."""
    reader = inspect(engine)
    found = _texts(engine, _INDEXES)
    for table in reader.get_table_names():
        if table != "alembic_version":
            found |= _columns(reader, table) | _constraints(reader, table)
    return found


def triggers(engine: Engine) -> Schema:
    return _texts(engine, _TRIGGERS)


def differences(one: Schema, other: Schema) -> list[str]:
    """One line for each thing that only one has, or whose normalised text differs."""
    return [
        f"{name}: {one.get(name)} <-> {other.get(name)}"
        for name in sorted(one.keys() | other.keys())
        if normal(one.get(name, "")) != normal(other.get(name, ""))
    ]


def normal(sql: str) -> str:
    """Without what has no meaning: case, space, quotes around names, casts between kinds of text,
    parentheses around one thing or around parentheses, the order of the values of a list."""
    words = " ".join(_word(token) for token in _TOKEN.findall(f"({sql})"))
    before = ""
    while words != before:
        before, words = words, _TWICE.sub(r"\1", _ATOM.sub(r"\1", _CAST.sub("", words)))
    return _LIST.sub(lambda found: " , ".join(sorted(found.group().split(" , "))), words)


def _word(token: str) -> str:
    if token.startswith("'"):
        return token
    return "<>" if token == "!=" else token.strip('"').lower()


def _columns(reader: Inspector, table: str) -> Schema:
    return {
        f"{table}.{column['name']}": " ".join(
            (
                column["type"].compile(reader.dialect),
                "NULL" if column["nullable"] else "NOT NULL",
                f"DEFAULT {column['default']}",
            )
        )
        for column in reader.get_columns(table)
    }


def _constraints(reader: Inspector, table: str) -> Schema:
    key = reader.get_pk_constraint(table)
    found = {key["name"]: f"PRIMARY KEY {key['constrained_columns']}"}
    for unique in reader.get_unique_constraints(table):
        found[unique["name"]] = f"UNIQUE {unique['column_names']}"
    for foreign in reader.get_foreign_keys(table):
        found[foreign["name"]] = (
            f"FOREIGN KEY {foreign['constrained_columns']} REFERENCES {foreign['referred_table']}"
            f" {foreign['referred_columns']} {sorted(foreign['options'].items())}"
        )
    for check in reader.get_check_constraints(table):
        found[check["name"]] = str(check["sqltext"])
    return {f"{table} {name}": words for name, words in found.items()}


def _texts(engine: Engine, queries: dict[str, str]) -> Schema:
    with engine.connect() as connection:
        return dict(connection.execute(text(queries[engine.dialect.name])).all())
