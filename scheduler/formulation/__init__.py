"""The formulation (never called model): derived arrays, exact programs and relaxations."""
