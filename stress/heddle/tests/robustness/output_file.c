/* expect: OK runs=50
 * says: outcome +50  line
 * run: --seeds 50 */
#include <heddle.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    FILE *f = tmpfile();
    char line[32];
    fputs("line\n", f);
    rewind(f);
    if (!fgets(line, sizeof line, f))
        return 1;
    fclose(f);
    line[strlen(line) - 1] = 0;
    heddle_outcome("%s", line);
    return 0;
}
