/* expect: FAIL kind=race
 * run: --seeds 50 */
#include <pthread.h>
#include <string.h>
char bytes[16];
static void *body(void *unused)
{
    memset(bytes, 1, sizeof bytes);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    int seen = bytes[5];
    pthread_join(t, 0);
    return seen > 1;
}
