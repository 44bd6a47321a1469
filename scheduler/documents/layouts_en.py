"""What the shipped English templates say."""

from scheduler.documents.kinds import KindName
from scheduler.documents.layout import Column, Heading, Layout, Part, Table, annex, title

EN_HEADING = Heading(
    left=(Part("^", "{organisation:upper}", bold=True), Part("^", "No. ………")),
    right=(Part("^", "………, ……………… (date)", italic=True),),
    receivers=(Part("<", "Copies to: file", size=11),),
    signature=(Part("^", "For {organisation}", bold=True), *[Part("^", "")] * 3),
)
EN: dict[KindName, Layout] = {
    "plan": Layout(
        (
            *title("ANNEX", "{plan_title}"),
            annex("(to Decision No. …… of …/…/……)"),
            Part("<", "I. Programmes ({horizon_from} to {horizon_to})", bold=True),
            Table(
                (
                    Column("No.", "{programme_no}", 13, "^"),
                    Column("Programme", "{programme}", 48),
                    Column("Tier", "{programme_tiers}", 36),
                    Column("Classes", "{programme_classes}", 15, "^"),
                    Column("People per class", "{programme_size}", 18, "^"),
                    Column("Days", "{programme_days}", 14, "^"),
                    Column("Dates", "{programme_period}", 25, "^"),
                    Column("Place", "{programme_places}", 32),
                    Column("Organiser", "", 22),
                    Column("Cost", "{programme_cost}", 26, ">"),
                    Column("Source", "", 16),
                )
            ),
            Part("<", "II. Classes", bold=True),
            Table(
                (
                    Column("No.", "{no}", 13, "^"),
                    Column("Class", "{class}", 26, "^"),
                    Column("Programme", "{title}", 62),
                    Column("People", "{size}", 15, "^"),
                    Column("Days", "{days}", 15, "^"),
                    Column("Dates", "{period}", 32, "^"),
                    Column("Place", "{place}", 68),
                    Column("Note", "", 32),
                )
            ),
            Part(
                "<",
                "In all: {num_classes} classes, {num_people} enrolments, {total_days} class days, "
                "cost {total_cost}.",
                bold=True,
            ),
        ),
        landscape=True,
    ),
    "opening": Layout(
        (
            *title("ANNEX", "Opening of a class: {title}", "Class {class}"),
            annex("(to Decision No. …… of …/…/……)"),
            Part("=", "1. For: {tiers}."),
            Part("=", "2. Participants: {size} (listed under 7)."),
            Part("=", "3. Dates: {days} days, {period}; it begins {begin}."),
            Part("=", "4. Place: {place}."),
            Part("=", "5. Committee: ………………………………………………………………"),
            Part("=", "6. Content:"),
            Table(
                (
                    Column("No.", "{content_no}", 12, "^"),
                    Column("Content", "{content}", 81),
                    Column("Sessions", "{content_sessions}", 20, "^"),
                    Column("Lecturer", "{lecturer}", 50),
                )
            ),
            Part("=", "7. Participants:"),
            Table(
                (
                    Column("No.", "{no}", 12, "^"),
                    Column("Name", "{name}", 50),
                    Column("Title", "{position}", 45),
                    Column("Unit", "{unit}", 56),
                )
            ),
        )
    ),
    "class-list": Layout(
        (
            *title("CLASS LIST", "Class {class}: {title}"),
            Part("^", "{period}, {place}", italic=True),
            Table(
                (
                    Column("No.", "{no}", 12, "^"),
                    Column("Name", "{name}", 45),
                    Column("Year of birth", "", 16),
                    Column("Title", "{position}", 38),
                    Column("Unit", "{unit}", 36),
                    Column("Note", "", 18),
                )
            ),
            Part("<", "This list names {size} people.", bold=True),
        )
    ),
    "summons": Layout(
        (
            *title("SUMMONS", "{plan_title}"),
            Part("^", "To: {unit}", bold=True),
            Part(
                "=",
                "{organisation} calls {num_people} members of your unit to the refresher classes "
                "listed below. Please inform them and arrange their work so that they can "
                "attend in full.",
            ),
            Table(
                (
                    Column("No.", "{no}", 13, "^"),
                    Column("Name", "{name}", 36),
                    Column("Title", "{position}", 32),
                    Column("Class", "{class}", 20, "^"),
                    Column("Dates", "{period}", 24, "^"),
                    Column("Place", "{place}", 40),
                )
            ),
            Part("=", "Whoever cannot attend reports so in writing before {first_day}."),
        )
    ),
    "timetable": Layout(
        (
            *title("TIMETABLE", "Class {class}: {title}"),
            Part("^", "{period}, {place}; {size} people", italic=True),
            Table(
                (
                    Column("Day", "{weekday}\n{date}", 27, "^"),
                    Column("Slot", "{slot}", 17, "^"),
                    Column("Time", "{time}", 28, "^"),
                    Column("Content", "{content}", 78),
                    Column("Lecturer", "{lecturer}", 42),
                    Column("Place", "{place}", 46),
                    Column("Note", "{note}", 22),
                )
            ),
        ),
        landscape=True,
    ),
    "invitation": Layout(
        (
            *title("INVITATION", "to teach"),
            Part("^", "To: {lecturer}", bold=True),
            Part(
                "=",
                "{organisation} invites you to teach {num_sessions} sessions in {num_classes} "
                "classes as listed below, from {first_day} on.",
            ),
            Table(
                (
                    Column("No.", "{no}", 13, "^"),
                    Column("Day", "{weekday}\n{date}", 25, "^"),
                    Column("Time", "{slot}\n{time}", 27, "^"),
                    Column("Content", "{content}", 50),
                    Column("Class", "{class}\n({size} people)", 24, "^"),
                    Column("Place", "{place}", 30),
                )
            ),
            Part("=", "We would be grateful for your acceptance."),
        )
    ),
    "report": Layout(
        (
            *title("REPORT", "Results of refresher training", "{plan_title}"),
            annex(
                "({horizon_from} to {horizon_to}; {num_classes} classes, {num_people} enrolments)"
            ),
            Part("<", "I. By tier", bold=True),
            Table(
                (
                    Column("No.", "{tier_no}", 13, "^"),
                    Column("Tier", "{tier}", 70),
                    Column("To be trained", "{tier_population}", 22, ">"),
                    Column("Target", "{tier_target}", 22, ">"),
                    Column("Before", "{tier_before}", 24, ">"),
                    Column("Trained", "{tier_after}", 22, ">"),
                    Column("Share %", "{tier_share}", 20, ">"),
                    Column("Short", "{tier_shortfall}", 20, ">"),
                    Column("Absent, excused", "{tier_excused}", 22, ">"),
                    Column("Absent, not excused", "{tier_unexcused}", 24, ">"),
                )
            ),
            Part("<", "II. By unit", bold=True),
            Table(
                (
                    Column("No.", "{no}", 13, "^"),
                    Column("Tier", "{unit_tier}", 60),
                    Column("Unit", "{unit}", 68),
                    Column("To be trained", "{population}", 21, ">"),
                    Column("Before", "{before}", 24, ">"),
                    Column("Trained", "{after}", 21, ">"),
                    Column("Share %", "{share}", 18, ">"),
                    Column("Absent, excused", "{excused}", 18, ">"),
                    Column("Absent, not excused", "{unexcused}", 18, ">"),
                )
            ),
        ),
        landscape=True,
    ),
}
