from __future__ import annotations

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtail_admin
from wagtail.documents.views.serve import serve as serve_document
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail.views import serve

from lehc.site.door import open_to_editors
from lehc.site.views import pictures

EDITING = "editing/"

urlpatterns = [
    path("", serve, {"path": ""}, name="home"),
    path("stories/", serve, {"path": "stories/"}, name="stories"),
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
    # Last: every other address may be a page.
    re_path(r"^(?P<path>(?:[\w\-]+/)+)$", serve, name="wagtail_serve"),
]
