"""The exact program: a CP-SAT formulation of the whole problem, or of a part of it."""
