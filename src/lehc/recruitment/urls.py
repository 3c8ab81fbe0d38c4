from __future__ import annotations

from lehc.recruitment import applying_urls, desk_urls

urlpatterns = [*applying_urls.urlpatterns, *desk_urls.urlpatterns]
