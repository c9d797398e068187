/* expect: FAIL kind=exit
 * says: status 4
 * run: --seeds 3 */
#include <unistd.h>
int main(void) { _exit(4); }
