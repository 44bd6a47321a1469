package refresher;

import java.util.List;

/** What never changes during a run: calendar, units, rules and the weights of the components. */
final class World {

    /** The one world of this process; the constraints are built by the library without arguments. */
    static World it;

    long milliseconds;
    long seed;
    int slotsPerDay;
    int numDays;
    int[] week;
    int[] month;
    long[] risk;
    int[] unitCap;
    int[] tierNeed;
    long[] tierWeight;
    boolean[][] serves;
    int[][] km;
    int[] sessions;
    long budget;
    long allowance;
    long travelThousandths;
    /** weight[component][level]: how a unit of the component counts at the level. */
    long[][] weight;
    List<Room> rooms;
    List<Lecturer> lecturers;

    boolean suits(Person person, Course held) {
        return person.away[held.start + held.days] == person.away[held.start]
                && serves[held.room.venue()][person.unit]
                && held.menu.allowed()[person.id];
    }

    long km(Person person, Course held) {
        return km[person.unit][held.room.index()];
    }

    /** Cost of one enrolment in thousandths of the unit of money, so that a tenth of a km counts. */
    long enrolmentCost(Person person, Course held) {
        return 1000L * allowance * held.days + travelThousandths * km(person, held);
    }

    long rent(Course held) {
        return 1000L * held.room.rent() * held.days;
    }

    long risk(Course held) {
        long total = 0;
        for (int day : held.daysHeld()) {
            total += risk[day];
        }
        return total;
    }

    long fee(Part part) {
        return 1000L * part.lecturer.fee() * part.sessions;
    }

    int level(Part part, Course held) {
        return held.programme.level()[part.lecturer.index()][part.module(held)];
    }

    boolean isTaught(Part part, Course held) {
        if (level(part, held) == 0) {
            return false;
        }
        for (int slot : part.slots(held)) {
            if (!part.lecturer.free()[slot]) {
                return false;
            }
        }
        return true;
    }
}
