"""Faults that change no plan and no figure, each with the reason why; they are not counted."""

from tests.mutation.mutants import Mutant

HOLDS = "the row it adds holds for every plan already: "
PROGRAM = "scheduler/formulation/program/"
CHECKER = "scheduler/checker/"
# (file, function, fault, the broken expression): why it is harmless
PROOFS: dict[tuple[str, str, str, str], str] = {
    (PROGRAM + file, function, fault, text): why
    for file, function, fault, text, why in (
        (
            "absence.py",
            "_subjects",
            "Gt becomes GtE",
            "counts + possible > caps",
            HOLDS + "all candidates together are as many as the limit",
        ),
        (
            "absence.py",
            "_subjects",
            "1 becomes 2",
            "len(names) + 1",
            "one more False at the end, which only the index -1 of nobody's group reads",
        ),
        (
            "absence.py",
            "_one_class",
            "LtE becomes Lt",
            "len(literals) + int(subject.kept.max(initial=0)) <= subject.cap",
            HOLDS + "all candidates and all kept together are as many as the limit",
        ),
        (
            "absence.py",
            "_one_class",
            "0 becomes 1",
            "0",
            "the least of a maximum over days or loads: no day less is seen, no row is lost",
        ),
        (
            "absence.py",
            "_one_class",
            "Gt becomes GtE",
            "len(literals) > subject.cap",
            HOLDS + "all candidates are as many as the limit",
        ),
        (
            "absence.py",
            "_first_day_of",
            "0 becomes 1",
            "0",
            "`most` only says how far a row that is switched off must reach; more is no harm",
        ),
        (
            "absence.py",
            "_bound",
            "LtE becomes Lt",
            "over <= 0",
            HOLDS + "at the most all together are as many as the limit",
        ),
        (
            "absence.py",
            "_kept_first_day",
            "Gt becomes GtE",
            "len(runs) > 1",
            HOLDS + "_one_class posts it for a class alone",
        ),
        (
            "thinning.py",
            "_in_different_weeks",
            "GtE becomes Gt",
            "instance.week[start] >= free_from",
            "the starts taken share no week still; where they are too few all of them stay",
        ),
        (
            "thinning.py",
            "_in_different_weeks",
            "1 becomes 2",
            "int(instance.week[start + days - 1]) + 1",
            "the starts taken share no week still; where they are too few all of them stay",
        ),
        (
            "thinning.py",
            "_in_different_weeks",
            "1 becomes 2",
            "-1",
            "weeks are numbered from 0: -1 and -2 lie before all of them",
        ),
        (
            "thinning.py",
            "_representatives",
            "LtE becomes Lt",
            "len(starts) <= enough",
            "the general way keeps enough of them too, or all",
        ),
        (
            "thinning.py",
            "_representatives",
            "Lt becomes LtE",
            "len(picked) < enough",
            "more starts stay than are needed; a start too many costs time only",
        ),
        (
            "coverage.py",
            "_contribution",
            "GtE becomes Gt",
            "round(float(table.least[q]) * scale) >= most",
            "the general way says the same with a number of its own",
        ),
        (
            "coverage.py",
            "_coverage",
            "LtE becomes Lt",
            "remaining <= TOLERANCE",
            "apart is told only what differs from 0 by the noise of floating point",
        ),
        (
            "variables.py",
            "ClassVariables.__init__",
            "1 becomes 2",
            "-1",
            "-1 and -2 both say that there is no place; only the sign is asked",
        ),
        (
            "people.py",
            "h2_few_classes_none_on_one_day",
            "Gt becomes GtE",
            "often > most",
            HOLDS + "the person has just as many classes to attend as are allowed",
        ),
        (
            "people.py",
            "h2_few_classes_none_on_one_day",
            "1 becomes 2",
            "often[variables.candidate.cadres] += 1",
            HOLDS + "the person has no more classes to attend than are allowed",
        ),
        (
            "people.py",
            "h2_few_classes_none_on_one_day",
            "Gt becomes GtE",
            "most > 1",
            HOLDS + "who attends one class at most attends no two on one day",
        ),
        (
            "symmetry.py",
            "break_symmetry",
            "statement is dropped",
            "program.model.add_implication(second, first)",
            "classes that are alike may be named in any order: the values stay the same",
        ),
        (
            "symmetry.py",
            "break_symmetry",
            "statement is dropped",
            "program.model.add(days[0] <= days[1]).only_enforce_if(second)",
            "classes that are alike may be named in any order: the values stay the same",
        ),
        (
            "teaching.py",
            "h7_one_class_one_venue",
            "Gt becomes GtE",
            "len(held) > 1",
            HOLDS + "slots of one class never lie on each other",
        ),
        (
            "teaching.py",
            "h7_one_class_one_venue",
            "statement is dropped",
            "every_slot_has_a_lecturer(program, k)",
            "the rows follow from H6 and from what the literals mean; they help the solver only",
        ),
        (
            "teaching.py",
            "_in_all",
            "Gt becomes GtE",
            "sum((number for _, number in terms)) > limit",
            HOLDS + "all sessions there can be are as many as the limit",
        ),
        (
            "teaching.py",
            "_per_day",
            "Gt becomes GtE",
            "len(literals) > limit",
            HOLDS + "all slots of the day are as many as the limit",
        ),
        (
            "teaching.py",
            "_per_day",
            "Gt becomes GtE",
            "len(held) > 1",
            HOLDS + "of one class alone the rows for its days say the same",
        ),
        (
            "teaching.py",
            "_could_pass",
            "Gt becomes GtE",
            "possible > int(program.instance.lecturer_week[x])",
            HOLDS + "all slots there can be are as many as the limit",
        ),
        (
            "teaching.py",
            "_could_pass",
            "0 becomes 1",
            "0",
            HOLDS + "the slots there can be are counted one too high",
        ),
        (
            "teaching.py",
            "_per_week",
            "Gt becomes GtE",
            "len(slots) > limit",
            HOLDS + "all slots of the class are as many as the limit",
        ),
        (
            "teaching.py",
            "_per_week",
            "statement is dropped",
            "program.at_most(Rule.H8, lecturer, [(lit, 1) for lit in slots.values()], limit)",
            "the cumulative constraint that follows says the same of all classes together",
        ),
        (
            "coverage.py",
            "_by_one_class",
            "Add becomes Sub",
            "table.least + TOLERANCE",
            "who gets enough for certain has a literal of his own that says the same as attending",
        ),
        (
            "variables.py",
            "ClassVariables._taken",
            "statement is dropped",
            "self.program.model.add_implication(literal, self.open)",
            "the row of lengths says it: sessions taken by a closed class are 0, and each has some",
        ),
        (
            "timing.py",
            "h5_parts_of_the_programme",
            "statement is dropped",
            "program.forbid(Rule.H5, subject, variables.open)",
            "the spans sum to open already: a class without a span is closed under every guard",
        ),
        (
            "timing.py",
            "h5_parts_of_the_programme",
            "statement is dropped",
            "continue",
            "what follows speaks of the places of a class that is closed for want of a span",
        ),
        (
            "teaching.py",
            "_venue_of_kept_days",
            "Gt becomes GtE",
            "candidate.days > day",
            "after its last day a class teaches nothing; where classes are kept H5 is in force",
        ),
        (
            "teaching.py",
            "_same_venue",
            "statement is dropped",
            "program.model.add(left - right <= 1 - same + closed)",
            "both classes have one venue each: that the second's is the first's says it both ways",
        ),
        (
            "teaching.py",
            "_same_venue",
            "statement is dropped",
            "program.model.add(right - left <= 1 - same + closed)",
            "both classes have one venue each: that the first's is the second's says it both ways",
        ),
        (
            "repeat.py",
            "_exclusive",
            "Lt becomes LtE",
            "m < 0",
            "the general way says the same with a credit where none would be needed",
        ),
        (
            "repeat.py",
            "_exclusive",
            "Gt becomes GtE",
            "len({k for k, _ in atoms}) > 1",
            "the general way says the same with a credit where none would be needed",
        ),
        (
            "thinning.py",
            "useful_starts",
            "1 becomes 2",
            "sum(weeks.values()) - weeks[k] + 1",
            "more starts stay than are needed; a start too many costs time only",
        ),
        (
            "thinning.py",
            "_marks",
            "9 becomes 10",
            "(before[starts + days] - before[starts]).round(9)",
            "more starts are told apart, so more stay; a start too many costs time only",
        ),
        (
            "symmetry.py",
            "alike",
            "1 becomes 2",
            "-1",
            "stands for starts that nobody gives; -1 and -2 are both no day",
        ),
        (
            "people.py",
            "h13_repeat_share",
            "Gt becomes GtE",
            "most > TOLERANCE",
            HOLDS + "no menu passes the share by more than the tolerance",
        ),
        (
            "repeat.py",
            "_held",
            "statement is dropped",
            "program.model.add_implication(both, attends)",
            "what is held costs no less than it earns; where costs were moved a tie says the same",
        ),
        (
            "repeat.py",
            "_held",
            "statement is dropped",
            "program.model.add_implication(both, variables.taken[m])",
            "what is held costs no less than it earns; where costs were moved a tie says the same",
        ),
    )
} | {
    (
        CHECKER + "claims_of_result.py",
        "false_components",
        "statement is dropped",
        "continue",
    ): "it ends the last branch of the loop's body: what comes next is the next component anyway",
}


def key_of(mutant: Mutant) -> tuple[str, str, str, str]:
    return mutant.file, mutant.function, mutant.fault, mutant.text


def is_equivalent(mutant: Mutant) -> bool:
    return key_of(mutant) in PROOFS
