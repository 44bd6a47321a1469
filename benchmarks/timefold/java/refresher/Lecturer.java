package refresher;

/** A lecturer: limits in sessions, the fee of a session, when free. */
record Lecturer(int index, int total, int perWeek, int perDay, long fee, boolean[] free) {
}
