"""The words that people read in files, in Vietnamese and English."""

from datetime import date

from scheduler.outputs.change_texts import CHANGE_TEXTS
from scheduler.outputs.page_texts import PAGE_TEXTS
from scheduler.outputs.texts import TEXTS

ALL_TEXTS = {**TEXTS, **PAGE_TEXTS, **CHANGE_TEXTS}
WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
}
MONTHS = {
    "vi": tuple(f"Tháng {month}" for month in range(1, 13)),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
KINDS = {
    "vi": {
        "opening": "Khai giảng",
        "discussion": "Thảo luận",
        "field": "Nghiên cứu thực tế",
        "report": "Báo cáo chuyên đề, viết thu hoạch",
        "closing": "Bế giảng",
    },
    "en": {
        "opening": "Opening",
        "discussion": "Discussion",
        "field": "Field trip",
        "report": "Report",
        "closing": "Closing",
    },
}


class Words:
    """The texts of one language; call it with a key and the values to fill in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = 0 if language == "vi" else 1
        self.weekdays = WEEKDAYS[language]
        self.short_weekdays = SHORT_WEEKDAYS[language]
        self.months = MONTHS[language]
        self.kinds = KINDS[language]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key; raises KeyError for an unknown one."""
        text = ALL_TEXTS[key][self._place]
        return text.format(**values) if values else text

    def weekday(self, value: date) -> str:
        """Return the name of the weekday."""
        return self.weekdays[value.weekday()]
