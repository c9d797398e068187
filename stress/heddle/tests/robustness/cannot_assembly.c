/* expect: CANNOT reason=inline-assembly
 * says: main
 * run: --seeds 5 */
int x;
int main(void)
{
    __asm__ volatile("lock incl %0" : "+m"(x));
    return 0;
}
