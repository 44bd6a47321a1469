"""What a free class may teach: modules always taken, choices among others, possible lengths."""

from dataclasses import dataclass

from scheduler.formulation.instance import ClassData, Instance, Ints, Menu, ProgrammeData

Groups = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Course:
    """What a class may teach: `always` if it opens, and `optional` modules.

    `groups` are (count, modules) among the optional ones, `menus` (where given) the only sets of
    modules allowed; `lengths` are the possible numbers of slots, activities included.
    """

    always: tuple[int, ...]
    optional: tuple[int, ...]
    groups: Groups
    menus: tuple[frozenset[int], ...] | None
    lengths: tuple[int, ...]

    @property
    def modules(self) -> tuple[int, ...]:
        """Every module that the class can teach, sorted."""
        return tuple(sorted(self.always + self.optional))


def imaginable_course(instance: Instance, programme: ProgrammeData) -> Course:
    """Return the course of a programme before anything a class fixes (H5 and H15 forbid later)."""
    return _course(instance, programme, programme.core, programme.choices)


def possible_course(
    instance: Instance,
    cls: ClassData,
    programme: ProgrammeData,
    menus: tuple[Menu, ...] | None,
) -> Course:
    """Return what the class may teach under H5 and H15; no length is left where they contradict."""
    if menus is not None:
        return _of_menus(instance, programme, tuple(frozenset(menu.modules) for menu in menus))
    if cls.frozen is not None:
        taught = frozenset(cls.frozen.modules)
        return _of_menus(instance, programme, (taught,) if _fits(programme, taught) else ())
    always, groups = list(programme.core), []
    for count, options in programme.choices:
        wanted = [m for m in options if m in cls.electives]
        rest = tuple(m for m in options if m not in wanted)
        always.extend(wanted)
        left = count - len(wanted)
        if left == len(rest):
            always.extend(rest)
        elif left:
            groups.append((left, rest))
    known = set(programme.core).union(*(options for _, options in programme.choices))
    if not set(cls.electives) <= known - set(programme.core):
        return _of_menus(instance, programme, ())
    return _course(instance, programme, tuple(always), tuple(groups))


def _fits(programme: ProgrammeData, taught: frozenset[int]) -> bool:
    offered = set(programme.core).union(*(options for _, options in programme.choices))
    counted = all(len(taught & set(options)) == count for count, options in programme.choices)
    return set(programme.core) <= taught <= offered and counted


def _of_menus(
    instance: Instance, programme: ProgrammeData, menus: tuple[frozenset[int], ...]
) -> Course:
    common = frozenset.intersection(*menus) if menus else frozenset()
    union = frozenset.union(*menus) if menus else frozenset()
    rest = sum(activity.sessions for activity in programme.activities)
    lengths = {rest + int(sum(instance.module_sessions[m] for m in menu)) for menu in menus}
    return Course(
        always=tuple(sorted(common)),
        optional=tuple(sorted(union - common)),
        groups=(),
        menus=menus,
        lengths=tuple(sorted(lengths)),
    )


def _course(
    instance: Instance, programme: ProgrammeData, always: tuple[int, ...], groups: Groups
) -> Course:
    sessions = instance.module_sessions
    base = sum(activity.sessions for activity in programme.activities)
    sums = {base + int(sum(sessions[m] for m in always))}
    for count, options in groups:
        sums = {x + y for x in sums for y in _attainable(sessions, count, options)}
    optional = tuple(sorted(m for _, options in groups for m in options))
    return Course(tuple(sorted(always)), optional, groups, None, tuple(sorted(sums)))


def _attainable(sessions: Ints, count: int, options: tuple[int, ...]) -> set[int]:
    """Return the possible sums of sessions of exactly `count` of the options."""
    if not 0 <= count <= len(options):
        return set()
    sums: list[set[int]] = [{0}] + [set() for _ in range(count)]
    for m in options:
        for taken in range(count, 0, -1):
            sums[taken] |= {total + int(sessions[m]) for total in sums[taken - 1]}
    return sums[count]
