"""Authors and tags: records of ours, without accounts."""

from __future__ import annotations

from urllib.parse import unquote

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from lehc.site.models import Author, StoryTag
from lehc.site.wordpress.importing.survey import Survey
from lehc.site.wordpress.models import OldBlog, OldName
from lehc.site.wordpress.records import Author as Writer
from lehc.site.wordpress.records import Term

LONGEST_SLUG = 50
LONGEST_TAG_SLUG = 100
TAG_KINDS = {"post_tag": OldName.Kind.TAG, "category": OldName.Kind.CATEGORY}


def make_slug(text: str, otherwise: str, *, longest: int = LONGEST_SLUG) -> str:
    """A slug in letters that every address can hold: “%ce%b5λ” becomes “el”."""
    slug = slugify(string_to_ascii(unquote(text)))[:longest].strip("-")
    return slug or otherwise


class Names:
    """The tags and authors of a blog by what they were called there."""

    def __init__(self, blog: OldBlog) -> None:
        self.blog = blog
        rows = blog.names.select_related("tag", "author")
        self.known = {(row.kind, row.slug): row for row in rows}

    def take_over(self, survey: Survey) -> None:
        """Make what is missing. A category and a tag of one slug are one tag."""
        for writer in survey.authors.values():
            self.take_author(writer)
        for term in survey.terms.values():
            if term.kind in TAG_KINDS and (term.slug or term.name):
                self.take_term(term)

    def take_author(self, writer: Writer) -> None:
        kind = OldName.Kind.AUTHOR
        if (kind, writer.login) in self.known or not writer.login:
            return
        slug = make_slug(writer.login, "author")
        author, _ = Author.objects.get_or_create(
            slug=slug, defaults={"name": writer.name[:120] or writer.login}
        )
        self.keep(kind, writer.login, number=writer.number, author=author)

    def take_term(self, term: Term) -> None:
        kind = TAG_KINDS[term.kind]
        if (kind, term.slug) in self.known:
            return
        name = " ".join(term.name.split())[:100]
        slug = make_slug(term.slug, make_slug(name, "tag"), longest=LONGEST_TAG_SLUG)
        tag = StoryTag.objects.filter(slug=slug).first()
        tag = tag or StoryTag.objects.filter(name__iexact=name).first()
        tag = tag or StoryTag.objects.create(slug=slug, name=name)
        self.keep(kind, term.slug, number=term.number, tag=tag)

    def keep(self, kind: OldName.Kind, slug: str, **facts: object) -> None:
        row = OldName.objects.create(blog=self.blog, kind=kind, slug=slug, **facts)
        self.known[kind, slug] = row

    def find_author(self, login: str) -> Author | None:
        row = self.known.get((OldName.Kind.AUTHOR, login))
        return row.author if row else None

    def find_tags(self, terms: tuple[Term, ...]) -> list[StoryTag]:
        """The tags of a post, each once, in the order of the file."""
        rows = [
            self.known.get((TAG_KINDS[term.kind], term.slug))
            for term in terms
            if term.kind in TAG_KINDS
        ]
        tags = {row.tag.pk: row.tag for row in rows if row is not None and row.tag}
        return list(tags.values())
