# Lets Buildbot work on the changed database: its own upgrade finds nothing to do, and its model reads and writes.
import os
import shutil
import subprocess
import sys

import sqlalchemy
from sqlalchemy_url import URL

ENGINE = "&storage_engine=InnoDB" if URL.startswith("mysql") else ""  # see make.py

shutil.copy("master.cfg.sample", "master.cfg")
with open("master.cfg", "a") as config:
    config.write(f"c['db'] = {{'db_url': {URL + ENGINE!r}}}\n")
buildbot = os.path.join(os.path.dirname(sys.executable), "buildbot")
subprocess.run([buildbot, "upgrade-master", "--quiet", "."], check=True)

from buildbot.db.model import Model

engine = sqlalchemy.create_engine(URL)
with engine.begin() as connection:
    if engine.dialect.name == "sqlite":
        connection.execute(sqlalchemy.text("pragma foreign_keys = on"))
    builds = connection.execute(Model.builds.select()).fetchall()
    assert len(builds) == 12
    columns = (Model.builds.c.id, Model.workers.c.name, Model.masters.c.name)
    joined = sqlalchemy.select(*columns).join(Model.workers, Model.builds.c.workerid == Model.workers.c.id).join(
        Model.masters, Model.builds.c.masterid == Model.masters.c.id)
    assert len(connection.execute(joined).fetchall()) == 12
    connection.execute(Model.builds.delete().where(Model.builds.c.id == 12))
    left = connection.execute(Model.build_properties.select()).fetchall()
    assert len(left) == 11, "rows of a deleted parent go with it"
    new = connection.execute(sqlalchemy.text("select count(*), min(colour) from builds")).fetchone()
    assert tuple(new) == (11, "green"), "rows with the new column"
    named = connection.execute(sqlalchemy.text("select count(*) from patches where folder like '%subdir'"))
    assert named.scalar() == 12, "rows of the renamed column"
