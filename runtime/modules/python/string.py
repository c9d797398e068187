"""string: being written."""
