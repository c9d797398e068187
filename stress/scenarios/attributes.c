/* attributes.c - classes and instances that change under cached lookups.
 *
 * Edges: attribute_table, instance_slot, instance_extra, type_version, type_mro, type_name,
 * type_subclasses, property_part, method_holder. A class gains names; instances gain values in
 * slots and an extra cell; methods are replaced under the type lock, with the version zeroed first (R5).
 * A reader that has cached (version, method) and sees the version again must call a method that was
 * right at some moment between its two looks: never one replaced before a version was given anew.
 */
#include "scenario.h"

enum { NAMES = 4 };
typedef struct Table {
    uint64_t mask; /* plain: written before the table is published */
    ATOMIC(uint32_t) count;
    ATOMIC(uint8_t) buckets[NAMES];
    ATOMIC(Box *) names[NAMES];
} Table;
typedef struct Extra {
    uint64_t filled; /* plain: written before publication */
    ATOMIC(Box *) overflow;
} Extra;
typedef struct Property {
    ATOMIC(Box *) getter, setter;
} Property;

static Table tables[2];
static ATOMIC(Table *) attributes;
static ATOMIC(Box *) slots[NAMES];
static Extra extras[2];
static ATOMIC(Extra *) extra;
static ATOMIC(Box *) method;  /* in the class dictionary; type lock */
static ATOMIC(Box *) mro, type_name, subclasses;
static Property property;
static ATOMIC(uint32_t) version;
static uint32_t next_version; /* type lock */
static pthread_mutex_t type_lock = PTHREAD_MUTEX_INITIALIZER;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)tables, 0, sizeof tables);
    memset((void *)extras, 0, sizeof extras);
    tables[0].mask = NAMES - 1;
    weft__init(&attributes, &tables[0]);
    for (size_t i = 0; i < NAMES; i++) {
        weft__init(&slots[i], NULL);
    }
    weft__init(&extra, NULL);
    weft__init(&method, box(40));
    weft__init(&mro, box(30));
    weft__init(&type_name, box(20));
    weft__init(&subclasses, box(50));
    weft__init(&property.getter, box(10));
    weft__init(&property.setter, NULL);
    weft__init(&version, 1U);
    next_version = 2;
}

static void add_name(Table *table, uint64_t name)
{
    uint32_t count = weft__load_relaxed(&table->count);
    weft__store_relaxed(&table->names[count], box(name));
    weft__store_release(&table->count, count + 1); /* edge: attribute_table */
    ATOMIC(uint8_t) *bucket = &table->buckets[name % NAMES];
    weft__store_release(bucket, (uint8_t)(count + 1)); /* edge: attribute_table */
}

static void change_class(void)
{
    (void)pthread_mutex_lock(&type_lock);
    add_name(&tables[0], 1);
    add_name(&tables[0], 2);
    tables[1].mask = NAMES - 1;
    for (uint32_t i = 0; i < 2; i++) { /* a larger copy */
        Box *name = weft__load_relaxed(&tables[0].names[i]);
        weft__store_relaxed(&tables[1].names[i], name);
        weft__store_relaxed(&tables[1].buckets[name->name % NAMES], (uint8_t)(i + 1));
    }
    weft__store_relaxed(&tables[1].count, 2U);
    weft__store_release(&attributes, &tables[1]); /* edge: attribute_table */
    add_name(&tables[1], 3);
    (void)pthread_mutex_unlock(&type_lock);
    for (uint64_t change = 1; change <= 3; change++) {
        (void)pthread_mutex_lock(&type_lock);
        weft__store_seq_cst(&version, 0U); /* edge: type_version */
        weft__store_release(&method, box(40 + change));
        weft__store_release(&mro, box(30 + change));          /* edge: type_mro */
        weft__store_release(&type_name, box(20 + change));    /* edge: type_name */
        weft__store_release(&subclasses, box(50 + change));   /* edge: type_subclasses */
        weft__store_release(&property.getter, box(10 + change)); /* edge: property_part */
        weft__store_release(&property.setter, box(60 + change % 3)); /* edge: method_holder */
        (void)pthread_mutex_unlock(&type_lock);
    }
}

static void change_instance(void)
{
    for (uint64_t i = 1; i < NAMES; i++) {
        weft__store_release(&slots[i], box(i + 4)); /* edge: instance_slot */
    }
    Extra *fresh = &extras[0];
    fresh->filled = 77;
    Extra *none = NULL;
    if (weft__exchange_if_acq_rel(&extra, &none, fresh)) { /* edge: instance_extra; survives: acquire half: the winner looks at nothing */
        weft__store_release(&fresh->overflow, box(63)); /* edge: instance_extra */
    } else {
        EXPECT(none->filled == 77);
    }
}

static void read_instance(void)
{
    for (int round = 0; round < 4; round++) {
        for (uint64_t name = 1; name < NAMES; name++) {
            Table *table = weft__load_acquire(&attributes); /* edge: attribute_table */
            ATOMIC(uint8_t) *bucket = &table->buckets[name & table->mask];
            uint32_t number = weft__load_acquire(bucket); /* edge: attribute_table */
            if (number != 0) {
                Box *found = weft__load_relaxed(&table->names[number - 1]);
                EXPECT(box_name(found) == name);
                Box *value = weft__load_acquire(&slots[name]); /* edge: instance_slot */
                EXPECT(value == NULL || box_name(value) == name + 4);
            }
            uint32_t count = weft__load_acquire(&table->count); /* edge: attribute_table */
            EXPECT(count == 0 || weft__load_relaxed(&table->names[count - 1]) != NULL);
        }
        Extra *seen = weft__load_acquire(&extra); /* edge: instance_extra */
        if (seen != NULL) {
            EXPECT(seen->filled == 77);
            Box *overflow = weft__load_acquire(&seen->overflow); /* edge: instance_extra */
            EXPECT(overflow == NULL || box_name(overflow) == 63);
        }
    }
}

/* A call site: looks the method up, caches it under a version, which it assigns if need be. */
static void call_method(void)
{
    uint32_t cached_version = 0;
    uint64_t cached = 0;
    uint64_t latest = 0;
    for (int i = 0; i < 10; i++) {
        uint32_t seen = weft__load_acquire(&version); /* edge: type_version */
        if (seen != 0 && seen == cached_version) {
            EXPECT(cached >= latest); /* nothing newer was found under a version since */
        } else if (seen != 0) {
            uint64_t found = box_name(weft__load_acquire(&method));
            if (weft__load_acquire(&version) == seen) { /* edge: type_version */
                EXPECT(found >= latest);
                cached_version = seen;
                cached = found;
                latest = found;
            }
        } else {
            (void)pthread_mutex_lock(&type_lock);
            if (weft__load_relaxed(&version) == 0) {
                weft__store_release(&version, next_version++); /* edge: type_version */
            }
            latest = box_name(weft__load_relaxed(&method));
            (void)pthread_mutex_unlock(&type_lock);
        }
        EXPECT(box_name(weft__load_acquire(&mro)) / 10 == 3);             /* edge: type_mro */
        EXPECT(box_name(weft__load_acquire(&type_name)) / 10 == 2);       /* edge: type_name */
        EXPECT(box_name(weft__load_acquire(&subclasses)) / 10 == 5); /* edge: type_subclasses */
        EXPECT(box_name(weft__load_acquire(&property.getter)) / 10 == 1); /* edge: property_part */
        Box *setter = weft__load_acquire(&property.setter);               /* edge: method_holder */
        EXPECT(setter == NULL || box_name(setter) / 10 == 6);
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {change_class, change_instance, read_instance, call_method, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
