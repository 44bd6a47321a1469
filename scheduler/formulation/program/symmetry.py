"""Classes that are alike in everything: one order among them is enough."""

from itertools import groupby, pairwise

from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import ClassData, Instance
from scheduler.formulation.program.lecturers import first_day
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.scope import Scope


def alike(instance: Instance, scope: Scope) -> list[tuple[int, ...]]:
    """Return the sets (of two or more) of free classes that nothing distinguishes, sorted."""

    def key(k: int) -> tuple[object, ...]:
        return *_marks(instance.classes[k]), tuple(sorted(scope.starts.get(k, (-1,))))

    other = {*scope.rooms, *scope.menus}
    plain = [k for k in scope.free if _is_plain(instance.classes[k]) and k not in other]
    ordered = sorted(plain, key=lambda k: (key(k), k))
    sets = [tuple(members) for _, members in groupby(ordered, key=key)]
    return sorted(members for members in sets if len(members) > 1)


def _is_plain(cls: ClassData) -> bool:
    return not len(cls.members) and cls.frozen is None and cls.baseline is None


def _marks(cls: ClassData) -> tuple[object, ...]:
    return (
        cls.programme,
        cls.rooms,
        cls.first_day,
        cls.last_day,
        cls.must_open,
        cls.may_open,
        () if cls.start is None else (cls.start,),
        () if cls.room is None else (cls.room,),
        cls.electives,
        tuple(sorted(cls.lecturers.items())),
    )


def break_symmetry(program: Program) -> None:
    """Let classes that are alike open in their order and start in their order."""
    for members in alike(program.instance, program.scope):
        for a, b in pairwise(members):
            first, second = program.classes[a].open, program.classes[b].open
            program.model.add_implication(second, first)
            if program.classes[a].start:
                days = first_day(program, a), first_day(program, b)
                program.model.add(days[0] <= days[1]).only_enforce_if(second)


def in_order(instance: Instance, scope: Scope, plan: Decisions) -> Decisions:
    """Return the same plan with classes that are alike renamed as `break_symmetry` wants them."""
    renamed = dict(plan)
    for members in alike(instance, scope):
        held = sorted((k for k in members if k in plan), key=lambda k: (plan[k].start, k))
        for k in members:
            renamed.pop(k, None)
        for k, old in zip(members, held, strict=False):
            renamed[k] = plan[old]
    return dict(sorted(renamed.items()))
