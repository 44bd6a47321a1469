package refresher;

import java.util.List;

/** A programme: menus, order of modules, level of each lecturer for each module (0: none). */
record Programme(int index, List<Menu> menus, int[][] order, int[][] level, boolean[] covers) {

    boolean isWrongOrder(int earlier, int later) {
        for (int[] pair : order) {
            if (pair[0] == later && pair[1] == earlier) {
                return true;
            }
        }
        return false;
    }
}
