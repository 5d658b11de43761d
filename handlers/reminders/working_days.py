"""On which days the house writes reminders: no weekends, no holidays of the country."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of one country, or of one part of it ("DE" or "DE-BY")."""

    country: str
    years: dict[int, dict[date, str]] = field(default_factory=dict, compare=False, repr=False)

    def check(self) -> None:
        """Raises ValueError when nobody knows the holidays."""
        country, part = self.place
        known = holidays.list_supported_countries()
        if country not in known or (part and part not in known[country]):
            raise ValueError(f"no holidays are known for {self.country!r}; write a country like DE or DE-BY")

    @property
    def place(self) -> tuple[str, str | None]:
        """Country and part."""
        country, _, part = self.country.upper().partition("-")
        return country, part or None

    def holiday(self, day: date) -> str:
        """The name of the holiday, empty on other days."""
        if day.year not in self.years:
            country, part = self.place
            self.years[day.year] = dict(holidays.country_holidays(country, subdiv=part, years=day.year))
        return self.years[day.year].get(day, "")

    def open(self, day: date) -> bool:
        """Whether the house works."""
        return day.weekday() < SATURDAY and not self.holiday(day)

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.open(day):
            day += timedelta(days=1)
        return day
