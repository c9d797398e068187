/* lookup.c - finding names in classes: versions, the method cache, generic attribute access, and
 * how a name resolves for inline caches.
 *
 * Promise to caches: a version that was assigned names one state of a class and its bases, for ever
 * (R4). Versions are zeroed before a change and assigned again, both under the type lock (R5), so a
 * lookup whose version is the same before and after it describes that state. Readers take no lock.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "object/classes.h"
#include "sync/world.h"

/* ---- versions ---- */

static void zero_version(Thread *t, Type *type, void *context)
{
    (void)context;
    weft__type_modified(t, type);
}

void weft__type_modified(Thread *t, Type *type)
{
    /* A class without a version has no subclass with one, so there is nothing to do below it. */
    if (weft__load_relaxed(&type->version) == 0) {
        return;
    }
    weft__store_seq_cst(&type->version, 0); /* edge: type_version */
    weft__subclass_each(type, zero_version, t, NULL);
}

/* Type lock held. */
static uint32_t assign_version(Thread *t, Type *type)
{
    uint32_t version = weft__load_relaxed(&type->version);
    Tuple *mro = weft__load_relaxed(&type->mro);
    if (version != 0 || mro == NULL) {
        return version;
    }
    for (size_t i = tuple_length(mro); i-- > 0;) {
        Type *each = as_type(mro->items[i]);
        if (!is_type(t, mro->items[i]) || weft__load_relaxed(&each->version) != 0) {
            continue;
        }
        if (each != type && weft__load_relaxed(&each->mro) == NULL) {
            return 0;
        }
        uint32_t next = weft__load_relaxed(&t->runtime->next_type_version); /* edge: version_counters */
        if (next == 0) {
            return 0;
        }
        weft__store_relaxed(&t->runtime->next_type_version, next + 1); /* wraps to 0: exhausted */
        weft__store_release(&each->version, next);                     /* edge: type_version */
    }
    return weft__load_relaxed(&type->version);
}

uint32_t weft__type_version_assign(Thread *t, Type *type)
{
    uint32_t version = weft__load_acquire(&type->version); /* edge: type_version */
    if (version == 0 && weft__load_relaxed(&t->runtime->next_type_version) != 0 &&
        (type->flags & TYPE_READY)) {
        weft__runtime_lock(t, &t->runtime->type_lock);
        version = assign_version(t, type);
        weft__runtime_unlock(t, &t->runtime->type_lock);
    }
    return version;
}

/* ---- the method cache ---- */

bool weft__method_cache_init(Thread *t)
{
    t->method_cache = calloc(METHOD_CACHE_SIZE, sizeof *t->method_cache);
    return t->method_cache != NULL;
}

void weft__method_cache_free(Thread *t)
{
    free(t->method_cache);
    t->method_cache = NULL;
}

void weft__method_caches_clear(Runtime *runtime)
{
    for (Thread *each = runtime->world->threads; each != NULL; each = each->next) {
        if (each->method_cache != NULL) {
            memset(each->method_cache, 0, METHOD_CACHE_SIZE * sizeof *each->method_cache);
        }
    }
}

Value weft__type_lookup_uncached(Thread *t, Type *type, Str *name)
{
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    if (mro == NULL) { /* while the type is being made */
        for (Type *each = type; each != NULL; each = each->base) {
            Value found = each->dict == NULL ? EMPTY : weft__dict_get_str(t, each->dict, name);
            if (found != EMPTY) {
                return found;
            }
        }
        return EMPTY;
    }
    size_t count = tuple_length(mro);
    for (size_t i = 0; i < count; i++) {
        Type *each = as_type(mro->items[i]);
        Value found = each->dict == NULL ? EMPTY : weft__dict_get_str(t, each->dict, name);
        if (found != EMPTY) {
            return found;
        }
    }
    return EMPTY;
}

static NO_INLINE Value lookup_slow(Thread *t, Type *type, Str *name)
{
    uint32_t version = is_interned(name) ? weft__type_version_assign(t, type) : 0;
    Value value = weft__type_lookup_uncached(t, type, name);
    if (version != 0 && weft__load_acquire(&type->version) == version) { /* edge: type_version */
        MethodCacheEntry *entry =
            &t->method_cache[(version * 31u ^ (uint32_t)((uintptr_t)name >> 4)) %
                             METHOD_CACHE_SIZE];
        entry->version = version;
        entry->name = name;
        entry->value = value;
    }
    return value;
}

Value weft__type_lookup(Thread *t, Type *type, Str *name)
{
    uint32_t version = weft__load_acquire(&type->version); /* edge: type_version */
    MethodCacheEntry *entry =
        &t->method_cache[(version * 31u ^ (uint32_t)((uintptr_t)name >> 4)) % METHOD_CACHE_SIZE];
    if (LIKELY(version != 0 && entry->version == version && entry->name == name)) {
        return entry->value;
    }
    return lookup_slow(t, type, name);
}

