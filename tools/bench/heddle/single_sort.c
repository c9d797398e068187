/* One thread, arrays: heap sort of pseudo-random numbers, over and over. Prints a check value. */
#include <stdio.h>

enum { COUNT = 20000, ROUNDS = 240 };
static unsigned numbers[COUNT];

static void sift(unsigned root, unsigned end)
{
    for (unsigned child = 2 * root + 1; child < end; root = child, child = 2 * root + 1) {
        if (child + 1 < end && numbers[child] < numbers[child + 1])
            child++;
        if (numbers[root] >= numbers[child])
            return;
        unsigned moved = numbers[root];
        numbers[root] = numbers[child];
        numbers[child] = moved;
    }
}

int main(void)
{
    unsigned check = 0, state = 1;
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < COUNT; i++)
            numbers[i] = state = state * 1664525u + 1013904223u;
        for (unsigned i = COUNT / 2; i-- > 0;)
            sift(i, COUNT);
        for (unsigned end = COUNT; --end > 0;) {
            unsigned largest = numbers[0];
            numbers[0] = numbers[end];
            numbers[end] = largest;
            sift(0, end);
        }
        check ^= numbers[round * 7 % COUNT];
    }
    printf("%u\n", check);
    return 0;
}
