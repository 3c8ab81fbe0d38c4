from __future__ import annotations

from lehc.selection.conditions import split
from lehc.selection.queries.features import Feature


class Namer:
    """Words for features and values, which certificates name by key."""

    def __init__(self, features: list[Feature]) -> None:
        self.features = {feature.key: feature for feature in features}

    def name_feature(self, key: str) -> str:
        feature = self.features.get(key)
        return feature.label if feature else key

    def name_value(self, key: str, value: str) -> str:
        feature = self.features.get(key)
        return feature.name(value) if feature else value

    def name_both(self, key: str, value: str) -> str:
        """The feature and its value, or two of them, without question marks."""
        return ", and ".join(
            f"{self.name_feature(key).removesuffix('?')}: {self.name_value(key, value)}"
            for key, value in split(key, value)
        )
