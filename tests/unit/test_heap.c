/* test_heap.c - the heap and its collector, with one thread and with several. */
#include <criterion/criterion.h>

#include "fixture.h"

#if WEFT_TSAN || WEFT_ASAN
enum { SCALE = 1 };
#else
enum { SCALE = 8 };
#endif

Test(heap, cells_are_zeroed_typed_and_apart)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    Type *type = fake_type(&fake->blob_type);
    static unsigned char *cells[400];
    static size_t sizes[400];
    size_t size = 16;
    for (int round = 0; round < 3; round++) {
        t->no_collect++; /* `cells` is no root */
        size = 1;
        for (int i = 0; i < 400; i++) {
            cells[i] = weft__alloc(t, size, type);
            cr_assert_not_null(cells[i]);
            cr_assert_eq((uintptr_t)cells[i] % 16, 0);
            cr_assert_eq(((Object *)(void *)cells[i])->type, type);
            for (size_t k = sizeof(void *); k < size; k++) {
                cr_assert_eq(cells[i][k], 0);
            }
            if (size > sizeof(Object)) {
                memset(cells[i] + sizeof(Object), 0x5A, size - sizeof(Object));
            }
            sizes[i] = size;
            size += i < 100 ? 7 : size / 48;
        }
        for (int i = 0; i < 400; i++) {
            for (size_t k = sizeof(Object); k < sizes[i]; k++) {
                cr_assert_eq(cells[i][k], 0x5A);
            }
        }
        memset(cells, 0, sizeof cells);
        t->no_collect--;
        (void)collect_clean(t);
    }
    fake_free(fake);
}

static NO_INLINE void make_garbage(Thread *t, size_t count)
{
    Value last = EMPTY;
    for (size_t i = 0; i < count; i++) {
        last = value_from_pointer(node_new(t, i % 1000 == 0 ? EMPTY : last, EMPTY, i));
    }
}

Test(heap, garbage_goes_and_roots_stay)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    make_garbage(t, 5000);
    Value last = EMPTY;
    for (uint64_t i = 0; i < 3000; i++) {
        last = value_from_pointer(node_new(t, last, EMPTY, i));
    }
    weft__store_relaxed(&fake->roots[0], last);
    size_t freed = collect_clean(t);
    cr_assert_geq(freed, 4990);
    cr_assert_leq(freed, 5000);
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    cr_assert_eq(statistics.collections, 1);
    cr_assert_geq(statistics.live_objects, 3000);
    cr_assert_leq(statistics.live_objects, 3010);
    make_garbage(t, 20000); /* fills the gaps */
    uint64_t expected = 3000;
    for (Value v = last; v != EMPTY; v = weft__load_relaxed(&as_node(v)->left)) {
        cr_assert_eq(as_node(v)->number, --expected);
    }
    cr_assert_eq(expected, 0);
    fake_free(fake);
}

static NO_INLINE void make_pair(FakeRuntime *fake, size_t root, uint8_t flags)
{
    Thread *t = fake->main_thread;
    Node *child = node_new(t, EMPTY, EMPTY, 1);
    Node *parent = node_new(t, value_from_pointer(child), EMPTY, 2);
    weft__init(&parent->head.flags, flags);
    weft__store_relaxed(&fake->roots[root], value_from_pointer(parent));
}

Test(heap, a_type_may_name_the_flags_of_objects_with_references)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    for (size_t i = 0; i < 100; i++) {
        make_pair(fake, i, i % 2 == 0 ? OBJECT_FLAG_A | OBJECT_FLAG_B : OBJECT_FLAG_B);
    }
    fake->node_type.traced_with = OBJECT_FLAG_A;
    size_t freed = collect_clean(t); /* half of the parents are not asked for their children */
    cr_assert_geq(freed, 45);
    cr_assert_leq(freed, 50);
    for (size_t i = 0; i < 100; i += 2) {
        cr_assert_eq(as_node(weft__load_relaxed(&as_node(weft__load_relaxed(&fake->roots[i]))->left))->number, 1);
    }
    fake->node_type.traced_with = 0;
    for (size_t i = 1; i < 100; i += 2) { /* their children are gone */
        weft__store_relaxed(&fake->roots[i], EMPTY);
    }
    cr_assert_geq(collect_clean(t), 45);
    fake_free(fake);
}

