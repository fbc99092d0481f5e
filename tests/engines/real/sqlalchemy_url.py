# DATABASE_URL as SQLAlchemy spells it, with the driver that requirements.txt brings.
import os

DRIVERS = {"postgres": "postgresql+psycopg2", "postgresql": "postgresql+psycopg2", "sqlite": "sqlite"}
_scheme, _rest = os.environ["DATABASE_URL"].split("://", 1)
URL = f"{DRIVERS[_scheme]}://{_rest}"
