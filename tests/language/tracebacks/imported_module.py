"""Frames in another file of the same folder."""
from _broken_helper import process

process([1, 2, 0])
