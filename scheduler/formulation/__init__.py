"""The optimisation program: derived arrays, exact programs and relaxations (formulation, never model)."""
