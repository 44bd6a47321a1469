"""Every way a run can fail by the user's doing, as sentences with place, value and remedy."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of the input: where it stands, what was found and what was expected."""

    file: str
    line: int | None = None
    column: str | None = None
    message: str = ""
    sheet: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.sheet is not None:
            place += f"#{self.sheet}"
        if self.line is not None:
            place += f":{self.line}"
        return (
            f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"
        )


class ScheduleError(Exception):
    """Base of the errors that the command line turns into a message and an exit code."""

    exit_code = 2


class InputError(ScheduleError):
    """The input is wrong; carries every fault found, in order of place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(
            sorted(set(faults), key=lambda f: (f.file, f.sheet or "", f.line or 0, f.message))
        )
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UsageError(ScheduleError):
    """The command cannot be carried out as given, for example a folder that is not a plan."""


class DisagreementError(ScheduleError):
    """Solver and checker disagree about a plan: a defect of ours."""

    exit_code = 70
