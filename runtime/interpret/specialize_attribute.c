/* specialize_attribute.c - the attribute families: how lookups become guards (rules R3-R5).
 *
 * The object layer resolves a name under a version that it read before the lookup and checked
 * again after it; a version of 0 means that nothing may be cached. See object/attribute.h for why
 * a matching type version also rules out shadowing by an instance.
 */
#include "interpret/interpreter.h"

#define SEEN() weft__load_relaxed(&site->instruction.op) /* edge: site_op */

static bool commit_record(Thread *t, Unit *site, unsigned seen, Opcode op, CacheRecord *record)
{
    return record == NULL ? weft__site_back_off(t, site, seen)
                          : weft__site_commit(t, site, seen, op, (uint64_t)(uintptr_t)record);
}

/* What the site's word knows already about other classes: the number of entries. */
static uint32_t known_entries(Thread *t, Unit *site, PolyEntry *entries)
{
    uint64_t word = weft__load_acquire(&site[1].cache); /* edge: site_cache */
    if ((word & 1) != 0) {
        if ((word & 0xFF) != CACHE_SLOT) {
            return 0;
        }
        entries[0] = (PolyEntry){(uint32_t)(word >> 8), (uint32_t)(word >> 40), EMPTY};
        return 1;
    }
    CacheRecord *record = (CacheRecord *)(uintptr_t)word;
    if (record == NULL || record->head.type != T(t, cache_record)) {
        return 0;
    }
    if (record->kind == RECORD_CLASS_VALUE || record->kind == RECORD_METHOD) {
        entries[0] = (PolyEntry){record->version, 0, record->value};
        return 1;
    }
    if (record->kind != RECORD_POLY) {
        return 0;
    }
    PolyRecord *poly = (PolyRecord *)(void *)record;
    memcpy(entries, poly->entries, poly->count * sizeof entries[0]);
    return poly->count;
}

/* Commits a record of `latest` and of what the site knows about other classes; the oldest is
 * forgotten when there are too many. False: the site knows nothing else. */
static bool commit_poly(Thread *t, Unit *site, unsigned seen, Opcode op, PolyEntry latest)
{
    PolyEntry known[POLY_ENTRIES];
    uint32_t count = known_entries(t, site, known), used = 1;
    PolyEntry entries[POLY_ENTRIES] = {latest};
    for (uint32_t i = 0; i < count && used < POLY_ENTRIES; i++) {
        if (known[i].version != latest.version) {
            entries[used++] = known[i];
        }
    }
    PolyRecord *record = used == 1 ? NULL : weft__alloc(t, sizeof *record, T(t, cache_record));
    if (record == NULL) {
        if (used > 1) {
            exception_take(t); /* a cache is a luxury: the next best is one for this class alone */
        }
        return false;
    }
    record->kind = RECORD_POLY;
    record->count = used;
    memcpy(record->entries, entries, used * sizeof entries[0]);
    (void)weft__site_commit(t, site, seen, op, (uint64_t)(uintptr_t)record);
    return true;
}

static bool commit_slot(Thread *t, Unit *site, unsigned seen, Opcode op, Opcode poly_op,
                        const AttributeResolution *found)
{
    if (found->word_offset >= CACHE_PAYLOAD_LIMIT) {
        return weft__site_back_off(t, site, seen);
    }
    return commit_poly(t, site, seen, poly_op,
                       (PolyEntry){found->version, found->word_offset, EMPTY}) ||
           weft__site_commit(t, site, seen, op,
                             cache_word(CACHE_SLOT, found->version, found->word_offset));
}

/* A value found on the class, which no instance can shadow. */
static bool commit_class_value(Thread *t, Unit *site, unsigned seen, Opcode op, Opcode poly_op,
                               RecordKind kind, const AttributeResolution *found)
{
    return commit_poly(t, site, seen, poly_op, (PolyEntry){found->version, 0, found->value}) ||
           commit_record(t, site, seen, op,
                         weft__cache_record_new(t, kind, found->version, 0, 0, found->value, EMPTY));
}

static bool commit_module_entry(Thread *t, Unit *site, unsigned seen, Opcode op, Value owner,
                                Str *name)
{
    Dict *dict = as_module(owner)->dict;
    DictTable *table = weft__load_acquire(&dict->table); /* edge: dict_table */
    int64_t entry = dict->owner == EMPTY ? weft__dict_find_entry(t, table, name) : -1;
    uint32_t layout = weft__load_relaxed(&table->layout_id); /* edge: dict_layout */
    if (entry < 0 || layout == 0 || entry >= CACHE_PAYLOAD_LIMIT) {
        return weft__site_back_off(t, site, seen);
    }
    return weft__site_commit(t, site, seen, op,
                             cache_word(CACHE_ENTRY, layout, (uint32_t)entry));
}

/* `Class.name`, read as a value that needs no binding. */
static bool commit_on_type(Thread *t, Unit *site, unsigned seen, Opcode op, Value owner, Str *name)
{
    AttributeResolution found;
    uint32_t metatype_version = 0;
    weft__resolve_on_type(t, value_pointer(owner), name, &found, &metatype_version);
    if (found.version == 0 || metatype_version == 0 ||
        (found.kind != ATTRIBUTE_METHOD && found.kind != ATTRIBUTE_CLASS_VALUE)) {
        return weft__site_back_off(t, site, seen);
    }
    return commit_record(t, site, seen, op,
                         weft__cache_record_new(t, RECORD_TYPE_VALUE, found.version,
                                                metatype_version, 0, found.value, EMPTY));
}

