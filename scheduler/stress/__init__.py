"""What a plan withstands: seeded disruptions, what survives them, what repair brings back."""
