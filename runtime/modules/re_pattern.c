/* re_pattern.c - being written. */
