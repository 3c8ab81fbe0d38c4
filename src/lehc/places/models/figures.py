from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lehc.places.enums import Reason, Sex
from lehc.places.models.areas import Area


class Dataset(models.Model):
    """Where figures or boundaries come from, and under what licence they are shown."""

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=120)
    attribution = models.TextField(blank=True, help_text="words its licence asks for")
    digest = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """Something known of areas, in a unit."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=250)
    unit = models.CharField(max_length=60, blank=True)
    definition = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FigureQuerySet(models.QuerySet["Figure"]):
    def of(self, key: str) -> FigureQuerySet:
        return self.filter(indicator__key=key)

    def newest_first(self) -> FigureQuerySet:
        return self.order_by("-period", "id")


class Figure(models.Model):
    """One figure of one area: period, sex, value, limits, or why there is no value."""

    # The unique key serves look-ups by area; each further index would slow an import.
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="figures", db_index=False
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, db_index=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, db_index=False)
    period = models.CharField(max_length=40)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.PERSONS)
    age = models.CharField(max_length=60, blank=True, help_text="blank: all ages")
    value = models.FloatField(null=True)
    lower95 = models.FloatField(null=True)
    upper95 = models.FloatField(null=True)
    lower99_8 = models.FloatField(null=True)
    upper99_8 = models.FloatField(null=True)
    count = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    note = models.CharField(max_length=250, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "indicator", "period", "sex", "age"],
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="")
                | (
                    Q(value__isnull=True, lower95__isnull=True, upper95__isnull=True)
                    & ~Q(reason="")
                ),
                name="figure_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(lower95__isnull=True, upper95__isnull=True)
                | Q(lower95__lte=F("value"), upper95__gte=F("value")),
                name="figure_within_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.area_id}, {self.period}, {self.sex}"


class AgeCount(models.Model):
    """Deaths and people of one age band of one area, summed over the whole period."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="age_counts", db_index=False
    )
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, db_index=False)
    period = models.CharField(max_length=40)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.PERSONS)
    start_age = models.PositiveSmallIntegerField()
    deaths = models.FloatField(null=True)
    population = models.FloatField(null=True, help_text="person-years")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "period", "sex", "start_age"], name="age_count_once"
            ),
            models.CheckConstraint(
                condition=Q(deaths__isnull=True) | Q(deaths__gte=0),
                name="age_count_deaths",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True) | Q(population__gte=0),
                name="age_count_population",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}, {self.period}, {self.sex}, from {self.start_age}"
