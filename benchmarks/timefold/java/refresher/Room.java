package refresher;

/** A room: where it is, how many it holds, what a day costs, when it is free. */
record Room(int index, int venue, int capacity, long rent, boolean[] free) {
}
