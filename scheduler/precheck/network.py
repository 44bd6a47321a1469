"""Demands that share supplies: who is short together, by a largest flow and its smallest cut."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from ortools.graph.python import max_flow  # type: ignore[import-untyped]

SOURCE, SINK = 0, 1
PLENTY = 1 << 40


@dataclass(frozen=True)
class Shortage:
    """Demands that need more than all their supplies together can give."""

    demands: tuple[Hashable, ...]
    needed: int
    available: int


@dataclass
class Network:
    """Demands and supplies under keys; `link` says what can serve what, over several steps."""

    _index: dict[Hashable, int] = field(default_factory=dict)
    _arcs: list[tuple[int, int, int]] = field(default_factory=list)
    _demands: dict[Hashable, int] = field(default_factory=dict)

    def demand(self, key: Hashable, amount: int) -> None:
        """Add something that is needed."""
        self._demands[key] = amount
        self._arcs.append((SOURCE, self._node(key), amount))

    def supply(self, key: Hashable, amount: int) -> None:
        """Add something that is there."""
        self._arcs.append((self._node(key), SINK, amount))

    def link(self, key: Hashable, other: Hashable, most: int = PLENTY) -> None:
        """Let one thing draw on another."""
        self._arcs.append((self._node(key), self._node(other), most))

    def _node(self, key: Hashable) -> int:
        return self._index.setdefault(key, len(self._index) + 2)

    def shortage(self) -> Shortage | None:
        """Return demands that cannot all be met, None where everything can."""
        total = sum(self._demands.values())
        if not total:
            return None
        flow = max_flow.SimpleMaxFlow()
        for tail, head, most in self._arcs:
            flow.add_arc_with_capacity(tail, head, most)
        flow.add_arc_with_capacity(SINK, len(self._index) + 2, 0)
        if flow.solve(SOURCE, SINK) != flow.OPTIMAL:
            return None
        met = int(flow.optimal_flow())
        if met >= total:
            return None
        reached = {int(node) for node in flow.get_source_side_min_cut()}
        short = tuple(key for key in self._demands if self._index[key] in reached)
        others = sum(amount for key, amount in self._demands.items() if key not in short)
        needed = sum(self._demands[key] for key in short)
        return Shortage(short, needed, met - others)
