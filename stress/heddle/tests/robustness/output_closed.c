/* expect: OK runs=20
 * run: --seeds 20 */
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    close(1);
    close(2);
    printf("nobody hears\n");
    fflush(stdout);
    fclose(stdout);
    return 0;
}
