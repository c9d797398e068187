/* expect: FAIL kind=livelock
 * says: no end of the run within 1 s
 * run: --seeds 3 --timeout 1 */
int main(void)
{
    volatile int x = 1;
    while (x) {
    }
    return 0;
}
