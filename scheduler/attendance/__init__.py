"""Attendance: sign-in lists become marks in the record, marks become history."""
