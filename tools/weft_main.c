/* weft_main.c - the program `weft`: everything is in runtime/embed/command.c. */
#include "embed/command.h"

int main(int argc, char **argv) { return weft__command(argc, argv); }
