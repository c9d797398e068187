/* expect: CANNOT reason=blocking-call
 * says: epoll_wait
 * run: --seeds 5 */
#include <sys/epoll.h>
int main(void)
{
    int e = epoll_create1(0);
    struct epoll_event event;
    return epoll_wait(e, &event, 1, -1);
}
