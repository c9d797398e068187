/* codecs_module.c - being written. */
