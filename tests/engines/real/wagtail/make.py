# Makes a Wagtail site in this folder and its database by its own migrations: 60 tables, cycles of foreign keys, a
# full-text index (in SQLite kept by triggers). Lets it write pages with revisions, and a redirect.
import os
import subprocess
import sys

wagtail = os.path.join(os.path.dirname(sys.executable), "wagtail")
subprocess.run([wagtail, "start", "site_under_test", "."], check=True, stdout=subprocess.DEVNULL)
with open("site_under_test/settings/dev.py", "a") as settings:
    settings.write("from django_settings import DATABASES\n")
os.environ["DJANGO_SETTINGS_MODULE"] = "site_under_test.settings.dev"
subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)

sys.path.insert(0, "")
import django

django.setup()
from django.contrib.auth.models import User
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

admin = User.objects.create_superuser("admin", "admin@example.org", "secret")
home = Site.objects.get().root_page
for number in range(8):
    page = home.add_child(instance=Page(title=f"A walrus, number {number}", slug=f"walrus-{number}", owner=admin))
    page.save_revision(user=admin).publish()
    Redirect.objects.create(old_path=f"/old-{number}", redirect_page=page, redirect_link="")
subprocess.run([sys.executable, "manage.py", "update_index", "--verbosity", "0"], check=True)
assert Page.objects.search("walrus").count() == 8