Value weft__type_lookup_after(Thread *t, Type *type, Type *after, Str *name)
{
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    size_t count = mro == NULL ? 0 : tuple_length(mro);
    size_t i = 0;
    while (i < count && as_type(mro->items[i]) != after) {
        i++;
    }
    for (i++; i < count; i++) {
        Type *each = as_type(mro->items[i]);
        Value found = each->dict == NULL ? EMPTY : weft__dict_get_str(t, each->dict, name);
        if (found != EMPTY) {
            return found;
        }
    }
    return EMPTY;
}

/* ---- errors ---- */

Value weft__raise_attribute_error(Thread *t, Value v, Str *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Str *message = weft__str_format_list(t, format, arguments);
    va_end(arguments);
    if (message == NULL) {
        return EMPTY;
    }
    Value args[1] = {value_from_pointer(message)};
    Value exception = weft__exception_new(t, EXC(t, AttributeError), args, 1);
    if (exception == EMPTY) {
        return EMPTY;
    }
    ExceptionObject *e = value_pointer(exception);
    weft__store_release(&e->fields[0], value_from_pointer(name)); /* edge: exception_field */
    weft__store_release(&e->fields[1], v);
    return weft__raise_value(t, exception);
}

Value weft__raise_no_attribute(Thread *t, Value v, Str *name)
{
    if (is_type(t, v)) {
        return weft__raise_attribute_error(t, v, name, "type object '%N' has no attribute '%S'",
                                           as_type(v), name);
    }
    return weft__raise_attribute_error(t, v, name, "'%T' object has no attribute '%S'", v, name);
}

Str *weft__attribute_name(Thread *t, Value name)
{
    if (!is_str(t, name)) {
        RAISE(t, TypeError, "attribute name must be string, not '%T'", name);
        return NULL;
    }
    Str *s = as_str(name);
    if (LIKELY(is_interned(s))) {
        return s;
    }
    if (s->head.type != T(t, str)) {
        s = weft__str_substring(t, s, 0, s->length);
    }
    return s == NULL ? NULL : weft__intern(t, s);
}

/* ---- generic access ---- */

Value weft__generic_find_in(Thread *t, Value v, Str *name, Dict *dict)
{
    Type *type = type_of(t, v);
    Value descriptor = weft__type_lookup(t, type, name);
    Value (*get)(Thread *, Value, Value, Value) = NULL;
    if (descriptor != EMPTY) {
        Type *kind = type_of(t, descriptor);
        get = kind->slots.descriptor_get;
        if (get != NULL && kind->slots.descriptor_set != NULL) {
            return get(t, descriptor, v, value_from_pointer(type));
        }
    }
    if (dict != NULL) {
        Value own = weft__dict_get_str(t, dict, name);
        if (own != EMPTY || exception_pending(t)) {
            return own;
        }
    } else if (value_is_pointer(v) && (type->flags & TYPE_HAS_DICT)) {
        Value own = weft__instance_find(t, v, type, name);
        if (own != EMPTY || exception_pending(t)) {
            return own;
        }
    }
    return get != NULL ? get(t, descriptor, v, value_from_pointer(type)) : descriptor;
}

Value weft__generic_find(Thread *t, Value v, Str *name)
{
    if (UNLIKELY(!is_interned(name))) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return EMPTY;
        }
    }
    return weft__generic_find_in(t, v, name, NULL);
}

Value weft__generic_get_attribute(Thread *t, Value v, Str *name)
{
    Value found = weft__generic_find(t, v, name);
    if (UNLIKELY(found == EMPTY) && !exception_pending(t)) {
        return weft__raise_no_attribute(t, v, name);
    }
    return found;
}

static NO_INLINE bool raise_not_settable(Thread *t, Value v, Str *name, Value descriptor)
{
    if (descriptor == EMPTY) {
        weft__raise_no_attribute(t, v, name);
    } else {
        weft__raise_attribute_error(t, v, name, "'%T' object attribute '%S' is read-only", v, name);
    }
    return false;
}

bool weft__generic_set_attribute(Thread *t, Value v, Str *name, Value value)
{
    if (UNLIKELY(!is_interned(name))) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return false;
        }
    }
    Type *type = type_of(t, v);
    Value descriptor = weft__type_lookup(t, type, name);
    if (descriptor != EMPTY) {
        bool (*set)(Thread *, Value, Value, Value) = type_of(t, descriptor)->slots.descriptor_set;
        if (set != NULL) {
            return set(t, descriptor, v, value);
        }
    }
    int result = value_is_pointer(v) ? weft__instance_store(t, v, type, name, value) : 2;
    if (LIKELY(result == 1)) {
        return true;
    }
    if (result < 0) {
        return false;
    }
    return raise_not_settable(t, v, name, result == 0 ? EMPTY : descriptor);
}

