# Makes a Django project with its admin in this folder and its database by its own migrations, and lets it write rows.
import os
import subprocess
import sys

subprocess.run([sys.executable, "-m", "django", "startproject", "site_under_test", "."], check=True)
with open("site_under_test/settings.py", "a") as settings:
    settings.write("from django_settings import DATABASES\n")
os.environ["DJANGO_SETTINGS_MODULE"] = "site_under_test.settings"
subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)

sys.path.insert(0, "")
import django

django.setup()
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore

admin = User.objects.create_superuser("admin", "admin@example.org", "secret")
editors = Group.objects.create(name='Editors; "the best"')
editors.permissions.set(Permission.objects.filter(codename__startswith="change_"))
for number in range(20):
    user = User.objects.create_user(f"user{number}", first_name="O'Brien\n" * (number % 3), last_name="é💾")
    user.groups.add(editors)
    user.user_permissions.set(Permission.objects.all()[: number % 4])
    LogEntry.objects.create(
        user=admin,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user),
        action_flag=1,
        change_message="[]",
    )
session = SessionStore()
session["cart"] = {"a": 1}
session.save()
