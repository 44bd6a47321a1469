"""What a person at a terminal reads: how a run goes, how it ended, what a verification found."""