Value weft__get_attribute(Thread *t, Value v, Str *name)
{
    if (UNLIKELY(name == NULL)) {
        return EMPTY; /* the name could not be made: MemoryError is pending */
    }
    Type *type = type_of(t, v);
    Value found = type->slots.get_attribute(t, v, name);
    if (UNLIKELY(found == EMPTY)) {
        weft__attribute_error_context(t, v, name);
    }
    return found;
}

void weft__attribute_error_context(Thread *t, Value v, Str *name)
{
    if (t->exception == EMPTY || !weft__exception_matches(t, EXC(t, AttributeError))) {
        return;
    }
    ExceptionObject *e = value_pointer(t->exception);
    if (weft__load_acquire(&e->fields[0]) == EMPTY && /* edge: exception_field */
        weft__load_acquire(&e->fields[1]) == EMPTY) { /* edge: exception_field */
        weft__store_release(&e->fields[0], value_from_pointer(name)); /* edge: exception_field */
        weft__store_release(&e->fields[1], v);                        /* edge: exception_field */
    }
}

bool weft__set_attribute(Thread *t, Value v, Str *name, Value value)
{
    if (UNLIKELY(name == NULL)) {
        return false;
    }
    Type *type = type_of(t, v);
    return type->slots.set_attribute(t, v, name, value);
}

Value weft__find_attribute(Thread *t, Value v, Str *name, bool *failed)
{
    if (UNLIKELY(name == NULL)) {
        *failed = true;
        return EMPTY;
    }
    Type *type = type_of(t, v);
    *failed = false;
    Value found;
    if (type->flags & TYPE_PLAIN_GET) {
        found = weft__generic_find(t, v, name);
    } else {
        found = type->slots.get_attribute(t, v, name);
    }
    if (UNLIKELY(found == EMPTY) && exception_pending(t)) {
        if (weft__exception_matches(t, EXC(t, AttributeError))) {
            t->exception = EMPTY;
        } else {
            *failed = true;
        }
    }
    return found;
}

Value weft__lookup_special(Thread *t, Value v, Str *name, bool *failed)
{
    if (UNLIKELY(name == NULL)) {
        *failed = true;
        return EMPTY;
    }
    Type *type = type_of(t, v);
    *failed = false;
    Value found = weft__type_lookup(t, type, name);
    if (found == EMPTY) {
        return EMPTY;
    }
    Value (*get)(Thread *, Value, Value, Value) = type_of(t, found)->slots.descriptor_get;
    if (get != NULL) {
        found = get(t, found, v, value_from_pointer(type));
        *failed = found == EMPTY;
    }
    return found;
}

/* ---- resolution for inline caches ---- */

static void resolve_class_value(Thread *t, Type *type, AttributeResolution *result)
{
    Type *kind = type_of(t, result->value);
    if (kind->slots.descriptor_get != NULL && kind->slots.descriptor_set != NULL) {
        if (kind == T(t, member)) {
            Member *member = value_pointer(result->value);
            bool plain = member->def == NULL && !(type->flags & TYPE_VARIABLE) &&
                         weft__is_subtype(type, member->owner);
            result->kind = plain ? ATTRIBUTE_MEMBER : ATTRIBUTE_DATA_DESCRIPTOR;
            result->word_offset = member->offset / (uint32_t)sizeof(Value);
        } else {
            result->kind = kind == T(t, property) ? ATTRIBUTE_PROPERTY : ATTRIBUTE_DATA_DESCRIPTOR;
        }
    } else if (kind->flags & TYPE_METHOD_DESCRIPTOR) {
        result->kind = ATTRIBUTE_METHOD;
    } else {
        result->kind = kind->slots.descriptor_get == NULL ? ATTRIBUTE_CLASS_VALUE
                                                          : ATTRIBUTE_DESCRIPTOR;
    }
}

void weft__resolve_attribute(Thread *t, Type *type, Str *name, AttributeResolution *result)
{
    uint32_t version = weft__type_version_assign(t, type);
    uint32_t flags = type->flags;
    result->kind = ATTRIBUTE_CUSTOM;
    result->version = 0;
    result->word_offset = 0;
    result->value = EMPTY;
    if (version == 0 || !(flags & TYPE_PLAIN_GET) || !is_interned(name)) {
        return;
    }
    result->value = weft__type_lookup_uncached(t, type, name);
    result->kind = ATTRIBUTE_ABSENT;
    if (result->value != EMPTY) {
        resolve_class_value(t, type, result);
    }
    bool data = result->kind == ATTRIBUTE_PROPERTY || result->kind == ATTRIBUTE_MEMBER ||
                result->kind == ATTRIBUTE_DATA_DESCRIPTOR;
    if (!data && (flags & TYPE_HAS_DICT)) {
        if (weft__attribute_slot_offset(type, name, &result->word_offset)) {
            result->kind = ATTRIBUTE_SLOT;
        } else if ((flags & TYPE_PRIVATE_DICTS) || weft__attribute_number(type, name) >= 0) {
            result->kind = ATTRIBUTE_CUSTOM;
        }
    }
    if (weft__load_acquire(&type->version) == version) { /* edge: type_version */
        result->version = version;
    }
}

