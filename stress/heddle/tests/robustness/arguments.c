/* expect: OK runs=5
 * says: outcome +5  3 one --two
 * run: --seeds 5
 * arguments: one --two */
#include <stdio.h>
int main(int count, char **words)
{
    printf("%d %s %s", count, words[1], words[2]);
    return 0;
}
