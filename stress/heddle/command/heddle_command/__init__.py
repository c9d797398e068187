"""The parts of the `heddle` command, one module for each sub-command. Standard library only."""
