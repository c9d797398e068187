"""textwrap: being written."""
