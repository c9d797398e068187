/* generate.c - derives programs from grammar.def; the same seed gives the same program.
 *
 * Past the depth or the length that is aimed at, only the first rule of each symbol is taken, which
 * ends every derivation soon.
 */
#include "fuzz.h"

#include <string.h>

enum { DEEPEST = 9, SYMBOL_LIMIT = 96, RULE_LIMIT = 700, FULL_BYTES = 3000, INDENT = 2 };

typedef struct Rule {
    const char *symbol, *production;
} Rule;
static const Rule rules[] = {
#define RULE(symbol, production) {#symbol, production},
#include "grammar.def"
#undef RULE
};
enum { RULE_COUNT = sizeof rules / sizeof rules[0] };

/* Rules of one symbol stand together in the table. */
typedef struct Symbol {
    const char *name;
    size_t first, count;
} Symbol;
static Symbol symbols[SYMBOL_LIMIT];
static size_t symbol_count;

static void find_symbols(void)
{
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (i == 0 || strcmp(rules[i].symbol, rules[i - 1].symbol) != 0) {
            if (symbol_count == SYMBOL_LIMIT) {
                __builtin_trap(); /* raise SYMBOL_LIMIT */
            }
            symbols[symbol_count++] = (Symbol){rules[i].symbol, i, 0};
        }
        symbols[symbol_count - 1].count++;
    }
}

/* NULL: no such symbol. */
static const Symbol *symbol_called(const char *name, size_t length)
{
    for (size_t i = 0; i < symbol_count; i++) {
        if (strlen(symbols[i].name) == length && memcmp(symbols[i].name, name, length) == 0) {
            return &symbols[i];
        }
    }
    return NULL;
}

typedef struct Derivation {
    Random *random;
    Text *text;
    size_t start;
    int indentation;
} Derivation;

static void derive(Derivation *d, const Symbol *symbol, int depth)
{
    bool end = depth > DEEPEST || d->text->length - d->start > FULL_BYTES ||
               random_below(d->random, DEEPEST + 2) < (size_t)depth / 2;
    size_t rule = symbol->first + (end ? 0 : random_below(d->random, symbol->count));
    for (const char *p = rules[rule].production; *p != 0; p++) {
        const char *close = *p == '<' ? strchr(p, '>') : NULL;
        const Symbol *inner = close == NULL ? NULL : symbol_called(p + 1, (size_t)(close - p) - 1);
        if (inner != NULL) {
            derive(d, inner, depth + 1);
            p = close;
        } else if (*p == '\1' || *p == '\2') {
            d->indentation += *p == '\1' ? INDENT : -INDENT;
        } else {
            text_add(d->text, p, 1);
            for (int i = 0; *p == '\n' && i < d->indentation; i++) {
                text_add(d->text, " ", 1);
            }
        }
    }
}

void fuzz_generate(Random *random, const char *symbol, Text *text)
{
    if (symbol_count == 0) {
        find_symbols();
    }
    const Symbol *start = symbol_called(symbol, strlen(symbol));
    Derivation d = {random, text, text->length, 0};
    if (start != NULL) {
        derive(&d, start, 0);
    }
}
