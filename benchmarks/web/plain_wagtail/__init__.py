"""A plain Wagtail blog, as its own tutorial builds one: pages, tags, ten a page."""
