/* expect: OK runs=5
 * says: outcome +5  main;destructor
 * run: --seeds 5 */
#include <stdio.h>
__attribute__((destructor)) static void last(void) { puts("destructor"); }
int main(void)
{
    puts("main");
    return 0;
}
