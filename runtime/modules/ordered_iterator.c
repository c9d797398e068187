/* ordered_iterator.c - iterators over an OrderedDict and its views, both ways: `odict_iterator`.
 *
 * One raises RuntimeError at the first step after any key came, went or moved, not only when the size is
 * another, and then is exhausted. It is also exhausted as soon as it has given the last key, so that a
 * loop may add keys in its last round.
 *
 * Nothing counts the changes of a dict. A table only ever appends entries (`used` grows) and loses them
 * (`live` shrinks), and a new table takes its place for everything else; so the table, `used` and `live`
 * together are the same exactly as long as the keys and their order are. The iterator keeps the
 * table alive, so that no other can come to lie at its address. The step itself is made by an iterator
 * of dict_iterators.c.
 */
#include "modules/collections.h"
#include "object/containers_internal.h"

typedef struct OrderedIterator {
    Object head;
    Value steps;             /* an iterator of dict; never changes, like all but `done` */
    Dict *dict;
    DictTable *table;
    uint32_t used, live;
    ATOMIC(uint32_t) done;   /* exhausted; any thread, only ever set; edge: dict_iterator */
    ATOMIC(uint32_t) taken;  /* steps so far; edge: dict_iterator */
} OrderedIterator;

static Value iterator_new(Thread *t, Dict *d, Type *steps, bool reverse)
{
    OrderedIterator *iterator =
        weft__alloc(t, sizeof *iterator, weft__collections_type(t, COLLECTIONS_ORDERED_ITERATOR));
    if (iterator == NULL) {
        return EMPTY;
    }
    iterator->dict = d;
    weft__lock_object(t, &d->head); /* the three belong together */
    iterator->table = weft__load_relaxed(&d->table);
    iterator->used = weft__load_relaxed(&iterator->table->used);
    iterator->live = weft__load_relaxed(&iterator->table->live);
    weft__unlock_object(t, &d->head);
    iterator->steps = weft__dict_iterator_new(t, steps, d, reverse);
    return iterator->steps == EMPTY ? EMPTY : value_from_pointer(iterator);
}

static Value iterator_next(Thread *t, Value self)
{
    OrderedIterator *iterator = value_pointer(self);
    if (weft__load_relaxed(&iterator->done)) { /* edge: dict_iterator */
        return EMPTY;
    }
    DictTable *table = weft__load_acquire(&iterator->dict->table);  /* edge: dict_table */
    uint32_t live = weft__load_acquire(&table->live);               /* edge: dict_live */
    if (table != iterator->table || live != iterator->live ||
        weft__load_acquire(&table->used) != iterator->used) {       /* edge: dict_used */
        weft__store_relaxed(&iterator->done, 1U);                   /* edge: dict_iterator */
        return RAISE(t, RuntimeError, live == 0 && iterator->live > 1
                                          ? "OrderedDict changed size during iteration" /* clear() */
                                          : "OrderedDict mutated during iteration");
    }
    uint32_t taken = weft__load_relaxed(&iterator->taken) + 1; /* edge: dict_iterator */
    weft__store_relaxed(&iterator->taken, taken);              /* edge: dict_iterator */
    if (taken >= iterator->live) {
        weft__store_relaxed(&iterator->done, 1U); /* edge: dict_iterator */
    }
    return type_of(t, iterator->steps)->slots.next(t, iterator->steps);
}

/* iter, ([what is left],): the iterator itself stays where it is. */
static Value iterator_reduce(Thread *t, Value *args)
{
    OrderedIterator *iterator = value_pointer(args[0]);
    if (!weft__load_relaxed(&iterator->done)) { /* edge: dict_iterator */
        return weft__call_method(t, iterator->steps, weft__intern_c(t, "__reduce__"), NULL, 0);
    }
    Value iter = weft__builtin_named(t, "iter");
    Value none = value_or_empty(weft__list_new(t, 0));
    Tuple *of = iter == EMPTY || none == EMPTY ? NULL : weft__tuple_from(t, &none, 1);
    return of == NULL ? EMPTY : weft__tuple2(t, iter, value_from_pointer(of));
}

static void iterator_trace(Tracer *tracer, Object *object)
{
    OrderedIterator *iterator = (OrderedIterator *)object;
    weft__trace_value(tracer, iterator->steps);
    weft__trace_object(tracer, iterator->dict);
    weft__trace_object(tracer, iterator->table);
}

static Value keys(Thread *t, Value self) { return iterator_new(t, as_dict(self), T(t, dict_key_iterator), false); }
static Value view_keys(Thread *t, Value self)
{
    return iterator_new(t, view_dict(self), T(t, dict_key_iterator), false);
}
static Value view_values(Thread *t, Value self)
{
    return iterator_new(t, view_dict(self), T(t, dict_value_iterator), false);
}
static Value view_items(Thread *t, Value self)
{
    return iterator_new(t, view_dict(self), T(t, dict_item_iterator), false);
}
static Value keys_back(Thread *t, Value *args)
{
    return iterator_new(t, as_dict(args[0]), T(t, dict_reverse_key_iterator), true);
}
static Value view_keys_back(Thread *t, Value *args)
{
    return iterator_new(t, view_dict(args[0]), T(t, dict_reverse_key_iterator), true);
}
static Value view_values_back(Thread *t, Value *args)
{
    return iterator_new(t, view_dict(args[0]), T(t, dict_reverse_value_iterator), true);
}
static Value view_items_back(Thread *t, Value *args)
{
    return iterator_new(t, view_dict(args[0]), T(t, dict_reverse_item_iterator), true);
}

static const char reversed_text[] = "An iterator that begins at the last key.";
static const NativeDef steps_back[][2] = {
    {{"__reversed__", keys_back, "self, /", reversed_text, 0}, {NULL, NULL, NULL, NULL, 0}},
    {{"__reversed__", view_keys_back, "self, /", reversed_text, 0}, {NULL, NULL, NULL, NULL, 0}},
    {{"__reversed__", view_values_back, "self, /", reversed_text, 0}, {NULL, NULL, NULL, NULL, 0}},
    {{"__reversed__", view_items_back, "self, /", reversed_text, 0}, {NULL, NULL, NULL, NULL, 0}},
};

bool weft__ordered_iteration(Thread *t, Type *type, int number)
{
    static Value (*const forth[])(Thread *, Value) = {keys, view_keys, view_values, view_items};
    type->slots.iterate = forth[number - COLLECTIONS_ORDERED_DICT];
    return weft__add_methods(t, type, steps_back[number - COLLECTIONS_ORDERED_DICT]);
}

bool weft__collections_add_ordered_iterator(Thread *t, Module *m, Type **types)
{
    static const NativeDef methods[] = {
        {"__reduce__", iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__native_type_new(t, "odict_iterator", NULL, sizeof(OrderedIterator), TYPE_FINAL);
    if (type == NULL) {
        return false;
    }
    type->head.trace = iterator_trace;
    type->slots.iterate = weft__native_iterate_self;
    type->slots.next = iterator_next;
    types[COLLECTIONS_ORDERED_ITERATOR] = type;
    return weft__type_publish(t, m, type, NULL, methods, NULL);
}
