/* expect: CANNOT reason=inline-assembly
 * says: mfence
 * run: --seeds 5 */
int main(void)
{
    __asm__ volatile("mfence" ::: "memory");
    return 0;
}
