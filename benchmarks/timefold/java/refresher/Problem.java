package refresher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the problem as the benchmark writes it. */
final class Problem {

    private final Numbers in;
    private final World world = new World();

    private Problem(Numbers in) {
        this.in = in;
    }

    static Timetable read(Path path) throws IOException {
        try (Numbers in = new Numbers(path)) {
            return new Problem(in).timetable();
        }
    }

    private Timetable timetable() {
        World.it = world;
        readWorld();
        List<Programme> programmes = in.list(this::programme);
        Timetable timetable = new Timetable();
        timetable.parts = new ArrayList<>();
        timetable.courses = in.list(k -> course(k, programmes, timetable.parts));
        timetable.persons = in.list(i -> person(i, timetable.courses));
        return timetable;
    }

    private void readWorld() {
        world.milliseconds = in.big();
        world.seed = in.big();
        world.slotsPerDay = in.one();
        world.numDays = in.one();
        world.week = in.ints();
        world.month = in.ints();
        world.risk = in.bigs();
        world.unitCap = in.ints();
        world.tierNeed = in.ints();
        world.tierWeight = in.bigs();
        world.serves = in.list(v -> in.flags()).toArray(boolean[][]::new);
        world.km = in.list(u -> in.ints()).toArray(int[][]::new);
        world.sessions = in.ints();
        world.budget = in.big();
        world.allowance = in.big();
        world.travelThousandths = in.big();
        world.weight = in.list(c -> in.bigs()).toArray(long[][]::new);
        world.rooms = in.list(r -> new Room(r, in.one(), in.one(), in.big(), in.flags()));
        world.lecturers = in.list(
                x -> new Lecturer(x, in.one(), in.one(), in.one(), in.big(), in.flags()));
    }

    private Programme programme(int index) {
        List<Menu> menus = in.list(n -> new Menu(n, in.ints(), in.flags(), in.ints()));
        int[][] order = in.list(n -> in.ints()).toArray(int[][]::new);
        int[][] level = in.list(n -> in.ints()).toArray(int[][]::new);
        return new Programme(index, menus, order, level, in.flags());
    }

    private Course course(int k, List<Programme> programmes, List<Part> parts) {
        Course course = new Course();
        course.id = k;
        course.programme = programmes.get(in.one());
        course.tier = in.one();
        course.sizeMin = in.one();
        course.sizeMax = in.one();
        course.days = in.one();
        course.length = in.one();
        course.slotsPerDay = world.slotsPerDay;
        course.mustOpen = in.one() == 1;
        course.starts = Arrays.stream(in.ints()).boxed().toList();
        course.rooms = Arrays.stream(in.ints()).mapToObj(world.rooms::get).toList();
        course.menus = Arrays.stream(in.ints()).mapToObj(course.programme.menus()::get).toList();
        int begin = in.one();
        int end = in.one();
        int before = parts.size();
        parts.addAll(in.list(n -> part(course, begin, end, before + n)));
        course.numModules = (int) parts.stream().skip(before).filter(Part::isModule).count();
        return course;
    }

    private Part part(Course course, int begin, int end, int id) {
        Part part = new Part();
        part.id = id;
        part.course = course;
        part.place = in.one();
        part.sessions = in.one();
        part.offsets = IntStream.rangeClosed(begin, end - part.sessions).boxed().toList();
        part.lecturers = Arrays.stream(in.ints()).mapToObj(world.lecturers::get).toList();
        return part;
    }

    private Person person(int i, List<Course> courses) {
        Person person = new Person();
        person.id = i;
        person.tier = in.one();
        person.unit = in.one();
        person.group = in.one();
        person.priority = in.big();
        person.covered = in.one() == 1;
        boolean[] isAway = in.flags();
        person.away = new int[isAway.length + 1];
        for (int day = 0; day < isAway.length; day++) {
            person.away[day + 1] = person.away[day] + (isAway[day] ? 1 : 0);
        }
        person.courses = Arrays.stream(in.ints()).mapToObj(courses::get).toList();
        return person;
    }
}