/* The getter of a property, when it is a plain Python function of one argument. */
static bool commit_property(Thread *t, Unit *site, unsigned seen, const AttributeResolution *found)
{
    Value getter = weft__property_getter(found->value);
    if (!object_is(getter, T(t, function))) {
        return weft__site_back_off(t, site, seen);
    }
    Code *code = weft__load_acquire(&((Function *)value_pointer(getter))->code); /* edge: function_code */
    if (!(code->flags & CODE_SIMPLE) || code->argument_count != 1) {
        return weft__site_back_off(t, site, seen);
    }
    return commit_record(t, site, seen, OPC_LOAD_ATTR_PROPERTY,
                         weft__cache_record_new(t, RECORD_PROPERTY, found->version, 0, 0, getter,
                                                value_from_pointer(code)));
}

bool weft__specialize_load_attribute(Thread *t, Frame *frame, Unit *site, Value owner)
{
    unsigned seen = SEEN();
    Str *name = as_str(frame->code->names->items[site->instruction.a]);
    if (!value_is_pointer(owner)) {
        return weft__site_back_off(t, site, seen);
    }
    Type *type = value_object(owner)->type;
    if (type == T(t, module)) {
        return commit_module_entry(t, site, seen, OPC_LOAD_ATTR_MODULE, owner, name);
    }
    if (type->flags & TYPE_IS_TYPE) {
        return commit_on_type(t, site, seen, OPC_LOAD_ATTR_TYPE, owner, name);
    }
    AttributeResolution found;
    weft__resolve_attribute(t, type, name, &found);
    if (found.version == 0) {
        return weft__site_back_off(t, site, seen);
    }
    switch (found.kind) {
    case ATTRIBUTE_SLOT:
    case ATTRIBUTE_MEMBER:
        return commit_slot(t, site, seen, OPC_LOAD_ATTR_SLOT, OPC_LOAD_ATTR_POLY, &found);
    case ATTRIBUTE_CLASS_VALUE:
        return commit_class_value(t, site, seen, OPC_LOAD_ATTR_CLASS_VALUE, OPC_LOAD_ATTR_POLY,
                                  RECORD_CLASS_VALUE, &found);
    case ATTRIBUTE_PROPERTY:
        return commit_property(t, site, seen, &found);
    default:
        return weft__site_back_off(t, site, seen);
    }
}

bool weft__specialize_load_method(Thread *t, Frame *frame, Unit *site, Value owner)
{
    unsigned seen = SEEN();
    Str *name = as_str(frame->code->names->items[site->instruction.a]);
    Type *type = type_of(t, owner);
    if (type == T(t, module)) {
        return commit_module_entry(t, site, seen, OPC_LOAD_METHOD_MODULE, owner, name);
    }
    if (type->flags & TYPE_IS_TYPE) {
        return commit_on_type(t, site, seen, OPC_LOAD_METHOD_TYPE, owner, name);
    }
    AttributeResolution found;
    weft__resolve_attribute(t, type, name, &found);
    if (found.version == 0) {
        return weft__site_back_off(t, site, seen);
    }
    if (found.kind == ATTRIBUTE_METHOD) {
        return commit_class_value(t, site, seen, OPC_LOAD_METHOD_PLAIN, OPC_LOAD_METHOD_POLY,
                                  RECORD_METHOD, &found);
    }
    if (found.kind == ATTRIBUTE_SLOT || found.kind == ATTRIBUTE_MEMBER) {
        return commit_slot(t, site, seen, OPC_LOAD_METHOD_SLOT, OPC_LOAD_METHOD_POLY, &found);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_store_attribute(Thread *t, Frame *frame, Unit *site, Value owner)
{
    unsigned seen = SEEN();
    Str *name = as_str(frame->code->names->items[site->instruction.a]);
    if (!value_is_pointer(owner) || (value_object(owner)->type->flags & TYPE_IS_TYPE)) {
        return weft__site_back_off(t, site, seen);
    }
    AttributeResolution found;
    weft__resolve_store(t, value_object(owner)->type, name, &found);
    if (found.version != 0 && (found.kind == ATTRIBUTE_SLOT || found.kind == ATTRIBUTE_MEMBER)) {
        return commit_slot(t, site, seen, OPC_STORE_ATTR_SLOT, OPC_STORE_ATTR_POLY, &found);
    }
    return weft__site_back_off(t, site, seen);
}

/* super().method(): what follows the class in the receiver's MRO. The receiver type's version
 * guards the whole MRO. */
bool weft__specialize_super_method(Thread *t, Frame *frame, Unit *site, Value class_value, Value self)
{
    unsigned seen = SEEN();
    Str *name = as_str(frame->code->names->items[site->instruction.a]);
    Type *type = type_of(t, self);
    if (!has_type_flag(t, class_value, TYPE_IS_TYPE) || (type->flags & TYPE_IS_TYPE) ||
        !weft__is_subtype(type, value_pointer(class_value))) {
        return weft__site_back_off(t, site, seen);
    }
    uint32_t version = weft__type_version_assign(t, type);
    Value found = weft__type_lookup_after(t, type, value_pointer(class_value), name);
    if (version == 0 || found == EMPTY || !has_type_flag(t, found, TYPE_METHOD_DESCRIPTOR) ||
        weft__load_acquire(&type->version) != version) { /* edge: type_version */
        return weft__site_back_off(t, site, seen);
    }
    return commit_record(t, site, seen, OPC_LOAD_SUPER_METHOD_PLAIN,
                         weft__cache_record_new(t, RECORD_SUPER, version, 0, 0, found, class_value));
}
