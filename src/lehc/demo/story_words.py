"""The stories of the demonstration: invented, in real places, as such stories go."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """One story: what it says, its tags, its town, and how many weeks ago it was."""

    title: str
    introduction: str
    text: tuple[str, ...]
    quotation: tuple[str, str] | None
    tags: tuple[str, ...]
    town: str
    weeks_ago: int


STORIES = (
    Told(
        "A kitchen table became the front door",
        "Twelve neighbours and one council officer met every week. By spring they had a place where people ask for help without filling in a form.",
        (
            "It began with a list of who was not coming. The officer had run three meetings in the town hall. Nobody from the four streets nearest the hospital had come to any of them.",
            "So she asked one woman on one of those streets where people did meet. The answer was her kitchen. The next meeting was there, and the one after that.",
            "They did not start with needs. They asked each other what they were good at, and wrote it on the back of wallpaper. Two could mend bicycles. One had been a nurse. One knew everybody.",
        ),
        (
            "I had been to a hundred meetings about people like me. This was the first one I was at.",
            "Somebody who came from the first week",
        ),
        ("LEHC", "Asset-based community development", "Front doors"),
        "Reading",
        3,
    ),
    Told(
        "What a ward learned by asking about Sundays",
        "A hospital team stopped asking patients about services and asked about their weekends. The answers changed who gets a phone call on Monday.",
        (
            "The question was small: what did you do on Sunday? Of forty people who had been back to the ward three times, twenty-six had spoken to nobody.",
            "The team took that to the next cohort day. Two of the others there ran a lunch club and a men's shed. Both were within a mile.",
            "Now a volunteer rings on Monday. It is not a check on medicine. It is a talk about Sunday.",
        ),
        ("The phone rings and it is not about my leg.", "A caller, 81"),
        ("LEHC", "Hospital to home", "Loneliness"),
        "Swindon",
        6,
    ),
    Told(
        "The bus route that nobody had drawn",
        "Young people mapped the journeys they could not make. A bus company, a school and a clinic found that one small change would do.",
        (
            "They drew the map in chalk in the car park, because the map on the wall had only the routes that ran.",
            "The gap was easy to see from the top of the steps. The last bus left twelve minutes before the clinic closed.",
            "The clinic moved first. It now closes half an hour earlier on Thursdays and opens earlier instead.",
        ),
        None,
        ("LEHC", "Young people", "Transport"),
        "Plymouth",
        9,
    ),
    Told(
        "Paying people for what they know",
        "A provider pays residents who join its panels the same as it pays consultants. Here is what that cost, and what it changed.",
        (
            "The policy fits on one page. It says who is paid, how much, how fast, and how it touches benefits.",
            "Last year it cost as much as one away day. Nobody has asked for the away day back.",
            "What changed is who speaks first. The chair now asks those who are paid by the hour before those who are paid by the year.",
        ),
        ("It was never about the money, until there was none.", "A panel member"),
        ("Co-production", "LEHC"),
        "Bristol, City of",
        13,
    ),
    Told(
        "Two streets and a bench",
        "A bench between two streets turned into a rota, a garden and a phone list.",
        (
            "The council had a budget for benches and no idea where to put them. So it asked.",
            "People chose the one place where nobody had planned to put anything: half way between the surgery and the shop.",
        ),
        None,
        ("Asset-based community development", "Small sparks"),
        "Gloucester",
        17,
    ),
    Told(
        "Letting go of the agenda",
        "A director came with slides and left them in the bag. What happened in the hour that followed.",
        (
            "I had nine slides. On the way in somebody asked whether we could start with what had gone well this week.",
            "Forty minutes later we had four offers and a date. I have kept the slides. They remind me.",
        ),
        None,
        ("LEHC", "Leading differently"),
        "Southampton",
        22,
    ),
    Told(
        "Easy Read made everybody's letters better",
        "A team wrote its letters in Easy Read for those who asked. Then everybody asked.",
        (
            "We had one letter for everyone and a second for people who needed it plainer. The second was read by more people.",
            "Now there is one letter. It has shorter sentences, one idea in each, and a name to ring.",
        ),
        ("I read it on my own. That was new.", "A member of the reading group"),
        ("Accessible information", "Co-production"),
        "Oxford",
        28,
    ),
    Told(
        "Twenty-eight people round one table",
        "The sixth cohort remembers its first day. They were a fair picture of the places they came from, and it showed.",
        (
            "There were four from the health service and four who had never worked for anybody. There was a police sergeant and a poet.",
            "By the second day nobody was asking who was who.",
        ),
        None,
        ("LEHC", "Cohorts"),
        "Reading",
        36,
    ),
    Told(
        "When the answer was already next door",
        "A care provider looked for a partner for a year. It was in the same building.",
        (
            "We shared a lift for eleven years. We had never shared a cup of tea.",
            "The learning set gave us the same task and made us report together. That was all it took.",
        ),
        None,
        ("Partnership", "LEHC"),
        "Exeter",
        44,
    ),
    Told(
        "Measuring what people said mattered",
        "Instead of counting visits, a team counted what each person had said they wanted to be able to do.",
        (
            "There were a hundred and twelve wishes. Most were about other people. Three were about us.",
            "A year later seventy-one had come true. We can say which, and we can say what it took.",
        ),
        None,
        ("Evidence", "LEHC"),
        "Bournemouth, Christchurch and Poole",
        52,
    ),
    Told(
        "A small grant and a large oven",
        "Four hundred pounds bought an oven. The oven bought a street party, and the street party a council motion.",
        (
            "Small grants are slow to give. This one took nine days, because somebody had decided that it might.",
            "The oven stands in the church hall. Its rota is longer than the church's.",
        ),
        None,
        ("Small sparks", "Asset-based community development"),
        "Torbay",
        61,
    ),
    Told(
        "Looking back on ten years",
        "Six cohorts, a pilot in Reading, and what people who took part in them say has lasted.",
        (
            "We asked everyone we could find what they still do because of the programme. The commonest answer was the shortest: I ask first.",
            "The second was about each other. Most still know somebody from their cohort well enough to ring them.",
        ),
        None,
        ("LEHC", "Cohorts", "Evidence"),
        "Reading",
        75,
    ),
)
