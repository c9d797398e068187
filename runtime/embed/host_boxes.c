/* host_boxes.c - data of a host inside a value.
 *
 * A program can keep a box, compare it by identity and give it back to functions of the host; only the
 * host looks into it, by the name that it was made with. Guarantee: the finalizer of a box that the host
 * got a handle for runs exactly once, when the box is unreachable or its runtime ends, outside the world
 * (rule R8), so that it may block.
 */
#include <string.h>

#include "embed/host.h"

typedef struct HostBox {
    Object head;
    void *data;       /* these never change once the host has a handle */
    const char *name; /* the host's, static */
    void (*finalize)(void *data);
} HostBox;

static void finalize_outside(void *context)
{
    HostBox *box = context;
    box->finalize(box->data);
}

static void finalize_box(Thread *t, Value self)
{
    HostBox *box = value_pointer(self);
    if (box->finalize != NULL) {
        weft__run_outside(t, finalize_outside, box);
    }
}

static Value box_repr(Thread *t, Value self)
{
    return value_or_empty(
        weft__str_format(t, "<host box '%s' at 0x%lx>", ((HostBox *)value_pointer(self))->name,
                         (unsigned long)(uintptr_t)value_pointer(self)));
}

static Value get_name(Thread *t, Value self)
{
    return value_or_empty(weft__str_from_c(t, ((HostBox *)value_pointer(self))->name));
}

Type *weft__host_box_type(Thread *t)
{
    static const GetSetDef attributes[] = {
        {"__name__", get_name, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "host_box", NULL, sizeof(HostBox), TYPE_FINAL | TYPE_HAS_WEAK);
    if (type == NULL) {
        return NULL;
    }
    type->slots.repr = box_repr;
    type->slots.finalize = finalize_box;
    return weft__add_getsets(t, type, attributes) && weft__type_ready(t, type) ? type : NULL;
}

WeftValue weft_box(WeftThread *thread, void *data, const char *name, void (*finalize)(void *data))
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || name == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "a box needs a name"));
    }
    HostBox *box = weft__alloc(t, sizeof *box, thread->owner->box_type);
    if (box == NULL || (finalize != NULL && !weft__register_finalizer(t, &box->head))) {
        return weft__host_leave(thread, false);
    }
    box->data = data;
    box->name = name;
    WeftValue handle = weft__host_handle(thread, value_from_pointer(box));
    box->finalize = handle == 0 ? NULL : finalize; /* without a handle the data stays the host's */
    weft__host_leave(thread, handle != 0);
    return handle;
}

int weft_unbox(WeftThread *thread, WeftValue handle, const char *name, void **data)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || name == NULL || data == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "no name, or no place for the data"));
    }
    Value value = weft__host_value(thread, handle);
    if (value == EMPTY) {
        return weft__host_leave(thread, false);
    }
    HostBox *box = type_of(t, value) == thread->owner->box_type ? value_pointer(value) : NULL;
    if (box == NULL || strcmp(box->name, name) != 0) {
        if (box == NULL) {
            RAISE(t, TypeError, "expected a host box '%s', not %T", name, value);
        } else {
            RAISE(t, TypeError, "expected a host box '%s', not '%s'", name, box->name);
        }
        return weft__host_leave(thread, false);
    }
    *data = box->data;
    return weft__host_leave(thread, true);
}
