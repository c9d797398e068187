"""Parallel execution."""
