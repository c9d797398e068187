/* busy_blocks.c - threads give their files blocks of a disk.
 * After the filesystem of Flanagan and Godefroid ("Dynamic partial-order reduction", POPL 2005); SCTBench's fsbench_bad.
 *
 * broken 1 [race]: a block is looked at without its lock
 */
#include "structure.h"

enum { FILES = 3, BLOCKS = 4 };
static pthread_mutex_t file_locks[FILES], block_locks[BLOCKS];
static int file_block[FILES];
static bool busy[BLOCKS];

static void *give_block(void *number)
{
    int file = (int)(intptr_t)number % FILES;
    (void)pthread_mutex_lock(&file_locks[file]);
    for (int block = file * 2 % BLOCKS; file_block[file] == 0; block = (block + 1) % BLOCKS) {
        if (BROKEN != 1) {
            (void)pthread_mutex_lock(&block_locks[block]);
        }
        if (!busy[block]) {
            busy[block] = true;
            file_block[file] = block + 1;
        }
        if (BROKEN != 1) {
            (void)pthread_mutex_unlock(&block_locks[block]);
        }
    }
    (void)pthread_mutex_unlock(&file_locks[file]);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {give_block, give_block, give_block, give_block};
    for (int i = 0; i < FILES; i++) {
        (void)pthread_mutex_init(&file_locks[i], NULL);
    }
    for (int i = 0; i < BLOCKS; i++) {
        (void)pthread_mutex_init(&block_locks[i], NULL);
    }
    run_threads(bodies, 4);
    return 0;
}
