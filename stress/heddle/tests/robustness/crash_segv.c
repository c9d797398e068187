/* expect: FAIL kind=crash
 * says: SIGSEGV
 * run: --seeds 5 */
int main(void) { return *(volatile int *)8; }
