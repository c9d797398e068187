/* expect: OK runs=300
 * run: --seeds 300 */
#include <heddle.h>
#include <pthread.h>
#include <stdio.h>
static void *body(void *a)
{
    for (int i = 0; i < 3; i++)
        printf("%s %d\n", (char *)a, i);
    return 0;
}
int main(void)
{
    pthread_t t[3];
    char *names[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], 0, body, names[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], 0);
    heddle_outcome("done");
    return 0;
}
