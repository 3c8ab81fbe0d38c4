"""The public site in Wagtail: pages, stories and their archives, feeds, search."""