static NO_INLINE Value tree(Thread *t, int depth)
{
    if (depth == 0) {
        return EMPTY;
    }
    Value left = tree(t, depth - 1);
    Value right = tree(t, depth - 1);
    return value_from_pointer(node_new(t, left, right, (uint64_t)depth));
}

static size_t count_tree(Value v, int depth)
{
    if (v == EMPTY) {
        cr_assert_eq(depth, 0);
        return 0;
    }
    cr_assert_eq(as_node(v)->number, (uint64_t)depth);
    return 1 + count_tree(weft__load_relaxed(&as_node(v)->left), depth - 1) +
           count_tree(weft__load_relaxed(&as_node(v)->right), depth - 1);
}

Test(heap, native_stack_holds_what_is_built)
{
    Torture torture = {.collect_every = 7};
    FakeRuntime *fake = fake_new_with(0, &torture);
    Value v = tree(fake->main_thread, 9);
    cr_assert_eq(count_tree(v, 9), 511);
    HeapStatistics statistics;
    weft__heap_statistics(fake->main_thread, &statistics);
    cr_assert_geq(statistics.collections, 511 / 7);
    fake_free(fake);
}

Test(heap, collecting_at_every_allocation)
{
    Torture torture = {.collect_every = 1};
    FakeRuntime *fake = fake_new_with(0, &torture);
    Thread *t = fake->main_thread;
    Value v = tree(t, 6);
    ValueArray *array = weft__value_array_new(t, 40);
    for (size_t i = 0; i < 40; i++) {
        weft__store_relaxed(&array->items[i], value_from_pointer(node_new(t, EMPTY, v, i)));
    }
    for (size_t i = 0; i < 40; i++) {
        cr_assert_eq(as_node(weft__load_relaxed(&array->items[i]))->number, i);
    }
    cr_assert_eq(count_tree(v, 6), 63);
    fake_free(fake);
}

static bool is_scrubbed(uintptr_t hidden)
{
    const char *cell = (const char *)~hidden;
#if WEFT_ASAN
    return __asan_address_is_poisoned(cell + sizeof(Object)) != 0;
#else
    return (unsigned char)cell[sizeof(Object)] == 0xDB;
#endif
}

/* Nodes that live beside each other and die one after another, some of them after many collections:
 * each is scrubbed by the collection that finds it dead. */
Test(heap, dead_cells_are_scrubbed_under_torture)
{
    enum { NODES = 12 };
    Torture torture = {.collect_every = 1000000};
    FakeRuntime *fake = fake_new_with(0, &torture);
    Thread *t = fake->main_thread;
    ValueArray *array = weft__value_array_new(t, NODES);
    weft__store_relaxed(&fake->roots[0], value_from_pointer(array));
    uintptr_t hidden[NODES];
    for (size_t i = 0; i < NODES; i++) {
        Value node = value_from_pointer(node_new(t, EMPTY, EMPTY, i));
        weft__store_relaxed(&array->items[i], node);
        hidden[i] = ~(uintptr_t)value_pointer(node);
    }
    size_t scrubbed = 0;
    for (size_t dead = 0; dead <= NODES; dead++) {
        (void)collect_clean(t);
        scrubbed = 0;
        for (size_t i = 0; i < NODES; i++) { /* the native stack may still name one that is dead */
            bool marked = weft__object_is_marked(t->runtime, (const void *)~hidden[i]);
            cr_assert(i < dead || marked);
            cr_assert_eq(is_scrubbed(hidden[i]), !marked);
            scrubbed += !marked;
        }
        if (dead < NODES) {
            weft__store_relaxed(&array->items[dead], EMPTY);
        }
    }
    cr_assert_geq(scrubbed, NODES / 2);
    fake_free(fake);
}

