from __future__ import annotations

LONGEST = 4  # digits


def find_number_fault(name: str, minimum: str, maximum: str) -> str:
    """What is wrong with typed seats, as an instruction; nothing when it is right."""
    for typed in (minimum, maximum):
        if typed and not (typed.isdecimal() and len(typed) <= LONGEST):
            return f"{name}: write whole numbers such as 0 or 3"
    if minimum and not maximum:
        return f"{name}: enter the most seats too"
    if maximum and int(minimum or 0) > int(maximum):
        return f"{name}: the least is above the most. Lower one or raise the other"
    return ""
