# DATABASE_URL as SQLAlchemy spells it, with the driver that requirements.txt brings.
import os

DRIVERS = {
    "mysql": "mysql+pymysql",
    "postgres": "postgresql+psycopg2",
    "postgresql": "postgresql+psycopg2",
    "sqlite": "sqlite",
}
_scheme, _rest = os.environ["DATABASE_URL"].split("://", 1)
URL = f"{DRIVERS[_scheme]}://{_rest}"
if _scheme == "mysql":
    URL += "?ssl_check_hostname=false&ssl_verify_cert=false"  # logins of MySQL 9 want TLS
