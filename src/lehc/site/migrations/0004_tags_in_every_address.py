from __future__ import annotations

from django.db import migrations
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii


def write_in_ascii(apps, schema_editor):
    """Tags from before have slugs that no address takes: “cafés”, or none at all."""
    tags = apps.get_model("site", "StoryTag").objects.order_by("pk")
    taken = {slug for slug in tags.values_list("slug", flat=True) if slug.isascii()}
    for tag in tags:
        if tag.slug and tag.slug.isascii():
            continue
        slug = wanted = slugify(string_to_ascii(tag.slug))[:90] or "tag"
        number = 0
        while slug in taken:
            number += 1
            slug = f"{wanted}_{number}"
        taken.add(slug)
        tags.filter(pk=tag.pk).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("site", "0003_tag_addresses")]

    operations = [migrations.RunPython(write_in_ascii, migrations.RunPython.noop)]
