"""What invented applicants wrote, in Easy Read: a few lines for each text.

Each line is one idea in short words, as `write_easy_read` asks of anybody.
"""

from __future__ import annotations

from lehc.demo.words import CHALLENGES, COMMITMENTS, EXAMPLES

EASY_READ: dict[str, tuple[str, ...]] = dict(
    zip(
        (*CHALLENGES, *EXAMPLES, *COMMITMENTS),
        (
            (
                "They work where many people live on one estate.",
                "People there only get help when it is late.",
            ),
            (
                "Three services visit the same families.",
                "The services do not talk to each other.",
            ),
            (
                "Older people told them what hurts most.",
                "It is being alone, not being ill.",
            ),
            (
                "The services are in buildings that are hard to reach.",
                "The bus does not stop there any more.",
            ),
            (
                "Carers write the same things on five forms.",
                "At night they have nobody to ring.",
            ),
            (
                "Young people helped to write a plan.",
                "Nobody told them what happened next.",
            ),
            (
                "Local people decided what a meeting talked about.",
                "Two of their three ideas are done now.",
            ),
            (
                "They gave a walking group a little money and a key.",
                "Now 60 people walk together each week.",
            ),
            (
                "A person said that letters made her afraid.",
                "They wrote all their letters again, with 6 local people.",
            ),
            (
                "Once a month they will decide something where people live.",
                "They will say in public what they did.",
            ),
            (
                "Their team will listen to people one day each month.",
                "They will listen without a form.",
            ),
            (
                "They will do one project with their team.",
                "Local people will choose the project.",
            ),
        ),
        strict=True,
    )
)
