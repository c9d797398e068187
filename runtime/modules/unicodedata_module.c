/* unicodedata_module.c - being written. */
