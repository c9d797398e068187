/* weft_main.c - the program `weft`: everything is in runtime/embed/command.c. */
#include <weft/weft.h>

int main(int argc, char **argv) { return weft_command(argc, argv); }
