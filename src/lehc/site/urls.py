from __future__ import annotations

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtail_admin
from wagtail.documents.views.serve import serve as serve_document
from wagtail.utils.urlpatterns import decorate_urlpatterns

from lehc.site.door import open_to_editors
from lehc.site.views import (
    agreements,
    archives,
    engines,
    feeds,
    pictures,
    searching,
)
from lehc.site.views.pages import serve

EDITING = "editing/"

urlpatterns = [
    path("", serve, {"path": ""}, name="home"),
    path("contact/", serve, {"path": "contact/"}, name="contact"),
    path("stories/", serve, {"path": "stories/"}, name="stories"),
    path("stories/place/<str:code>/", archives.place_archive, name="place_archive"),
    path("tag/<slug:slug>/", archives.tag_archive, name="tag_archive"),
    path("tag/<slug:slug>/feed/", feeds.TagFeed(), name="tag_feed_rss"),
    path("tag/<slug:slug>/feed/atom/", feeds.TagFeedAtom(), name="tag_feed_atom"),
    path(
        "tag/<slug:slug>/page/<int:number>/",
        archives.tag_archive_page,
        name="tag_archive_page",
    ),
    path("author/<slug:slug>/", archives.author_archive, name="author_archive"),
    re_path(
        r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/$",
        archives.month_archive,
        name="month_archive",
    ),
    path("feed/", feeds.StoryFeed(), name="feed_rss"),
    path("feed/atom/", feeds.StoryFeedAtom(), name="feed_atom"),
    path("search/", searching.search, name="search"),
    path("sitemap.xml", engines.sitemap, name="sitemap"),
    path("robots.txt", engines.robots, name="robots"),
    path("account/stories/", agreements.my_stories, name="my_stories"),
    path(
        "account/stories/<int:pk>/take-back/",
        agreements.my_story_withdraw,
        name="my_story_withdraw",
    ),
    path("pictures/<path:name>", pictures.picture, name="picture"),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        serve_document,
        name="wagtaildocs_serve",
    ),
    path(
        EDITING,
        include(decorate_urlpatterns(wagtail_admin.urlpatterns, open_to_editors)),
    ),
    # Most pages are stories: they are found without trying all that is left.
    re_path(r"^(?P<path>stories/[\w\-]+/)$", serve, name="wagtail_serve"),
]
# For the end: every other address may be a page.
any_page = [
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
]
