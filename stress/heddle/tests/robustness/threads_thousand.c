/* expect: CANNOT reason=threads
 * says: more than 64 threads live at a time
 * run: --seeds 3 */
#include <pthread.h>
static void *body(void *unused) { return unused; }
int main(void)
{
    static pthread_t t[1000];
    for (int i = 0; i < 1000; i++)
        pthread_create(&t[i], 0, body, 0);
    for (int i = 0; i < 1000; i++)
        pthread_join(t[i], 0);
    return 0;
}
