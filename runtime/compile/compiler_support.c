/* compiler_support.c - memory, maps and names of one compilation.
 *
 * Guarantees: working memory comes from the compiler's arena and goes with it; every heap object
 * handed out here is kept alive by Compiler.roots; a failure of either marks the compiler as failed
 * with an exception pending, once.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

void weft__compiler_fail(Compiler *c)
{
    WEFT_ASSERT(exception_pending(c->thread));
    c->failed = true;
}

void weft__compiler_out_of_memory(Compiler *c)
{
    if (!c->failed) {
        weft__raise_memory_error(c->thread);
        c->failed = true;
    }
}

void *weft__compiler_allocate(Compiler *c, size_t bytes)
{
    if (c->failed) {
        return NULL;
    }
    void *memory = weft__arena_allocate(c->arena, bytes);
    if (memory == NULL) {
        weft__compiler_out_of_memory(c);
    }
    return memory;
}

bool weft__compiler_grow(Compiler *c, void *array, uint32_t count, uint32_t *capacity, size_t size)
{
    if (c->failed) {
        return false;
    }
    if (count < *capacity) {
        return true;
    }
    if (*capacity > UINT32_MAX / 4) {
        weft__compiler_out_of_memory(c);
        return false;
    }
    uint32_t room = *capacity < 4 ? 8 : *capacity * 2;
    void *old, *bigger = weft__compiler_allocate(c, room * size);
    if (bigger == NULL) {
        return false;
    }
    memcpy(&old, array, sizeof old);
    if (count > 0) {
        memcpy(bigger, old, count * size);
    }
    memcpy(array, &bigger, sizeof bigger);
    *capacity = room;
    return true;
}

void weft__compiler_keep(Compiler *c, Value v)
{
    if (!c->failed && value_is_pointer(v) && !weft__list_append(c->thread, c->roots, v)) {
        c->failed = true;
    }
}

bool weft__compiler_enter(Compiler *c)
{
    if (c->failed) {
        return false;
    }
    if (!weft__enter_native(c->thread, " during compilation")) {
        c->failed = true;
        return false;
    }
    return true;
}

/* ---- maps ---- */

static uint32_t bucket_of(uint64_t key, uint32_t mask)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
}

uint32_t weft__map_get(const IndexMap *map, uint64_t key)
{
    if (map->count == 0) {
        return UINT32_MAX;
    }
    for (uint32_t i = bucket_of(key, map->mask); map->values[i] != 0; i = (i + 1) & map->mask) {
        if (map->keys[i] == key) {
            return map->values[i] - 1;
        }
    }
    return UINT32_MAX;
}

static void map_place(IndexMap *map, uint64_t key, uint32_t stored)
{
    uint32_t i = bucket_of(key, map->mask);
    while (map->values[i] != 0) {
        i = (i + 1) & map->mask;
    }
    map->keys[i] = key;
    map->values[i] = stored;
}

void weft__map_put(Compiler *c, IndexMap *map, uint64_t key, uint32_t value)
{
    if (c->failed) {
        return;
    }
    if (map->values == NULL || (map->count + 1) * 2 > map->mask + 1) {
        uint32_t old_room = map->values == NULL ? 0 : map->mask + 1;
        uint32_t room = old_room == 0 ? 16 : old_room * 2;
        uint64_t *keys = weft__compiler_allocate(c, room * sizeof *keys);
        uint32_t *values = weft__compiler_allocate(c, room * sizeof *values);
        if (keys == NULL || values == NULL) {
            return;
        }
        IndexMap grown = {.keys = keys, .values = values, .mask = room - 1, .count = map->count};
        for (uint32_t i = 0; i < old_room; i++) {
            if (map->values[i] != 0) {
                map_place(&grown, map->keys[i], map->values[i]);
            }
        }
        *map = grown;
    }
    map_place(map, key, value + 1);
    map->count++;
}

/* ---- names ---- */

Str *weft__compiler_intern(Compiler *c, const char *text)
{
    if (c->failed) {
        return NULL;
    }
    Str *s = weft__intern_c(c->thread, text);
    if (s == NULL) {
        c->failed = true;
        return NULL;
    }
    weft__compiler_keep(c, value_from_pointer(s));
    return s;
}

Str *weft__name_string(Compiler *c, const Name *name)
{
    if (c->failed) {
        return NULL;
    }
    uint32_t found = weft__map_get(&c->name_strings, pointer_key(name));
    if (found != UINT32_MAX) {
        return c->strings[found];
    }
    Str *s = weft__intern_utf8(c->thread, name->text, name->length);
    if (s == NULL) {
        c->failed = true;
        return NULL;
    }
    weft__compiler_keep(c, value_from_pointer(s));
    if (!weft__compiler_grow(c, &c->strings, c->string_count, &c->string_capacity,
                             sizeof *c->strings)) {
        return NULL;
    }
    c->strings[c->string_count] = s;
    weft__map_put(c, &c->name_strings, pointer_key(name), c->string_count++);
    return s;
}

/* `__name` inside class `_Class` is `_Class__name`. */
Str *weft__mangle(Compiler *c, Str *private_name, Str *name)
{
    if (private_name == NULL || c->failed || name->length < 3 || str_char(name, 0) != '_' ||
        str_char(name, 1) != '_') {
        return name;
    }
    uint32_t length = name->length;
    if (str_char(name, length - 1) == '_' && str_char(name, length - 2) == '_') {
        return name;
    }
    for (uint32_t i = 0; i < length; i++) {
        if (str_char(name, i) == '.') {
            return name;
        }
    }
    uint32_t skipped = 0;
    while (skipped < private_name->length && str_char(private_name, skipped) == '_') {
        skipped++;
    }
    if (skipped == private_name->length) {
        return name;
    }
    TextBuilder b;
    weft__builder_init(&b, c->thread);
    weft__builder_char(&b, '_');
    weft__builder_substring(&b, private_name, skipped, private_name->length);
    weft__builder_str(&b, name);
    Str *mangled = weft__builder_finish(&b);
    mangled = mangled == NULL ? NULL : weft__intern(c->thread, mangled);
    if (mangled == NULL) {
        c->failed = true;
        return name;
    }
    weft__compiler_keep(c, value_from_pointer(mangled));
    return mangled;
}

const Node *weft__docstring(const NodeList *body)
{
    if (body->count == 0 || body->items[0]->kind != NODE_EXPR) {
        return NULL;
    }
    const Node *value = body->items[0]->expression_statement.value;
    return is_constant(value) && value->constant.value.kind == CONSTANT_STRING ? value : NULL;
}
