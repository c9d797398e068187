/* expect: FAIL kind=livelock
 * says: no end of the run within 1 s
 * run: --seeds 2 --timeout 1 */
int main(void)
{
    for (;;) /* pause(2), behind Heddle's back: neither progress nor processor time */
        __asm__ volatile("syscall" : : "a"(34) : "rcx", "r11", "memory");
}