Test(heap, interior_and_tagged_pointers_count)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    ByteArray *volatile array = weft__byte_array_new(t, 3000);
    memset(array->bytes, 0x77, 3000);
    unsigned char *volatile inside = array->bytes + 2999;
    ByteArray *volatile big = weft__byte_array_new(t, 300000);
    memset(big->bytes, 0x78, 300000);
    unsigned char *volatile inside_big = big->bytes + 299999;
    array = NULL;
    big = NULL;
    (void)collect_clean(t);
    make_garbage(t, 1000);
    for (int i = 0; i < 20; i++) {
        (void)weft__byte_array_new(t, 3000);
        (void)weft__byte_array_new(t, 300000);
    }
    for (ptrdiff_t i = 0; i < 3000; i++) {
        cr_assert_eq(inside[-i], 0x77);
    }
    for (ptrdiff_t i = 0; i < 300000; i++) {
        cr_assert_eq(inside_big[-i], 0x78);
    }
    fake_free(fake);
}

Test(heap, value_stack_is_a_root)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    for (uint64_t i = 0; i < 100; i++) {
        *t->stack_top++ = value_from_pointer(node_new(t, EMPTY, EMPTY, i));
    }
    (void)collect_clean(t);
    make_garbage(t, 1000);
    for (uint64_t i = 0; i < 100; i++) {
        cr_assert_eq(as_node(t->stack_base[i])->number, i);
    }
    t->stack_top = t->stack_base;
    fake_free(fake);
}

static NO_INLINE void long_list(FakeRuntime *fake, uint64_t length)
{
    Value last = EMPTY;
    for (uint64_t i = 0; i < length; i++) {
        last = value_from_pointer(node_new(fake->main_thread, last, EMPTY, i));
    }
    weft__store_relaxed(&fake->roots[0], last);
}

static void check_list(FakeRuntime *fake, uint64_t length)
{
    for (Value v = weft__load_relaxed(&fake->roots[0]); v != EMPTY;
         v = weft__load_relaxed(&as_node(v)->left)) {
        cr_assert_eq(as_node(v)->number, --length);
    }
    cr_assert_eq(length, 0);
}

Test(heap, deep_structures_need_no_native_stack)
{
    FakeRuntime *fake = fake_new();
    uint64_t length = (uint64_t)200000 * SCALE;
    long_list(fake, length);
    (void)collect_clean(fake->main_thread);
    make_garbage(fake->main_thread, 10000);
    check_list(fake, length);
    fake_free(fake);
}

static NO_INLINE void wide_and_deep(FakeRuntime *fake)
{
    Thread *t = fake->main_thread;
    long_list(fake, 2000);
    ValueArray *array = weft__value_array_new(t, 5000);
    weft__store_relaxed(&fake->roots[1], value_from_pointer(array));
    for (size_t i = 0; i < 5000; i++) {
        Value inner = value_from_pointer(node_new(t, EMPTY, EMPTY, i));
        weft__store_relaxed(&array->items[i],
                            value_from_pointer(node_new(t, inner, EMPTY, i + 7)));
    }
    weft__store_relaxed(&fake->roots[2], tree(t, 10));
}

static void check_wide_and_deep(FakeRuntime *fake)
{
    check_list(fake, 2000);
    ValueArray *array = value_pointer(weft__load_relaxed(&fake->roots[1]));
    for (size_t i = 0; i < 5000; i++) {
        Node *node = as_node(weft__load_relaxed(&array->items[i]));
        cr_assert_eq(node->number, i + 7);
        cr_assert_eq(as_node(weft__load_relaxed(&node->left))->number, i);
    }
    cr_assert_eq(count_tree(weft__load_relaxed(&fake->roots[2]), 10), 1023);
}

