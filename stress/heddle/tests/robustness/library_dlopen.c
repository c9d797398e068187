/* expect: OK runs=20
 * says: outcome +20  2
 * run: --seeds 20 */
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    void *m = dlopen("libm.so.6", RTLD_NOW);
    if (!m)
        return 1;
    double (*root)(double) = (double (*)(double))dlsym(m, "sqrt");
    printf("%.0f", root(4));
    return 0;
}
