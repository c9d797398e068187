/* expect: FAIL kind=crash
 * says: SIGFPE
 * run: --seeds 5 */
int main(int count, char **words)
{
    (void)words;
    volatile int zero = count - 1;
    return 7 / zero;
}
