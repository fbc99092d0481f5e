# Lets Django work on the changed database: no migration is missing, and its own models read, write and delete.
import os
import subprocess
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "site_under_test.settings"
subprocess.run([sys.executable, "manage.py", "migrate", "--check", "--verbosity", "0"], check=True)

sys.path.insert(0, "")
import django

django.setup()
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection

assert authenticate(username="admin", password="secret") is not None
editors = Group.objects.get()
assert editors.user_set.count() == 20 and editors.permissions.count() > 3
fresh = User.objects.create_user("fresh", first_name="x" * 250)
fresh.groups.add(editors)
assert User.objects.filter(groups=editors).count() == 21
editors.user_set.remove(fresh)
User.objects.filter(pk=fresh.pk)._raw_delete("default")
with connection.cursor() as cursor:
    cursor.execute("select count(*), min(nickname) from auth_user")
    assert cursor.fetchone() == (21, "it's; new"), "rows with the new column"
    cursor.execute("select count(*) from django_admin_log where object_title like 'user%'")
    assert cursor.fetchone() == (20,), "rows of the renamed column"
connection.check_constraints()
assert ContentType.objects.count() == 6
