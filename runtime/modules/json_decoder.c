/* json_decoder.c - being written. */
