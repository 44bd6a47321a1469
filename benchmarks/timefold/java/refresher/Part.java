package refresher;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import java.util.stream.IntStream;

/** A part of a class that is neither first nor last: the n-th module of its menu, or an activity. */
@PlanningEntity
public class Part {

    @PlanningId
    int id;
    Course course;
    /** Place in the menu's modules; -1 for an activity. */
    int place;
    int sessions;
    @ValueRangeProvider(id = "offsets")
    List<Integer> offsets;
    @ValueRangeProvider(id = "lecturers")
    List<Lecturer> lecturers;

    @PlanningVariable(valueRangeProviderRefs = "offsets")
    Integer offset;
    /** An activity has nobody to choose from. */
    @PlanningVariable(valueRangeProviderRefs = "lecturers", allowsUnassigned = true)
    Lecturer lecturer;

    public Part() {
    }

    boolean isModule() {
        return place >= 0;
    }

    Course getCourse() {
        return course;
    }

    Lecturer getLecturer() {
        return lecturer;
    }

    int module(Course held) {
        return held.menu.modules()[place];
    }

    int overlap(Part other) {
        int from = Math.max(offset, other.offset);
        int to = Math.min(offset + sessions, other.offset + other.sessions);
        return Math.max(0, to - from);
    }

    Iterable<Integer> slots(Course held) {
        int first = held.firstSlot() + offset;
        return IntStream.range(first, first + sessions).boxed().toList();
    }
}
