"""codecs: being written."""