Test(heap, marking_survives_a_full_mark_stack)
{
    for (size_t limit = 1; limit <= 64; limit *= 4) {
        Torture torture = {.mark_stack_limit = limit};
        FakeRuntime *fake = fake_new_with(0, &torture);
        wide_and_deep(fake);
        make_garbage(fake->main_thread, 3000);
        size_t freed = collect_clean(fake->main_thread);
        cr_assert_geq(freed, 2990);
        cr_assert_leq(freed, 3000);
        make_garbage(fake->main_thread, 30000);
        check_wide_and_deep(fake);
        fake_free(fake);
    }
}

Test(heap, an_object_under_construction_is_safe_to_trace)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    Node *volatile node = weft__alloc(t, sizeof(Node), fake_type(&fake->node_type));
    (void)weft__collect(t);
    cr_assert_eq(weft__load_relaxed(&node->left), 0);
    cr_assert_eq(node->head.type, fake_type(&fake->node_type));
    fake_free(fake);
}

Test(heap, emptied_blocks_serve_other_sizes)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    Type *type = fake_type(&fake->blob_type);
    size_t sizes[] = {16, 48, 512, 700, 3000, 9000, 32768, 40000, 700000};
    for (int round = 0; round < 4 * SCALE; round++) {
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            for (size_t bytes = 0; bytes < (size_t)4 << 20; bytes += sizes[s]) {
                unsigned char *cell = weft__alloc(t, sizes[s], type);
                cr_assert_not_null(cell);
                cr_assert_eq(cell[sizes[s] - 1], 0);
                if (sizes[s] > sizeof(Object)) {
                    memset(cell + sizeof(Object), 0xFF, sizes[s] - sizeof(Object));
                }
            }
            (void)collect_clean(t);
        }
    }
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    cr_assert_lt(statistics.peak_bytes, (size_t)16 << 20);
    fake_free(fake);
}

Test(heap, pacing_collects_by_itself)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    wide_and_deep(fake);
    make_garbage(t, (size_t)3000000);
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    cr_assert_geq(statistics.collections, 4);
    cr_assert_leq(statistics.collections, 12);
    cr_assert_gt(statistics.pause_nanoseconds, 0);
    cr_assert_lt(statistics.peak_bytes, (size_t)64 << 20);
    check_wide_and_deep(fake);
    fake_free(fake);
}

Test(heap, no_collect_holds_collections_off)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    t->no_collect++;
    uintptr_t hidden = hide(node_new(t, EMPTY, EMPTY, 42));
    make_garbage(t, 600000);
    cr_assert_eq(weft__collect(t), 0);
    cr_assert_eq(((Node *)reveal(hidden))->number, 42);
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    cr_assert_eq(statistics.collections, 0);
    t->no_collect--;
    cr_assert(weft__poll(t)); /* the collection that was due */
    weft__heap_statistics(t, &statistics);
    cr_assert_eq(statistics.collections, 1);
    fake_free(fake);
}

/* ---- weak references ---- */

static NO_INLINE void weak_scene(FakeRuntime *fake)
{
    Thread *t = fake->main_thread;
    Value alive = value_from_pointer(node_new(t, EMPTY, EMPTY, 1));
    weft__store_relaxed(&fake->roots[0], alive);
    Value dead = value_from_pointer(node_new(t, EMPTY, EMPTY, 2));
    weft__store_relaxed(&fake->roots[1], value_from_pointer(weak_new(t, alive, TRUE_VALUE)));
    weft__store_relaxed(&fake->roots[2], value_from_pointer(weak_new(t, dead, TRUE_VALUE)));
    weft__store_relaxed(&fake->roots[3], value_from_pointer(weak_new(t, dead, NONE)));
    (void)weak_new(t, dead, TRUE_VALUE); /* dies with its target: no call */
}

