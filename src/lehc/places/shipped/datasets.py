"""What is known of each shipped file: who publishes it, and how it may be shown."""

from __future__ import annotations

from typing import NamedTuple

from lehc.places.enums import IndicatorKey

OPEN_GOVERNMENT = "Open Government Licence v3.0"
ATTRIBUTION = (
    "Source: Office for National Statistics; Office for Health Improvement and "
    "Disparities; Ministry of Housing, Communities and Local Government. Licensed "
    "under the Open Government Licence v3.0. Names of neighbourhoods: House of Commons "
    "Library."
)
MAP_ATTRIBUTION = (
    "Boundaries: Office for National Statistics licensed under the Open Government "
    "Licence v3.0. Contains OS data © Crown copyright and database right 2025."
)


class Description(NamedTuple):
    key: str
    title: str
    publisher: str
    licence: str
    attribution: str


AUTHORITIES = Description(
    "local-authorities-2021",
    "Local authorities of England, 2021",
    "Office for National Statistics",
    OPEN_GOVERNMENT,
    ATTRIBUTION,
)
LIFE_EXPECTANCY = Description(
    "life-expectancy-msoa-2016-2020",
    "Life expectancy by neighbourhood, 2016 to 2020: the national extract as published "
    "by Birmingham City Council",
    "Office for National Statistics; Office for Health Improvement and Disparities",
    OPEN_GOVERNMENT,
    ATTRIBUTION,
)
DEPRIVATION = Description(
    "imd-2019-msoa",
    "Index of Multiple Deprivation 2019 by neighbourhood, weighted by population, as "
    "aggregated by humaniverse/IMD",
    "Ministry of Housing, Communities and Local Government",
    OPEN_GOVERNMENT,
    ATTRIBUTION,
)
OUTLINES = Description(
    "outlines-seven-towns",
    "Boundaries of neighbourhoods (2011) and wards (2013 and 2025), generalised",
    "Office for National Statistics",
    OPEN_GOVERNMENT,
    MAP_ATTRIBUTION,
)
WARD_CHANGES = Description(
    "ward-changes-reading-2013-2025",
    "Land shared by Reading's wards of 2013 and 2025, computed from their boundaries",
    "Computed here",
    OPEN_GOVERNMENT,
    MAP_ATTRIBUTION,
)

INDICATORS = (
    (
        IndicatorKey.LIFE_EXPECTANCY,
        "years",
        "How long people would live if the death rates of these years, in this place, "
        "stayed all their lives. It is not a forecast for anyone.",
    ),
    (
        IndicatorKey.IMD_2019,
        "score",
        "How deprived a place is: income, work, health, schooling, crime, housing and "
        "surroundings in one score. A higher score means more deprived.",
    ),
    (
        IndicatorKey.IMD_2025,
        "score",
        "How deprived a place is: income, work, health, schooling, crime, housing and "
        "surroundings in one score. A higher score means more deprived.",
    ),
)
