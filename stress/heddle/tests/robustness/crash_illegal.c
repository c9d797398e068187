/* expect: FAIL kind=crash
 * says: SIGILL
 * run: --seeds 5 */
int main(void) { __builtin_trap(); }
