package refresher;

/** One way to take the electives of a programme: its modules, and what it repeats for whom. */
record Menu(int index, int[] modules, boolean[] allowed, int[] repeat) {
}
