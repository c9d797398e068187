/* re_match.c - being written. */
