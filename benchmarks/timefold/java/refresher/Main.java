package refresher;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.placer.QueuedEntityPlacerConfig;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.CartesianProductMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.value.ValueSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** Reads the problem, runs the solver with its default phases, writes plans as they get better. */
public final class Main {

    private static final long BETWEEN_PLANS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PrintWriter out;
    private final long began;
    private long lastWritten = Long.MIN_VALUE / 2;

    private Main(PrintWriter out, long began) {
        this.out = out;
        this.began = began;
    }

    public static void main(String[] arguments) throws IOException {
        // The clock runs while the machine starts, it stands while the problem is read.
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        long startUp = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - started);
        Timetable problem = Problem.read(Path.of(arguments[0]));
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
            new Main(out, System.nanoTime() - startUp).solve(problem);
        }
    }

    private void solve(Timetable problem) {
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Timetable.class)
                .withEntityClasses(Course.class, Part.class, Person.class)
                .withConstraintProviderClass(Rules.class)
                .withRandomSeed(World.it.seed)
                .withPhaseList(List.of(
                        construction(Course.class, "start", "room", "menu"),
                        construction(Part.class, "offset", "lecturer"),
                        construction(Person.class, "course"),
                        new LocalSearchPhaseConfig()));
        Solver<Timetable> solver = SolverFactory.<Timetable>create(config).buildSolver();
        solver.addEventListener(event -> {
            boolean isDue = System.nanoTime() - lastWritten > BETWEEN_PLANS;
            if (isDue && event.isNewBestSolutionInitialized()
                    && event.getNewBestSolution().score.isFeasible()) {
                write(event.getNewBestSolution());
                lastWritten = System.nanoTime();
            }
        });
        // Again and again: a call before the solver has begun would be forgotten.
        Timer timer = new Timer(true);
        timer.schedule(new TimerTask() {
            @Override
            public void run() {
                solver.terminateEarly();
            }
        }, left(), 100);
        Timetable last = solver.solve(problem);
        if (isWhole(last)) {
            write(last);
        }
    }

    private long left() {
        long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return Math.max(1, World.it.milliseconds - gone);
    }

    /** First fit over all combinations of the named variables. */
    private static ConstructionHeuristicPhaseConfig construction(
            Class<?> entity, String... variables) {
        String name = entity.getSimpleName();
        List<MoveSelectorConfig> moves = new ArrayList<>();
        for (String variable : variables) {
            moves.add(new ChangeMoveSelectorConfig()
                    .withEntitySelectorConfig(EntitySelectorConfig.newMimicSelectorConfig(name))
                    .withValueSelectorConfig(new ValueSelectorConfig(variable)));
        }
        return new ConstructionHeuristicPhaseConfig()
                .withEntityPlacerConfig(new QueuedEntityPlacerConfig()
                        .withEntitySelectorConfig(new EntitySelectorConfig(entity).withId(name))
                        .withMoveSelectorConfigList(moves.size() == 1 ? moves
                                : List.of(new CartesianProductMoveSelectorConfig(moves))));
    }

    /** When time ends during construction, something has no value yet: that is no plan. */
    private static boolean isWhole(Timetable plan) {
        return plan.courses.stream().allMatch(c -> c.room != null && c.menu != null)
                && plan.parts.stream().allMatch(part -> part.offset != null);
    }

    private static boolean attends(Person person) {
        return person.course != null && person.course.isHeld()
                && World.it.suits(person, person.course);
    }

    /** A plan: seconds and score; a line for each class, part and person, -1 for nothing. */
    private void write(Timetable plan) {
        out.printf("plan %.3f %s%n", (System.nanoTime() - began) / 1e9, plan.score);
        int[] sizes = new int[plan.courses.size()];
        int[] modules = new int[plan.courses.size()];
        for (Person person : plan.persons) {
            if (attends(person)) {
                sizes[person.course.id]++;
            }
        }
        for (Part part : plan.parts) {
            if (part.lecturer != null && part.course.isHeld()
                    && World.it.isTaught(part, part.course)) {
                modules[part.course.id]++;
            }
        }
        boolean[] isOpen = new boolean[plan.courses.size()];
        for (Course course : plan.courses) {
            isOpen[course.id] = sizes[course.id] >= Math.max(1, course.sizeMin)
                    && modules[course.id] == course.numModules;
        }
        for (Course course : plan.courses) {
            out.printf("c %d %d %d%n", isOpen[course.id] ? course.start : -1,
                    course.room == null ? -1 : course.room.index(),
                    course.menu == null ? -1 : course.menu.index());
        }
        for (Part part : plan.parts) {
            out.printf("p %d %d%n", part.offset, part.lecturer == null ? -1 : part.lecturer.index());
        }
        StringBuilder line = new StringBuilder("a");
        for (Person person : plan.persons) {
            line.append(' ').append(attends(person) ? person.course.id : -1);
        }
        out.println(line);
        out.flush();
    }
}
