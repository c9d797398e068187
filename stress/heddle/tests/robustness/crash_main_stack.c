/* expect: FAIL kind=crash
 * says: stack overflow
 * run: --seeds 3 */
static int deeper(volatile int *a)
{
    volatile int b[64];
    b[0] = *a + 1;
    return deeper(b) + b[0];
}
int main(void)
{
    volatile int a = 0;
    return deeper(&a);
}
