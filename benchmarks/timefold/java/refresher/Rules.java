package refresher;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countBi;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.max;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sumLong;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.lessThan;

import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import java.util.function.ToLongBiFunction;

/** The hard rules and the components, one constraint each. */
public class Rules implements ConstraintProvider {

    private static final int SHORTFALL = 0;
    private static final int PRIORITY = 1;
    private static final int REPEAT = 2;
    private static final int TRAVEL = 3;
    private static final int COST = 4;
    private static final int CLASSES = 5;
    private static final int MISMATCH = 6;
    private static final int PEAK_LOAD = 7;
    private static final int PEAK_MONTH = 8;
    private static final int RISK = 9;

    private final World world = World.it;
    private final BendableLongScore hard =
            BendableLongScore.ofHard(1, Timetable.LEVELS, 0, 1);

    private final BendableLongScore guide =
            BendableLongScore.ofSoft(1, Timetable.LEVELS, Timetable.LEVELS - 1, 1);

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            tooMany(factory), required(factory), requiredPeople(factory),
            requiredLecturers(factory),
            unitAbsence(factory), coverGroup(factory), roomTwice(factory), roomAway(factory),
            partsOverlap(factory), partsInOrder(factory),
            lecturerTwice(factory),
            lecturerTotal(factory), lecturerWeek(factory), lecturerDay(factory),
            lecturerVenue(factory), budget(factory), shortfall(factory), priority(factory),
            repeat(factory), travel(factory), costOfClasses(factory), costOfLecturers(factory),
            classes(factory), mismatch(factory), peakLoad(factory), peakMonth(factory),
            risk(factory), draftDates(factory), draftPeople(factory), draftLecturers(factory),
        };
    }

    private BendableLongScore soft(int component) {
        return BendableLongScore.of(new long[1], world.weight[component]);
    }

    private UniConstraintStream<Course> held(ConstraintFactory factory) {
        return factory.forEach(Course.class).filter(Course::isHeld);
    }

    /** People whom date, room and electives suit (H1, H10, H11, H13); others do not count. */
    private BiConstraintStream<Person, Course> attending(ConstraintFactory factory) {
        return factory.forEach(Person.class)
                .join(Course.class, equal(Person::getCourse, course -> course))
                .filter((person, course) -> course.isHeld() && world.suits(person, course));
    }

    /** Modules whose lecturer is qualified (H6) and available (H7); others do not count. */
    private BiConstraintStream<Part, Course> taught(ConstraintFactory factory) {
        return factory.forEach(Part.class)
                .filter(part -> part.lecturer != null)
                .join(Course.class, equal(Part::getCourse, course -> course))
                .filter((part, course) -> course.isHeld() && world.isTaught(part, course));
    }

    private UniConstraintStream<Part> placed(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Part.class).filter(part -> part.offset != null);
    }

    private UniConstraintStream<Course> fullyTaught(ConstraintFactory factory) {
        return taught(factory)
                .groupBy((part, course) -> course, countBi())
                .filter((course, modules) -> modules >= course.numModules)
                .map((course, modules) -> course);
    }

    /** Classes that open, each with an amount summed over its people. */
    private BiConstraintStream<Course, Long> open(
            ConstraintFactory factory, ToLongBiFunction<Person, Course> amount) {
        return attending(factory)
                .groupBy((person, course) -> course, countBi(), sumLong(amount))
                .filter((course, size, total) -> size >= course.sizeMin)
                .join(fullyTaught(factory), equal((course, size, total) -> course, same -> same))
                .map((course, size, total, same) -> course, (course, size, total, same) -> total);
    }

    private UniConstraintStream<Course> open(ConstraintFactory factory) {
        return open(factory, (person, course) -> 0L).map((course, nothing) -> course);
    }

    private BiConstraintStream<Part, Course> taughtInOpen(ConstraintFactory factory) {
        return taught(factory)
                .join(open(factory), equal((part, course) -> course, course -> course))
                .map((part, course, same) -> part, (part, course, same) -> course);
    }

    // H3
    Constraint tooMany(ConstraintFactory factory) {
        return attending(factory)
                .groupBy((person, course) -> course, countBi())
                .filter((course, size) -> size > course.seats())
                .penalizeLong(hard, (course, size) -> size - course.seats())
                .asConstraint("class too large");
    }

    // H15: what a required class lacks; together 0 when it opens
    Constraint required(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Course.class)
                .filter(course -> course.mustOpen)
                .penalizeLong(hard, course -> course.sizeMin + course.numModules)
                .asConstraint("required class");
    }

    Constraint requiredPeople(ConstraintFactory factory) {
        return attending(factory)
                .groupBy((person, course) -> course, countBi())
                .filter((course, size) -> course.mustOpen)
                .rewardLong(hard, (course, size) -> Math.min(size, course.sizeMin))
                .asConstraint("required class has people");
    }

    Constraint requiredLecturers(ConstraintFactory factory) {
        return taught(factory)
                .filter((part, course) -> course.mustOpen)
                .reward(hard)
                .asConstraint("required class has lecturers");
    }

    // H12
    Constraint unitAbsence(ConstraintFactory factory) {
        return attending(factory)
                .flattenLast(Course::daysHeld)
                .groupBy((person, day) -> person.unit, (person, day) -> day, countBi())
                .filter((unit, day, away) -> away > world.unitCap[unit])
                .penalizeLong(hard, (unit, day, away) -> away - world.unitCap[unit])
                .asConstraint("too many of a unit away");
    }

    Constraint coverGroup(ConstraintFactory factory) {
        return attending(factory)
                .filter((person, course) -> person.group >= 0)
                .flattenLast(Course::daysHeld)
                .groupBy((person, day) -> person.group, (person, day) -> day, countBi())
                .filter((group, day, away) -> away > 1)
                .penalizeLong(hard, (group, day, away) -> away - 1)
                .asConstraint("two of a cover group away");
    }

    // H9
    Constraint roomTwice(ConstraintFactory factory) {
        return factory.forEachUniquePair(Course.class, equal(course -> course.room))
                .filter((one, other) -> one.isHeld() && other.isHeld() && one.overlap(other) > 0)
                .penalizeLong(hard, (one, other) -> one.overlap(other))
                .asConstraint("room used twice");
    }

    Constraint roomAway(ConstraintFactory factory) {
        return held(factory)
                .filter(Course::isRoomAway)
                .penalize(hard)
                .asConstraint("room not available");
    }

    // H5
    Constraint partsOverlap(ConstraintFactory factory) {
        // Activities have no lecturer and count as unassigned: a plain forEach would pass them over.
        return placed(factory)
                .join(placed(factory), equal(Part::getCourse), lessThan(part -> part.id))
                .filter((one, other) -> one.overlap(other) > 0)
                .penalizeLong(hard, (one, other) -> one.overlap(other))
                .asConstraint("parts overlap");
    }

    Constraint partsInOrder(ConstraintFactory factory) {
        return factory.forEach(Part.class)
                .filter(Part::isModule)
                .join(Part.class, equal(Part::getCourse))
                .filter((one, other) -> other.isModule() && one.offset < other.offset)
                .join(Course.class, equal((one, other) -> one.course, course -> course))
                .filter((one, other, course) -> course.programme.isWrongOrder(
                        one.module(course), other.module(course)))
                .penalize(hard)
                .asConstraint("modules in the wrong order");
    }

    // H7
    Constraint lecturerTwice(ConstraintFactory factory) {
        return taught(factory)
                .map((part, course) -> part.lecturer, (part, course) -> part.slots(course))
                .flattenLast(slots -> slots)
                .groupBy((lecturer, slot) -> lecturer, (lecturer, slot) -> slot, countBi())
                .filter((lecturer, slot, classes) -> classes > 1)
                .penalizeLong(hard, (lecturer, slot, classes) -> classes - 1)
                .asConstraint("lecturer in two classes");
    }

    Constraint lecturerVenue(ConstraintFactory factory) {
        return taught(factory)
                .groupBy((part, course) -> part.lecturer,
                        (part, course) -> (course.firstSlot() + part.offset) / world.slotsPerDay,
                        countDistinct((part, course) -> course.room.venue()))
                .filter((lecturer, day, venues) -> venues > 1)
                .penalizeLong(hard, (lecturer, day, venues) -> venues - 1)
                .asConstraint("lecturer in two venues on a day");
    }

    // H8
    Constraint lecturerTotal(ConstraintFactory factory) {
        return taught(factory)
                .groupBy((part, course) -> part.lecturer, sum((part, course) -> part.sessions))
                .filter((lecturer, sessions) -> sessions > lecturer.total())
                .penalizeLong(hard, (lecturer, sessions) -> sessions - lecturer.total())
                .asConstraint("lecturer's sessions");
    }

    Constraint lecturerWeek(ConstraintFactory factory) {
        return taught(factory)
                .groupBy((part, course) -> part.lecturer,
                        (part, course) -> world.week[course.start],
                        sum((part, course) -> part.sessions))
                .filter((lecturer, week, sessions) -> sessions > lecturer.perWeek())
                .penalizeLong(hard, (lecturer, week, sessions) -> sessions - lecturer.perWeek())
                .asConstraint("lecturer's sessions in a week");
    }

    Constraint lecturerDay(ConstraintFactory factory) {
        return taught(factory)
                .map((part, course) -> part.lecturer, (part, course) -> part.slots(course))
                .flattenLast(slots -> slots)
                .groupBy((lecturer, slot) -> lecturer,
                        (lecturer, slot) -> slot / world.slotsPerDay, countBi())
                .filter((lecturer, day, sessions) -> sessions > lecturer.perDay())
                .penalizeLong(hard, (lecturer, day, sessions) -> sessions - lecturer.perDay())
                .asConstraint("lecturer's sessions on a day");
    }

    // H14
    Constraint budget(ConstraintFactory factory) {
        return open(factory, world::enrolmentCost).map((course, cost) -> cost + world.rent(course))
                .concat(taughtInOpen(factory).map((part, course) -> world.fee(part)))
                .groupBy(sumLong(cost -> cost))
                .filter(cost -> world.budget >= 0 && cost > 1000L * world.budget)
                .penalizeLong(hard, cost -> 1 + (cost - 1000L * world.budget) / 1_000_000L)
                .asConstraint("budget");
    }

    Constraint shortfall(ConstraintFactory factory) {
        return open(factory, (person, course) -> person.gains(course) ? 1 : 0)
                .groupBy((course, covered) -> course.tier, sumLong((course, covered) -> covered))
                .rewardLong(soft(SHORTFALL), (tier, covered) ->
                        world.tierWeight[tier] * Math.min(covered, world.tierNeed[tier]))
                .asConstraint("shortfall");
    }

    Constraint priority(ConstraintFactory factory) {
        return open(factory, (person, course) -> person.gains(course) ? person.priority : 0)
                .rewardLong(soft(PRIORITY), (course, points) -> points)
                .asConstraint("priority");
    }

    Constraint repeat(ConstraintFactory factory) {
        return open(factory, (person, course) -> course.menu.repeat()[person.id])
                .penalizeLong(soft(REPEAT), (course, periods) -> periods)
                .asConstraint("repeat");
    }

    Constraint travel(ConstraintFactory factory) {
        return open(factory, world::km)
                .penalizeLong(soft(TRAVEL), (course, km) -> km)
                .asConstraint("travel");
    }

    Constraint costOfClasses(ConstraintFactory factory) {
        return open(factory, world::enrolmentCost)
                .penalizeLong(soft(COST), (course, cost) -> cost + world.rent(course))
                .asConstraint("cost of classes");
    }

    Constraint costOfLecturers(ConstraintFactory factory) {
        return taughtInOpen(factory)
                .penalizeLong(soft(COST), (part, course) -> world.fee(part))
                .asConstraint("cost of lecturers");
    }

    Constraint classes(ConstraintFactory factory) {
        return open(factory).penalize(soft(CLASSES)).asConstraint("classes");
    }

    Constraint mismatch(ConstraintFactory factory) {
        return taughtInOpen(factory)
                .penalizeLong(soft(MISMATCH), (part, course) -> 3 - world.level(part, course))
                .asConstraint("mismatch");
    }

    Constraint peakLoad(ConstraintFactory factory) {
        return taughtInOpen(factory)
                .groupBy((part, course) -> part.lecturer, sum((part, course) -> part.sessions))
                .map((lecturer, sessions) -> sessions)
                .groupBy(max())
                .penalizeLong(soft(PEAK_LOAD), sessions -> sessions)
                .asConstraint("peak load");
    }

    Constraint peakMonth(ConstraintFactory factory) {
        return open(factory)
                .groupBy(course -> world.month[course.start], count())
                .map((month, classes) -> classes)
                .groupBy(max())
                .penalizeLong(soft(PEAK_MONTH), classes -> classes)
                .asConstraint("peak month");
    }

    Constraint risk(ConstraintFactory factory) {
        return open(factory)
                .penalizeLong(soft(RISK), world::risk)
                .asConstraint("risk");
    }

    // What is on its way: dates, people up to the least size, lecturers.
    Constraint draftDates(ConstraintFactory factory) {
        return held(factory).reward(guide).asConstraint("draft has a date");
    }

    Constraint draftPeople(ConstraintFactory factory) {
        return attending(factory)
                .groupBy((person, course) -> course, countBi())
                .rewardLong(guide, (course, size) -> Math.min(size, course.sizeMin))
                .asConstraint("draft has people");
    }

    Constraint draftLecturers(ConstraintFactory factory) {
        return taught(factory).reward(guide).asConstraint("draft has lecturers");
    }
}
