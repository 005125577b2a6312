"""What counts by policy, and by the purpose of a run."""
