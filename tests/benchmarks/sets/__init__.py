"""Mirror of benchmarks/sets."""
