/* json_module.c - being written. */