/* Not inlined: the caller's frame must not get to hold the target. */
static NO_INLINE bool weak_is_cleared(FakeRuntime *fake, int root)
{
    WeakCell *cell = value_pointer(weft__load_relaxed(&fake->roots[root]));
    return weft__load_acquire(&cell->target) == EMPTY;
}

Test(heap, weak_cells_are_cleared_and_tell)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    weak_scene(fake);
    (void)collect_clean(t);
    cr_assert_not(weak_is_cleared(fake, 1));
    cr_assert(weak_is_cleared(fake, 2));
    cr_assert(weak_is_cleared(fake, 3));
    cr_assert_eq(weft__load_relaxed(&fake->called_back), 0); /* outside the pause */
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->called_back), 1);
    weft__store_relaxed(&fake->roots[0], EMPTY);
    (void)collect_clean(t);
    cr_assert(weft__poll(t));
    cr_assert(weak_is_cleared(fake, 1));
    cr_assert_eq(weft__load_relaxed(&fake->called_back), 2);
    (void)collect_clean(t);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->called_back), 2);
    fake_free(fake);
}

Test(heap, a_target_has_one_weak_cell_without_callback)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    Value target = value_from_pointer(node_new(t, EMPTY, EMPTY, 1));
    weft__store_relaxed(&fake->roots[0], target);
    WeakCell *shared = weak_new(t, target, NONE);
    WeakCell *own = weak_new(t, target, TRUE_VALUE);
    cr_assert_eq(weak_new(t, target, NONE), shared);
    cr_assert_neq(own, shared);
    Value listed[3] = {EMPTY, EMPTY, EMPTY};
    cr_assert_eq(weft__weak_list(t, value_pointer(target), listed, 3), 2);
    cr_assert_eq(listed[0], value_from_pointer(shared));
    cr_assert_eq(listed[1], value_from_pointer(own));
    cr_assert_eq(weft__weak_find(t, value_pointer(target), shared->head.type), shared);
    fake_free(fake);
}

/* ---- finalizers ---- */

static NO_INLINE void finalizer_scene(FakeRuntime *fake)
{
    Thread *t = fake->main_thread;
    /* A cycle of two with finalizers, with a tail that has none, seen by a weak cell. */
    Node *tail = node_new(t, EMPTY, EMPTY, 3);
    Node *a = node_new(t, EMPTY, value_from_pointer(tail), 1);
    Node *b = node_new(t, value_from_pointer(a), EMPTY, 2);
    weft__store_relaxed(&a->left, value_from_pointer(b));
    cr_assert(weft__register_finalizer(t, &a->head));
    cr_assert(weft__register_finalizer(t, &b->head));
    weft__store_relaxed(&fake->roots[1],
                        value_from_pointer(weak_new(t, value_from_pointer(a), NONE)));
    weft__store_relaxed(&fake->roots[2],
                        value_from_pointer(weak_new(t, value_from_pointer(tail), NONE)));
}

Test(heap, finalizers_run_once_after_weak_cells_are_cleared)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    finalizer_scene(fake);
    (void)collect_clean(t);
    cr_assert(weak_is_cleared(fake, 1));
    cr_assert(weak_is_cleared(fake, 2));
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 0);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 2);
    size_t freed = collect_clean(t);
    cr_assert_geq(freed, 3);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 2);
    fake_free(fake);
}

static NO_INLINE void register_nodes(FakeRuntime *fake, size_t count, bool keep)
{
    Thread *t = fake->main_thread;
    Value last = EMPTY;
    for (size_t i = 0; i < count; i++) {
        Node *node = node_new(t, last, EMPTY, i);
        cr_assert(weft__register_finalizer(t, &node->head));
        last = value_from_pointer(node);
    }
    if (keep) {
        weft__store_relaxed(&fake->roots[9], last);
    }
}

Test(heap, finalize_all_takes_the_living_too)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    register_nodes(fake, 1000, true);
    (void)collect_clean(t);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 0);
    weft__finalize_all(t);
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 1000);
    weft__finalize_all(t);
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 1000);
    fake_free(fake);
}

