"""Benchmarks: other ways to plan on the same instances, judged by the same checker."""
