# Lets Wagtail work on the changed database: no migration is missing; pages are found, made, published and deleted, and
# the full-text index is kept.
import os
import subprocess
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "site_under_test.settings.dev"
subprocess.run([sys.executable, "manage.py", "migrate", "--check", "--verbosity", "0"], check=True)

sys.path.insert(0, "")
import django

django.setup()
from django.db import connection
from wagtail.models import Page, Site

home = Site.objects.get().root_page
assert home.get_children().count() == 8
assert Page.objects.search("walrus").count() == 8
page = home.add_child(instance=Page(title="A heffalump", slug="heffalump"))
page.save_revision().publish()
assert [found.title for found in Page.objects.search("heffalump")] == ["A heffalump"]
page.refresh_from_db()
page.delete()
assert Page.objects.search("heffalump").count() == 0
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        fts = "wagtailsearch_indexentry_fts"
        cursor.execute(f"select count(*) from {fts} where {fts} match 'walrus'")
        assert cursor.fetchone() == (8,), "the full-text index"
    cursor.execute("select count(*), max(mood) from wagtailcore_page")
    assert cursor.fetchone() == (10, "calm"), "rows with the new column"
    cursor.execute("select count(*) from wagtailredirects_redirect where target_link = ''")
    assert cursor.fetchone() == (8,), "rows of the renamed column"
connection.check_constraints()
