/* expect: OK runs=30
 * says: outcome +30  hello
 * run: --seeds 30 */
#include <heddle.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    char text[8] = {0};
    if (pipe(ends))
        return 1;
    if (write(ends[1], "hello", 5) != 5 || read(ends[0], text, 7) != 5)
        return 2;
    close(ends[0]);
    close(ends[1]);
    heddle_outcome("%s", text);
    return 0;
}
