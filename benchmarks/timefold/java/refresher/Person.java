package refresher;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** A cadre: which class he or she attends, if any. */
@PlanningEntity
public class Person {

    @PlanningId
    int id;
    int tier;
    int unit;
    int group;
    long priority;
    boolean covered;
    /** Number of days before each day on which the cadre cannot attend. */
    int[] away;
    @ValueRangeProvider(id = "courses")
    List<Course> courses;

    @PlanningVariable(valueRangeProviderRefs = "courses", allowsUnassigned = true)
    Course course;

    public Person() {
    }

    Course getCourse() {
        return course;
    }

    boolean gains(Course held) {
        return !covered && held.programme.covers()[id];
    }
}
