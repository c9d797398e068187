/* expect: CANNOT reason=blocking-call
 * says: read
 * run: --seeds 5 */
#include <unistd.h>
int main(void)
{
    int ends[2];
    char c;
    if (pipe(ends))
        return 1;
    return (int)read(ends[0], &c, 1);
}
