# Makes a Buildbot master in this folder and its database by its own Alembic migrations: 43 tables, most of them tied
# by foreign keys, two of them in a cycle. Fills every table that has few parents by Buildbot's own model.
import os
import subprocess
import sys

import sqlalchemy
from sqlalchemy_url import URL

# On MySQL Buildbot asks for MyISAM, which has no foreign keys, unless it is told another.
ENGINE = "&storage_engine=InnoDB" if URL.startswith("mysql") else ""

buildbot = os.path.join(os.path.dirname(sys.executable), "buildbot")
subprocess.run([buildbot, "create-master", "--quiet", f"--db={URL}{ENGINE}", "."], check=True)

from buildbot.db.model import Model

engine = sqlalchemy.create_engine(URL)
vendor = engine.dialect.name
tables = {table.name: table for table in Model.metadata.sorted_tables}


def value_for(column, number):
    if column.foreign_keys:
        return number
    if isinstance(column.type, sqlalchemy.Integer):
        return number
    if isinstance(column.type, sqlalchemy.types.String):
        return f"{number}'{column.name}"[:column.type.length]
    if isinstance(column.type, sqlalchemy.LargeBinary):
        return b"\0\xff"
    return {"number": number}  # JSON by a type of Buildbot's own


FILLED = """masters workers builders builder_masters connected_workers configured_workers schedulers changesources
    projects codebases tags builders_tags patches sourcestamps buildsets buildset_sourcestamps buildrequests
    buildrequest_claims builds build_properties build_data steps logs logchunks changes change_files users users_info
    objects object_state""".split()
with engine.begin() as connection:
    unchecked = {
        "mysql": "set foreign_key_checks = 0",
        "sqlite": "pragma foreign_keys = off",
        "postgresql": "set local session_replication_role = replica",
    }
    connection.execute(sqlalchemy.text(unchecked[vendor]))
    for name in FILLED:
        table = tables[name]
        for number in range(1, 13):
            row = {column.name: value_for(column, number) for column in table.columns}
            connection.execute(table.insert().values(row))
    if vendor == "sqlite":
        broken = connection.execute(sqlalchemy.text("pragma foreign_key_check")).fetchall()
        assert broken == [], broken
