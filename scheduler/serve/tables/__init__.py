"""Tables come in: judged beside the good files, shown with their faults, put in place on demand."""
