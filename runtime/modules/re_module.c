/* re_module.c - being written. */
