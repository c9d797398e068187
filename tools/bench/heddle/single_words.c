/* One thread, bytes: words of a generated text are counted in a hash table. Prints a check value. */
#include <stdio.h>
#include <string.h>

enum { SLOTS = 4096, LENGTH = 12, WORDS = 5000000 };
static struct { char word[LENGTH]; unsigned count; } table[SLOTS];

static void count(const char *word)
{
    unsigned hash = 5381;
    for (const char *at = word; *at; at++)
        hash = hash * 33 + (unsigned char)*at;
    for (unsigned slot = hash % SLOTS;; slot = (slot + 1) % SLOTS) {
        if (table[slot].count == 0)
            strcpy(table[slot].word, word);
        else if (strcmp(table[slot].word, word) != 0)
            continue;
        table[slot].count++;
        return;
    }
}

int main(void)
{
    unsigned state = 3, check = 0;
    for (int i = 0; i < WORDS; i++) {
        char word[LENGTH];
        state = state * 1664525u + 1013904223u;
        unsigned number = state >> 21, length = 0;
        do {
            word[length++] = (char)('a' + number % 7);
            number /= 7;
        } while (number);
        word[length] = 0;
        count(word);
    }
    for (unsigned slot = 0; slot < SLOTS; slot++)
        check = check * 31 + table[slot].count;
    printf("%u\n", check);
    return 0;
}
