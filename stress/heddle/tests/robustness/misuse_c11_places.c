/* A failure in a call of <threads.h> is told at the program's own line.
 * expect: FAIL kind=deadlock
 * says: ^FAIL kind=deadlock seed=\d+ hash=\w+ site=misuse_c11_places\.c:12$
 * run: --seeds 100 */
#include <threads.h>

int main(void)
{
    mtx_t mutex;
    mtx_init(&mutex, mtx_plain);
    mtx_lock(&mutex);
    return mtx_lock(&mutex);
}
