"""One CP-SAT program over everything: who attends which class is a boolean, dates are free too."""
