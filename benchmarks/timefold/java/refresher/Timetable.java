package refresher;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import java.util.List;

/** The whole plan. */
@PlanningSolution
public class Timetable {

    /** The scenario's levels, then one that only guides the search: how far drafts have come. */
    static final int LEVELS = 7;

    @PlanningEntityCollectionProperty
    List<Course> courses;
    @PlanningEntityCollectionProperty
    List<Part> parts;
    @PlanningEntityCollectionProperty
    List<Person> persons;
    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = LEVELS)
    BendableLongScore score;

    public Timetable() {
    }
}