static NO_INLINE void make_owners(FakeRuntime *fake, size_t count)
{
    Thread *t = fake->main_thread;
    for (size_t i = 0; i < count; i++) {
        Owner *owner = weft__alloc_releasable(t, sizeof(Owner), fake_type(&fake->owner_type));
        owner->foreign = malloc(100);
        if (i % 10 == 0) {
            weft__store_relaxed(&fake->roots[i / 10], value_from_pointer(owner));
        }
    }
}

Test(heap, foreign_memory_is_released) /* the leak check of AddressSanitizer is the judge */
{
    FakeRuntime *fake = fake_new();
    make_owners(fake, 1000);
    (void)collect_clean(fake->main_thread);
    for (int i = 0; i < 100; i++) {
        Owner *owner = value_pointer(weft__load_relaxed(&fake->roots[i]));
        cr_assert_not_null(owner->foreign);
        owner->foreign[99] = 1;
    }
    fake_free(fake);
}

/* ---- budget and failures ---- */

static NO_INLINE size_t fill_until_error(FakeRuntime *fake, size_t bytes)
{
    Thread *t = fake->main_thread;
    size_t count = 0;
    uint64_t before = weft__load_relaxed(&fake->memory_errors);
    Value last = EMPTY;
    for (;;) {
        ValueArray *array = weft__value_array_new(t, bytes / sizeof(Value));
        if (array == NULL) {
            break;
        }
        weft__store_relaxed(&array->items[0], last);
        last = value_from_pointer(array);
        weft__store_relaxed(&fake->roots[0], last);
        count++;
    }
    cr_assert_eq(weft__load_relaxed(&fake->memory_errors), before + 1);
    return count;
}

Test(heap, the_budget_ends_in_memory_error_and_recovers)
{
    size_t sizes[] = {64, 1000, 20000, 200000};
    for (size_t s = 0; s < 4; s++) {
        size_t budget = (size_t)4 << 20;
        FakeRuntime *fake = fake_new_with(budget, NULL);
        Thread *t = fake->main_thread;
        size_t first = fill_until_error(fake, sizes[s]);
        cr_assert_leq(first * sizes[s], budget);
        cr_assert_geq(first * sizes[s], budget / 2);
        weft__store_relaxed(&fake->roots[0], EMPTY);
        wipe_stack();
        size_t second = fill_until_error(fake, sizes[s]);
        cr_assert_geq(second, first - first / 8);
        weft__store_relaxed(&fake->roots[0], EMPTY);
        wipe_stack();
        cr_assert_not_null(weft__byte_array_new(t, budget / 2));
        cr_assert_null(weft__byte_array_new(t, budget * 2));
        cr_assert_null(weft__byte_array_new(t, SIZE_MAX / 2));
        cr_assert_null(weft__byte_array_new(t, SIZE_MAX - 3));
        cr_assert_null(weft__value_array_new(t, SIZE_MAX / 4));
        weft__budget_charge(t, budget);
        cr_assert_not(weft__budget_check(t, 1));
        weft__budget_release(t, budget);
        cr_assert(weft__budget_check(t, 1));
        fake_free(fake);
    }
}

Test(heap, each_allocation_can_be_made_to_fail)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    (void)node_new(t, EMPTY, EMPTY, 0);
    for (int64_t at = 1; at <= 20; at++) {
        weft__heap_set_torture(t, 0, at);
        for (int64_t i = 1; i <= 30; i++) {
            cr_assert_eq(node_new(t, EMPTY, EMPTY, 0) == NULL, i == at);
        }
    }
    weft__heap_set_torture(t, 0, -1);
    cr_assert_eq(weft__load_relaxed(&fake->memory_errors), 20);
    cr_assert_not_null(node_new(t, EMPTY, EMPTY, 0));
    fake_free(fake);
}

/* ---- introspection ---- */

