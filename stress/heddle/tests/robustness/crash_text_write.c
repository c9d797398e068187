/* expect: FAIL kind=crash
 * says: SIGSEGV
 * run: --seeds 3 */
int main(void)
{
    *(volatile char *)(unsigned long)&main = 1;
    return 0;
}
