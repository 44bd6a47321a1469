"""The solver's program under construction: literals behind query words, rules behind guards."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint, CpModel, IntVar, LinearExpr
from ortools.sat.python.cp_model_helper import Literal

from models.rules import Component, Rule
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Bools, Instance
from scheduler.formulation.program.scope import Scope, candidate
from scheduler.formulation.program.variables import ClassVariables

if TYPE_CHECKING:
    from scheduler.formulation.program.coverage import Coverage
    from scheduler.formulation.program.occupancy import Occupied

Values = list[int]
Guard = tuple[Rule, str]


class Program:
    """Variables of one scope; `guards` (if `guarded`) switch a rule on for a subject."""

    def __init__(
        self,
        instance: Instance,
        scope: Scope,
        *,
        guarded: bool = False,
        facts: Collection[str] = (),
    ) -> None:
        """Create the decision variables and what defines them, without any rule.

        Subjects in `facts` get no guards: what the rules say of them always holds.
        """
        self.instance = instance
        self.scope = scope
        self.model = CpModel()
        self.guarded = guarded
        self.facts = frozenset(facts)
        self.guards: dict[Guard, IntVar] = {}
        self._fillers: list[Callable[[Decisions, Values], None]] = []
        self._memory: dict[object, IntVar | None] = {}
        self.occupied: Occupied | None = None
        self.coverage: Coverage | None = None
        self.kept_components: dict[Component, float] | None = None
        self.located: set[tuple[int, int]] = set()
        self.teaching: dict[tuple[int, int], dict[int, IntVar]] = {}
        self.definitions = {cls.id: cls for cls in instance.scenario.classes}
        self.classes = {
            k: ClassVariables(self, candidate(instance, scope, k)) for k in sorted(scope.free)
        }

    def guard(self, rule: Rule, subject: str) -> IntVar:
        """Return the literal that switches a rule on for a subject."""
        if (rule, subject) not in self.guards:
            literal = self.model.new_bool_var(f"{rule}[{subject}]")
            self.guards[rule, subject] = literal
            self._fillers.append(lambda _, values: values.__setitem__(literal.index, 1))
        return self.guards[rule, subject]

    def post(
        self, rule: Rule, subject: str, constraint: Constraint, when: Sequence[Literal] = ()
    ) -> None:
        """Hang a constraint on the guard of a rule and a subject, and on the literals `when`."""
        literals: list[Literal] = [*when]
        if self.guarded and subject not in self.facts:
            literals.append(self.guard(rule, subject))
        if literals:
            constraint.only_enforce_if(literals)

    def at_most(
        self,
        rule: Rule,
        subject: str,
        terms: Sequence[tuple[IntVar, int]],
        limit: int,
        when: Sequence[Literal] = (),
    ) -> None:
        """Post sum of coefficient * variable <= limit."""
        variables = [variable for variable, _ in terms]
        expression = LinearExpr.weighted_sum(variables, [weight for _, weight in terms])
        self.post(rule, subject, self.model.add(expression <= limit), when)

    def clause(self, rule: Rule, subject: str, literals: Iterable[Literal]) -> None:
        """Post that one of the literals holds."""
        self.post(rule, subject, self.model.add_bool_or([*literals]))

    def forbid(self, rule: Rule, subject: str, literal: IntVar) -> None:
        """Post that a literal is false."""
        self.clause(rule, subject, [literal.negated()])

    def never(self, rule: Rule, subject: str) -> None:
        """Post a contradiction: the rule cannot hold for the subject."""
        self.clause(rule, subject, [])

    def decide(self, value: Callable[[Decisions], bool]) -> IntVar:
        """Return a new literal whose value a plan says."""
        literal = self.model.new_bool_var("")
        index = literal.index
        self._fillers.append(lambda plan, values: values.__setitem__(index, int(value(plan))))
        return literal

    def decide_all(self, number: int, value: Callable[[Decisions], Bools | None]) -> list[IntVar]:
        """Return new literals whose values a plan says together (None: all false)."""
        literals = [self.model.new_bool_var("") for _ in range(number)]
        first = literals[0].index if literals else 0

        def fill(plan: Decisions, values: Values) -> None:
            found = value(plan)
            if found is not None:
                values[first : first + number] = found.astype(int).tolist()

        self._fillers.append(fill)
        return literals

    def derive(self, least: int, most: int, value: Callable[[Values], int]) -> IntVar:
        """Return a new variable whose value follows from those of earlier variables."""
        variable = self.model.new_int_var(least, most, "")
        index = variable.index
        self._fillers.append(lambda _, values: values.__setitem__(index, int(value(values))))
        return variable

    def remember(self, key: object, make: Callable[[], IntVar | None]) -> IntVar | None:
        """Return the variable made earlier for a key, made now if it is new."""
        if key not in self._memory:
            self._memory[key] = make()
        return self._memory[key]

    def some_of(self, literals: Sequence[IntVar]) -> IntVar | None:
        """Return a literal equal to the sum of literals of which at most one holds."""
        if len(literals) < 2:
            return literals[0] if literals else None
        key = ("some", *(literal.index for literal in literals))

        def make() -> IntVar:
            indices = [literal.index for literal in literals]
            either = self.derive(0, 1, lambda values: sum(values[i] for i in indices))
            self.model.add(LinearExpr.sum(list(literals)) == either)
            return either

        return self.remember(key, make)

    def values_of(self, plan: Decisions) -> Values:
        """Return the value of every variable under a plan whose parts are all candidates."""
        values = [0] * len(self.model.proto.variables)
        for fill in self._fillers:
            fill(plan, values)
        return values

    def hint(self, plan: Decisions) -> None:
        """Tell the solver a plan to start from."""
        self.hint_values(self.values_of(plan))

    def hint_values(self, values: Values) -> None:
        """Tell the solver values to start from, one for each variable."""
        self.model.proto.clear_solution_hint()
        hint = self.model.proto.solution_hint
        hint.vars.extend(range(len(values)))
        hint.values.extend(values)

    def fix(self, plan: Decisions) -> None:
        """Fix every decision to those of a plan; a part that is no candidate contradicts."""
        for k, variables in self.classes.items():
            variables.fix(plan.get(k))
        for k in plan:
            if k not in self.classes and k not in self.scope.kept:
                self.model.add_bool_or([])

    def decisions(self, values: Sequence[int]) -> Decisions:
        """Return the decisions that a solution holds, kept classes included."""
        found = {
            k: variables.decision(values)
            for k, variables in self.classes.items()
            if values[variables.open.index]
        }
        return dict(sorted((dict(self.scope.kept) | found).items()))