static void count_nodes(Object *object, void *context)
{
    size_t *counts = context;
    FakeRuntime *fake = (FakeRuntime *)counts[2];
    counts[object->type == fake_type(&fake->node_type)]++;
}

static void count_referent(Object *referent, void *context)
{
    (void)referent;
    (*(size_t *)context)++;
}

Test(heap, objects_and_referents_can_be_visited)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    wide_and_deep(fake);
    (void)collect_clean(t);
    make_garbage(t, 100);
    size_t counts[3] = {0, 0, (size_t)fake};
    weft__heap_each_object(t, count_nodes, counts);
    cr_assert_eq(counts[0], 1);
    cr_assert_geq(counts[1], 2000 + 10000 + 1023);
    cr_assert_leq(counts[1], 2000 + 10000 + 1023 + 110);
    size_t referents = 0;
    weft__world_stop(t);
    weft__each_referent(t, value_object(weft__load_relaxed(&fake->roots[1])), count_referent,
                        &referents);
    weft__world_resume(t);
    cr_assert_eq(referents, 5000);
    fake_free(fake);
}

/* ---- several threads ---- */

enum { WORKERS = 4 };
typedef struct Worker {
    FakeRuntime *fake;
    pthread_t native;
    uint64_t number;
    uint64_t rounds;
} Worker;

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Every node's number says what its subtree sums to, so that a cell that was reused shows. */
static NO_INLINE Value summed(Thread *t, int depth, uint64_t *seed, uint64_t *sum)
{
    if (depth == 0) {
        *sum = 1;
        return EMPTY;
    }
    uint64_t a, b;
    Value left = summed(t, depth - 1, seed, &a);
    Value right = EMPTY;
    if (depth > 1 && next_random(seed) % 4 == 0) {
        b = 5;
    } else {
        right = summed(t, depth - 1, seed, &b);
    }
    *sum = a * 3 + b;
    Node *node = node_new(t, left, right, *sum);
    (void)weft__byte_array_new(t, next_random(seed) % 300); /* litter */
    return value_from_pointer(node);
}

static uint64_t check_summed(Value v, int depth)
{
    if (depth == 0) {
        return 1;
    }
    if (v == EMPTY) {
        return 5;
    }
    uint64_t a = check_summed(weft__load_acquire(&as_node(v)->left), depth - 1);
    uint64_t b = check_summed(weft__load_acquire(&as_node(v)->right), depth - 1);
    cr_assert_eq(as_node(v)->number, a * 3 + b);
    return a * 3 + b;
}

