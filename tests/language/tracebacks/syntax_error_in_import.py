"""A module with a syntax error."""
import _does_not_parse
