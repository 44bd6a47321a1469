"""The verbs: load, check, formulate, solve, explain and write; importing this loads nothing."""
