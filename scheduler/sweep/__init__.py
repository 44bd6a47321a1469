"""Many runs at once: planned apart from each other, here or on a cluster, and told as one table."""
