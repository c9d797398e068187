/* expect: CANNOT reason=blocking-call
 * says: accept
 * run: --seeds 5 */
#include <netinet/in.h>
#include <sys/socket.h>
int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET};
    bind(s, (struct sockaddr *)&a, sizeof a);
    listen(s, 1);
    return accept(s, 0, 0);
}
