/* check.c - the one place where Weft may end the process: a broken invariant.
 *
 * Reached only through a failed assertion or a proven-impossible branch; never through a program's
 * or a host's input.
 */
#include "base/check.h"

#include <unistd.h>

static void write_text(const char *text)
{
    size_t length = strlen(text);
    while (length > 0) {
        ssize_t written = write(2, text, length);
        if (written <= 0) {
            return;
        }
        text += written;
        length -= (size_t)written;
    }
}

void weft__fatal(const char *file, int line, const char *what)
{
    char digits[16];
    size_t at = sizeof digits;
    unsigned number = line < 0 ? 0U : (unsigned)line;
    digits[--at] = 0;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0 && at > 0);
    write_text("weft: internal error at ");
    write_text(file);
    write_text(":");
    write_text(digits + at);
    write_text(": ");
    write_text(what);
    write_text("\n");
    __builtin_trap();
}
