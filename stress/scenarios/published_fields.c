/* published_fields.c - single fields that hold a value: publish by release, use after acquire.
 *
 * Edges: cell_content, function_field, exception_field, alias_parameters, lazy_code_bytes,
 * native_signature, frozenset_hash, str_hash, traceback_next, traceback_frame, frame_object,
 * weak_hash. Either the field may be overwritten at will, or it is
 * computed on demand by any thread, in which case all compute the same; both need what the value
 * points to, or nothing but the word itself.
 */
#include "scenario.h"

static ATOMIC(Box *) cell, function_field, exception_field, parameters, code_bytes;
static ATOMIC(void *) signature;
enum { FIELDS = 4 };
static ATOMIC(Box *) fields[FIELDS]; /* of library and traceback objects: all work the same way */
static ATOMIC(Box *) compiled, registry;
static ATOMIC(uint64_t) registrations;
static ATOMIC(uint32_t) str_hash;
static ATOMIC(int64_t) set_hash;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    weft__init(&cell, NULL);
    weft__init(&function_field, NULL);
    weft__init(&exception_field, NULL);
    weft__init(&parameters, NULL);
    weft__init(&code_bytes, NULL);
    weft__init(&signature, NULL);
    for (size_t i = 0; i < FIELDS; i++) {
        weft__init(&fields[i], NULL);
    }
    weft__init(&compiled, NULL);
    weft__init(&registry, box(50));
    weft__init(&registrations, (uint64_t)0);
    weft__init(&str_hash, 0U);
    weft__init(&set_hash, (int64_t)-1);
}

static void overwrite(void)
{
    for (uint64_t i = 0; i < 4; i++) {
        weft__store_release(&cell, box(i));                  /* edge: cell_content */
        weft__store_release(&function_field, box(10 + i));   /* edge: function_field */
        weft__store_release(&exception_field, box(20 + i));  /* edge: exception_field */
        /* edges: functools_field, cache_entries, default_factory, field_doc, frame_object */
        /* edges: traceback_next, traceback_frame, weak_hash, abc_negative */
        weft__store_release(&fields[i % FIELDS], box(4 + i));
        weft__store_release(&registry, box(51 + i)); /* edge: cell_content */
        (void)weft__add_acq_rel(&registrations, (uint64_t)1); /* edge: abc_registrations; survives: acquire half: former counts are in the release sequence */
    }
    weft__store_release(&cell, (Box *)NULL); /* edge: cell_content; survives: nothing is behind NULL */
}

static void read_fields(void)
{
    for (int i = 0; i < 8; i++) {
        Box *found = weft__load_acquire(&cell); /* edge: cell_content */
        EXPECT(found == NULL || box_name(found) < 4);
        found = weft__load_acquire(&function_field); /* edge: function_field */
        EXPECT(found == NULL || box_name(found) / 10 == 1);
        found = weft__load_acquire(&exception_field); /* edge: exception_field */
        EXPECT(found == NULL || box_name(found) / 10 == 2);
        /* edges: functools_field, cache_entries, default_factory, field_doc, frame_object */
        /* edges: traceback_next, traceback_frame, weak_hash, abc_negative */
        found = weft__load_acquire(&fields[i % FIELDS]);
        EXPECT(found == NULL || box_name(found) == 4 + (uint64_t)(i % FIELDS));
        uint64_t seen = weft__load_acquire(&registrations); /* edge: abc_registrations */
        Box *known = weft__load_acquire(&registry); /* edge: cell_content */
        EXPECT(box_name(known) >= 50 + seen);
    }
}

/* On demand: `base` keeps the boxes of the two threads apart, the content is the same modulo 10. */
static void demand(uint64_t base)
{
    for (int i = 0; i < 4; i++) {
        Box *known = weft__load_acquire(&parameters); /* edge: alias_parameters */
        if (known == NULL) {
            weft__store_release(&parameters, box(base + 1)); /* edge: alias_parameters */
        } else {
            EXPECT(box_name(known) % 10 == 1);
        }
        known = weft__load_acquire(&code_bytes); /* edge: lazy_code_bytes */
        if (known == NULL) {
            weft__store_release(&code_bytes, box(base + 2)); /* edge: lazy_code_bytes */
        } else {
            EXPECT(box_name(known) % 10 == 2);
        }
        void *parsed = weft__load_acquire(&signature); /* edge: native_signature */
        if (parsed == NULL) {
            weft__store_release(&signature, (void *)box(base + 3)); /* edge: native_signature */
        } else {
            EXPECT(box_name(parsed) % 10 == 3);
        }
        Box *code = weft__load_acquire(&compiled); /* edge: re_code */
        if (code == NULL && weft__exchange_if_acq_rel(&compiled, &code, box(base + 4))) {
            code = weft__load_acquire(&compiled); /* edge: re_code; survives: its own store, or acquired by the failed exchange */
        }
        EXPECT(box_name(code) % 10 == 4);
        uint32_t hash = weft__load_relaxed(&str_hash); /* edge: str_hash */
        EXPECT(hash == 0 || hash == 12345);
        weft__store_relaxed(&str_hash, 12345U); /* edge: str_hash */
        int64_t of_set = weft__load_relaxed(&set_hash); /* edge: frozenset_hash */
        EXPECT(of_set == -1 || of_set == 678);
        weft__store_relaxed(&set_hash, (int64_t)678); /* edge: frozenset_hash */
    }
}

static void demand_first(void) { demand(30); }
static void demand_second(void) { demand(40); }

int main(int argc, char **argv)
{
    Body bodies[] = {overwrite, read_fields, demand_first, demand_second, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
