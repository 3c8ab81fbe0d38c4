"""Make the tables and the posts; prints the path of the newest."""

from __future__ import annotations

import django

if __name__ == "__main__":
    from django.conf import settings

    (settings.FOLDER / "plain_migrations").mkdir()
    (settings.FOLDER / "plain_migrations" / "__init__.py").touch()
    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from benchmarks.web.plain_wagtail.models import BlogIndexPage, BlogPage
    from benchmarks.web.posts import make_posts

    call_command("makemigrations", "plain_wagtail", verbosity=0)
    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    index = root.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    Site.objects.update(root_page=index, hostname="localhost")
    for post in make_posts():
        page = BlogPage(
            title=post.title,
            slug=post.slug,
            date=post.at.date(),
            body=[("text", post.html)],
        )
        index.add_child(instance=page)
        page.tags.add(*post.tags)
        page.save()
    print(f"/{page.slug}/")
