"""The days on which feasts fall: fixed ones, those that go by Easter, and the nth weekday of a month."""

from datetime import date, timedelta

NAMES = (
    *("easter", "good_friday", "easter_monday", "ascension", "whitsun", "whit_monday", "corpus_christi"),
    *("shrove_monday", "shrove_tuesday", "ash_wednesday", "palm_sunday", "christmas_eve", "christmas"),
    *("boxing_day", "new_years_eve", "new_year", "epiphany", "labour_day", "assumption", "unity_day"),
    *("austrian_day", "swiss_day", "reformation", "all_saints", "halloween", "st_martin", "st_nicholas"),
    *("st_patrick", "valentine", "independence_day", "thanksgiving", "us_labor_day", "memorial_day"),
    *("may_bank_holiday", "spring_bank_holiday", "august_bank_holiday", "black_friday"),
)
FROM_EASTER = {
    "easter": 0,
    "good_friday": -2,
    "easter_monday": 1,
    "ascension": 39,
    "whitsun": 49,
    "whit_monday": 50,
    "corpus_christi": 60,
    "shrove_monday": -48,
    "shrove_tuesday": -47,
    "ash_wednesday": -46,
    "palm_sunday": -7,
}
FIXED = {
    "christmas_eve": (12, 24),
    "christmas": (12, 25),
    "boxing_day": (12, 26),
    "new_years_eve": (12, 31),
    "new_year": (1, 1),
    "epiphany": (1, 6),
    "labour_day": (5, 1),
    "assumption": (8, 15),
    "unity_day": (10, 3),
    "austrian_day": (10, 26),
    "swiss_day": (8, 1),
    "reformation": (10, 31),
    "all_saints": (11, 1),
    "halloween": (10, 31),
    "st_martin": (11, 11),
    "st_nicholas": (12, 6),
    "st_patrick": (3, 17),
    "valentine": (2, 14),
    "independence_day": (7, 4),
}
NTH = {  # month, weekday, which (-1: the last), days added
    "thanksgiving": (11, 3, 4, 0),
    "black_friday": (11, 3, 4, 1),
    "us_labor_day": (9, 0, 1, 0),
    "memorial_day": (5, 0, -1, 0),
    "may_bank_holiday": (5, 0, 1, 0),
    "spring_bank_holiday": (5, 0, -1, 0),
    "august_bank_holiday": (8, 0, -1, 0),
}


def holiday(number: int, year: int) -> date:
    """The day of a feast, by its place in NAMES; raises ValueError beyond the calendar."""
    name = NAMES[number]
    if name in FROM_EASTER:
        return easter(year) + timedelta(days=FROM_EASTER[name])
    if name in FIXED:
        return date(year, *FIXED[name])
    month, weekday, which, more = NTH[name]
    first = date(year, month, 1)
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    days = [day for day in days if day.month == month]
    return days[which - 1 if which > 0 else which] + timedelta(days=more)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = epact - (year + year // 4 + epact + 2 - century + century // 4) % 7
    month = 3 + (sunday + 40) // 44
    return date(year, month, sunday + 28 - 31 * (month // 4))
