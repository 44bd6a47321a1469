package refresher;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A candidate class: when it starts (if at all), in which room, with which electives.
 *
 * A class is held when it has a date; it opens when it also has enough people and all lecturers.
 * One that is held and does not open is a draft: it takes up rooms and people, and is worth nothing.
 */
@PlanningEntity
public class Course {

    @PlanningId
    int id;
    Programme programme;
    int tier;
    int numModules;
    int sizeMin;
    int sizeMax;
    int days;
    int length;
    int slotsPerDay;
    boolean mustOpen;
    @ValueRangeProvider(id = "starts")
    List<Integer> starts;
    @ValueRangeProvider(id = "rooms")
    List<Room> rooms;
    @ValueRangeProvider(id = "menus")
    List<Menu> menus;

    @PlanningVariable(valueRangeProviderRefs = "starts", allowsUnassigned = true)
    Integer start;
    @PlanningVariable(valueRangeProviderRefs = "rooms")
    Room room;
    @PlanningVariable(valueRangeProviderRefs = "menus")
    Menu menu;

    public Course() {
    }

    boolean isHeld() {
        return start != null && room != null && menu != null;
    }

    int firstSlot() {
        return start * slotsPerDay;
    }

    int seats() {
        return Math.min(sizeMax, room.capacity());
    }

    Iterable<Integer> daysHeld() {
        return IntStream.range(start, start + days).boxed().toList();
    }

    int overlap(Course other) {
        int from = Math.max(firstSlot(), other.firstSlot());
        int to = Math.min(firstSlot() + length, other.firstSlot() + other.length);
        return Math.max(0, to - from);
    }

    boolean isRoomAway() {
        for (int slot = firstSlot(); slot < firstSlot() + length; slot++) {
            if (!room.free()[slot]) {
                return true;
            }
        }
        return false;
    }
}