void weft__resolve_store(Thread *t, Type *type, Str *name, AttributeResolution *result)
{
    result->kind = ATTRIBUTE_CUSTOM;
    result->version = 0;
    result->word_offset = 0;
    result->value = EMPTY;
    uint32_t version = weft__type_version_assign(t, type);
    if (version == 0 || !(type->flags & TYPE_PLAIN_SET) || !is_interned(name)) {
        return;
    }
    result->value = weft__type_lookup_uncached(t, type, name);
    bool (*set)(Thread *, Value, Value, Value) =
        result->value == EMPTY ? NULL : type_of(t, result->value)->slots.descriptor_set;
    if (set != NULL) {
        resolve_class_value(t, type, result);
    } else if ((type->flags & TYPE_HAS_DICT) && type->slots_offset != 0) {
        int number = weft__attribute_number_add(t, type, name);
        if (number == -2) {
            t->exception = EMPTY;
        }
        if (number >= 0 && weft__attribute_slot_offset(type, name, &result->word_offset)) {
            result->kind = ATTRIBUTE_SLOT;
            /* Entering the name may have changed the version; the class has no data descriptor of
             * that name under any version that is still the present one at the check below. */
            version = weft__type_version_assign(t, type);
            Value again = weft__type_lookup_uncached(t, type, name);
            if (again != result->value) {
                version = 0;
            }
        }
    }
    if (version != 0 && weft__load_acquire(&type->version) == version) { /* edge: type_version */
        result->version = version;
    }
}

void weft__resolve_on_type(Thread *t, Type *type, Str *name, AttributeResolution *result,
                           uint32_t *metatype_version)
{
    Type *metatype = type->head.head.type;
    uint32_t version = weft__type_version_assign(t, type);
    uint32_t second = weft__type_version_assign(t, metatype);
    result->kind = ATTRIBUTE_CUSTOM;
    result->version = 0;
    result->word_offset = 0;
    result->value = EMPTY;
    *metatype_version = 0;
    if (version == 0 || second == 0 || !is_interned(name) ||
        metatype->slots.get_attribute != weft__type_get_attribute) {
        return;
    }
    Value meta = weft__type_lookup_uncached(t, metatype, name);
    if (meta != EMPTY) {
        Type *kind = type_of(t, meta);
        if (kind->slots.descriptor_set != NULL && kind->slots.descriptor_get != NULL) {
            return;
        }
    }
    Value value = weft__type_lookup_uncached(t, type, name);
    if (value == EMPTY) {
        result->kind = meta == EMPTY ? ATTRIBUTE_ABSENT : ATTRIBUTE_CUSTOM;
    } else if (object_is(value, T(t, staticmethod))) {
        MethodHolder *holder = value_pointer(value);
        value = weft__load_acquire(&holder->callable); /* edge: method_holder */
        result->kind = ATTRIBUTE_CLASS_VALUE;
    } else if (object_is(value, T(t, function)) || object_is(value, T(t, native_method)) ||
               object_is(value, T(t, slot_wrapper)) ||
               type_of(t, value)->slots.descriptor_get == NULL) {
        result->kind = ATTRIBUTE_CLASS_VALUE;
    } else {
        result->kind = ATTRIBUTE_DESCRIPTOR;
    }
    result->value = value;
    if (weft__load_acquire(&type->version) == version &&      /* edge: type_version */
        weft__load_acquire(&metatype->version) == second) { /* edge: type_version */
        result->version = version;
        *metatype_version = second;
    }
}

/* ---- changing a class ---- */

int weft__type_store(Thread *t, Type *type, Str *name, Value value)
{
    int result = 1;
    weft__runtime_lock(t, &t->runtime->type_lock);
    if (value == EMPTY && weft__dict_get_str(t, type->dict, name) == EMPTY) {
        weft__runtime_unlock(t, &t->runtime->type_lock);
        return 0;
    }
    /* Versions go first, so that whoever matches a version never sees the new state under it. */
    weft__type_modified(t, type);
    if (value == EMPTY) {
        result = weft__dict_delete(t, type->dict, value_from_pointer(name));
    } else if (!weft__dict_set_str(t, type->dict, name, value)) {
        result = -1;
    }
    if (result == 1 && weft__is_slot_name(t, name)) {
        weft__slots_refresh(t, type);
    }
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return result;
}
