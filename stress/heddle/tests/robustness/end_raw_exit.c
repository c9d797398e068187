/* expect: FAIL kind=crash
 * says: behind Heddle's back, with status 0
 * run: --seeds 3 */
int main(void)
{
    __asm__ volatile("syscall" : : "a"(231), "D"(0));
    __builtin_unreachable();
}
