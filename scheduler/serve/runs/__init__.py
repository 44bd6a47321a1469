"""Runs as processes of their own, whose whole state is files: a killed server loses nothing."""