static void *build_and_drop(void *context)
{
    Worker *worker = context;
    FakeRuntime *fake = worker->fake;
    Thread *t = fake_attach(fake);
    uint64_t seed = worker->number * 977 + 1;
    for (uint64_t round = 0; round < worker->rounds; round++) {
        uint64_t sum;
        Value v = summed(t, 8, &seed, &sum);
        uint64_t slot = next_random(&seed) % 64;
        weft__store_release(&fake->roots[slot], v); /* others' trees are dropped so */
        Value other = weft__load_acquire(&fake->roots[next_random(&seed) % 64]);
        if (other != EMPTY) {
            (void)check_summed(other, 8);
        }
        if (next_random(&seed) % 8 == 0) {
            (void)weak_new(t, v, NONE);
        }
        if (next_random(&seed) % 16 == 0) {
            (void)weft__byte_array_new(t, 100000);
        }
        if (round % 64 == worker->number) {
            (void)weft__collect(t);
        }
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

static void run_workers(FakeRuntime *fake, uint64_t rounds)
{
    Worker workers[WORKERS];
    Thread *t = fake->main_thread;
    for (uint64_t i = 0; i < WORKERS; i++) {
        workers[i] = (Worker){fake, 0, i, rounds};
        cr_assert_eq(pthread_create(&workers[i].native, NULL, build_and_drop, &workers[i]), 0);
    }
    weft__world_leave(t);
    for (size_t i = 0; i < WORKERS; i++) {
        pthread_join(workers[i].native, NULL);
    }
    weft__world_enter(t);
}

Test(heap, threads_build_share_and_drop_graphs)
{
    FakeRuntime *fake = fake_new();
    run_workers(fake, (uint64_t)200 * SCALE);
    for (int i = 0; i < 64; i++) {
        Value v = weft__load_relaxed(&fake->roots[i]);
        if (v != EMPTY) {
            (void)check_summed(v, 8);
        }
        weft__store_relaxed(&fake->roots[i], EMPTY);
    }
    (void)collect_clean(fake->main_thread);
    HeapStatistics statistics;
    weft__heap_statistics(fake->main_thread, &statistics);
    cr_assert_lt(statistics.live_objects, 600); /* a stale word on the stack may hold one tree */
    fake_free(fake);
}

Test(heap, threads_under_torture)
{
    Torture torture = {.collect_every = 97};
    FakeRuntime *fake = fake_new_with(0, &torture);
    run_workers(fake, 12);
    fake_free(fake);
}

enum { ALLOCATORS = 4, CHUNKS = 64, CHUNK_BYTES = 1 << 20 };
typedef struct Allocator {
    FakeRuntime *fake;
    pthread_barrier_t *barrier;
    pthread_t native;
} Allocator;

/* All threads allocate a megabyte and wait for each other, so each has its share in all that is
 * allocated between two collections. */
static void *allocate_in_step(void *context)
{
    Allocator *allocator = context;
    Thread *t = fake_attach(allocator->fake);
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
        make_garbage(t, CHUNK_BYTES / 48);
        weft__world_leave(t);
        (void)pthread_barrier_wait(allocator->barrier);
        weft__world_enter(t);
    }
    fake_detach(t);
    return NULL;
}

/* One thread that allocates so much collects every 8 to 16 MB, so 16 times at least. */
Test(heap, threads_that_allocate_do_not_collect_more_often_than_one)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    Allocator allocators[ALLOCATORS];
    pthread_barrier_t barrier;
    cr_assert_eq(pthread_barrier_init(&barrier, NULL, ALLOCATORS), 0);
    for (size_t i = 0; i < ALLOCATORS; i++) {
        allocators[i] = (Allocator){.fake = fake, .barrier = &barrier};
        cr_assert_eq(pthread_create(&allocators[i].native, NULL, allocate_in_step, &allocators[i]), 0);
    }
    weft__world_leave(t);
    for (size_t i = 0; i < ALLOCATORS; i++) {
        pthread_join(allocators[i].native, NULL);
    }
    weft__world_enter(t);
    pthread_barrier_destroy(&barrier);
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    cr_assert_geq(statistics.allocated_bytes, (uint64_t)ALLOCATORS * CHUNKS * CHUNK_BYTES / 16 * 15);
    cr_assert_geq(statistics.collections, 3);
    cr_assert_leq(statistics.collections, 10);
    cr_assert_lt(statistics.peak_bytes, (size_t)80 << 20);
    fake_free(fake);
}

static void *register_and_end(void *context)
{
    FakeRuntime *fake = context;
    Thread *t = fake_attach(fake);
    for (uint64_t i = 0; i < 50; i++) {
        Node *node = node_new(t, EMPTY, EMPTY, i);
        cr_assert(weft__register_finalizer(t, &node->head));
        weft__store_relaxed(&fake->roots[i],
                            value_from_pointer(weak_new(t, value_from_pointer(node), TRUE_VALUE)));
    }
    fake_detach(t);
    return NULL;
}

Test(heap, registrations_outlive_their_thread)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    pthread_t native;
    cr_assert_eq(pthread_create(&native, NULL, register_and_end, fake), 0);
    weft__world_leave(t);
    pthread_join(native, NULL);
    weft__world_enter(t);
    (void)collect_clean(t);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&fake->finalized), 50);
    cr_assert_eq(weft__load_relaxed(&fake->called_back), 50);
    fake_free(fake);
}
