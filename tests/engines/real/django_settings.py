# The settings that Django takes from DATABASE_URL: the last line of a project's own settings imports them.
import os
from urllib.parse import unquote, urlsplit

_url = urlsplit(os.environ["DATABASE_URL"])
_name = unquote(_url.path[1:])
OPTIONS = {}
if _url.scheme == "mysql":
    import pymysql

    pymysql.version_info = (2, 2, 1, "final", 0)  # what Django asks of mysqlclient, which has no wheel
    pymysql.install_as_MySQLdb()
    # Logins of MySQL 9 want TLS; the collation is the test databases'.
    OPTIONS = {"charset": "utf8mb4", "collation": "utf8mb4_general_ci", "ssl": {"verify_mode": "none"}}
if _url.scheme == "sqlite":
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": _name}}
else:
    DATABASES = {"default": {
        "ENGINE": f"django.db.backends.{'mysql' if _url.scheme == 'mysql' else 'postgresql'}",
        "HOST": _url.hostname, "PORT": _url.port, "USER": _url.username, "PASSWORD": unquote(_url.password or ""),
        "NAME": _name, "OPTIONS": OPTIONS,
    }}
