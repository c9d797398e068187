/* expect: OK runs=5
 * run: --seeds 5 */
int main(void)
{
    int x = 1;
    __asm__ volatile("" : "+r"(x) : : "memory");
    __asm__ volatile("pause");
    return x - 1;
}
