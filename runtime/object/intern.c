/* intern.c - one object per text for identifiers.
 *
 * The table is open addressing over Str pointers. Look-ups take no lock: an entry is written once
 * (release), a full table is replaced by a larger copy (release), the old one stays as long as
 * somebody may read it (it is a heap cell). Insertions hold the intern lock. Interned strings live as
 * long as the runtime, and their characters are inline, so that C may read them as text with a zero behind.
 * edges: intern_table, intern_entry
 */
#include "object/text_internal.h"

static ValueArray *table_of(Runtime *runtime)
{
    return weft__load_acquire((ATOMIC(ValueArray *) *)(void *)&runtime->intern_table); /* edge: intern_table */
}

/* The interned string equal to s, or NULL. *free_slot: where it would go. */
static Str *find(ValueArray *table, Str *s, uint32_t hash, size_t *free_slot)
{
    size_t mask = table->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        Value v = weft__load_acquire(&table->items[i]); /* edge: intern_entry */
        if (v == EMPTY) {
            *free_slot = i;
            return NULL;
        }
        Str *other = as_str(v);
        if (weft__load_relaxed(&other->head.aux) == hash && weft__str_equal(other, s)) { /* edge: str_hash */
            return other;
        }
    }
}

/* Intern lock held. */
static ValueArray *grow(Thread *t, ValueArray *table)
{
    ValueArray *larger = weft__value_array_new(t, table == NULL ? 4096 : table->capacity * 2);
    if (larger == NULL) {
        return NULL;
    }
    for (size_t i = 0; table != NULL && i < table->capacity; i++) {
        Value v = weft__load_relaxed(&table->items[i]); /* edge: intern_entry; locked */
        if (v != EMPTY) {
            size_t slot;
            find(larger, as_str(v), weft__load_relaxed(&as_str(v)->head.aux), &slot); /* edge: str_hash */
            weft__store_relaxed(&larger->items[slot], v);                             /* edge: intern_entry; not shared yet */
        }
    }
    weft__store_relaxed(&larger->length, table == NULL ? 0 : weft__load_relaxed(&table->length));
    weft__store_release((ATOMIC(ValueArray *) *)(void *)&t->runtime->intern_table, larger); /* edge: intern_table */
    return larger;
}

Str *weft__intern(Thread *t, Str *s)
{
    if (s == NULL || (weft__load_relaxed(&s->head.flags) & OBJECT_INTERNED)) { /* edge: object_flags */
        return s;
    }
    uint32_t hash = weft__str_hash(t, s);
    ValueArray *table = table_of(t->runtime);
    size_t slot;
    Str *found = table == NULL ? NULL : find(table, s, hash, &slot);
    if (found != NULL) {
        return found;
    }
    if (s->head.type != T(t, str) || s->in_buffer) { /* a subclass instance, or a prefix of a buffer: its text */
        Str *copy = weft__str_new(t, s->length, weft__str_widest(s, 0, s->length));
        if (copy == NULL) {
            return NULL;
        }
        weft__str_copy(copy, 0, s, 0, s->length);
        s = copy;
        (void)weft__str_hash(t, s); /* the table's entries have theirs */
    }
    weft__runtime_lock(t, &t->runtime->intern_lock);
    table = table_of(t->runtime);
    if (table == NULL || weft__load_relaxed(&table->length) * 3 > table->capacity * 2) {
        table = grow(t, table);
    }
    if (table != NULL) {
        found = find(table, s, hash, &slot);
        if (found == NULL) {
            found = s;
            weft__or_relaxed(&s->head.flags, (uint8_t)OBJECT_INTERNED); /* edge: object_flags */
            weft__store_release(&table->items[slot], value_from_pointer(s)); /* edge: intern_entry */
            weft__store_relaxed(&table->length, weft__load_relaxed(&table->length) + 1);
        }
    }
    weft__runtime_unlock(t, &t->runtime->intern_lock);
    return found;
}

Str *weft__intern_utf8(Thread *t, const char *text, size_t bytes)
{
    return weft__intern(t, weft__str_from_utf8(t, text, bytes));
}
Str *weft__intern_c(Thread *t, const char *text) { return weft__intern_utf8(t, text, strlen(text)); }
