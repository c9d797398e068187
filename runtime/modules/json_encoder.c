/* json_encoder.c - being written. */
