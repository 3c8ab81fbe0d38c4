"""What was taken over from which blog: so that nothing comes twice, and every old
address leads somewhere."""

from __future__ import annotations

from django.db import models

from lehc.site.wordpress.records import ItemKind


class OldBlog(models.Model):
    address = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200, blank=True)
    first_imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.address


class OldItem(models.Model):
    """A post, page or file of the old blog, and what it has become here.

    `key` is its number on the blog: addresses like ?p=12 hold it, and guids are not
    always their own.
    """

    blog = models.ForeignKey(OldBlog, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=[(k, k) for k in ItemKind])
    guid = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=500, blank=True, db_index=True)
    parent = models.CharField(max_length=64, blank=True)
    file_path = models.CharField(max_length=500, blank=True, db_index=True)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture = models.ForeignKey(
        "site.Picture", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["blog", "key"], name="old_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OldName(models.Model):
    """A tag, category or author of the old blog, and what it is called here."""

    class Kind(models.TextChoices):
        TAG = "tag", "Tag"
        CATEGORY = "category", "Category"
        AUTHOR = "author", "Author"

    blog = models.ForeignKey(OldBlog, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind)
    slug = models.CharField(max_length=200)
    number = models.PositiveBigIntegerField(default=0)
    tag = models.ForeignKey(
        "site.StoryTag", null=True, on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(
        "site.Author", null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["blog", "kind", "slug"], name="old_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(tag__isnull=True, author__isnull=False)
                | models.Q(tag__isnull=False, author__isnull=True),
                name="old_name_is_a_tag_or_an_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class OldComment(models.Model):
    """A comment that was public on the blog, kept as it was. Nobody adds to them."""

    item = models.ForeignKey(OldItem, on_delete=models.CASCADE, related_name="comments")
    number = models.PositiveBigIntegerField()
    parent = models.PositiveBigIntegerField(default=0)
    author = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True)
    text = models.TextField()

    class Meta:
        ordering = ["written_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="old_comment_once")
        ]

    def __str__(self) -> str:
        return f"Comment {self.number}"
