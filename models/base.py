"""The base of every domain type: frozen, strict about unknown keys, with clean text."""

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)


class Model(BaseModel):
    """Base of all domain types; field aliases are the spellings of the files."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        revalidate_instances="always",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
    )


# What no text keeps: control characters, which command terminals and break XML; overrides of the
# writing direction, which show a line otherwise than it is. They come with what people paste into
# cells, so texts lose them and ids are refused.
_NOT_IN_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# A NUL or half a character is no slip of a human hand.
_NOTHING = re.compile("[\x00\ud800-\udfff]")
# What no id may hold besides: line breaks and what cannot be seen, so that two ids that look the
# same are the same.
_NOT_IN_ID = re.compile(
    "[\t\n\r\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff]"
)


def _clean(text: str) -> str:
    """Return text in composed form (NFC); most of it is printable and needs no closer look."""
    if not text.isprintable():
        _refuse(_NOTHING.search(text))
        text = _NOT_IN_TEXT.sub("", text).strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _clean_id(text: str) -> str:
    if not text.isprintable():
        _refuse(_NOT_IN_ID.search(text))
        _refuse(_NOT_IN_TEXT.search(text))
    return _clean(text)


def _refuse(found: re.Match[str] | None) -> None:
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        raise ValueError(f"character {code} at place {found.start() + 1} cannot be seen")


Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_clean)]
Id = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_clean_id)
]
Share = Annotated[float, Field(ge=0, le=1)]
NonNegative = Annotated[float, Field(ge=0)]


class DateRange(Model):
    """Calendar days from `start` to `end`, both included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> "DateRange":
        if self.end < self.start:
            raise ValueError(f"'to' {self.end} lies before 'from' {self.start}")
        return self
