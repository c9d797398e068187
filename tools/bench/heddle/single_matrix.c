/* One thread, floating point: products of square matrices. Prints a check value. */
#include <stdio.h>

enum { SIZE = 160, ROUNDS = 90 };
static double a[SIZE][SIZE], b[SIZE][SIZE], c[SIZE][SIZE];

int main(void)
{
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            a[i][j] = 1.0 / (1 + i + j);
            b[i][j] = i == j;
        }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SIZE; i++)
            for (int j = 0; j < SIZE; j++) {
                double sum = 0;
                for (int k = 0; k < SIZE; k++)
                    sum += a[i][k] * b[k][j];
                c[i][j] = sum;
            }
        b[round][SIZE - 1 - round] += c[round][round];
    }
    printf("%.6f\n", c[3][5] + c[7][SIZE - 1]);
    return 0;
}
