/* Failures, and the recorded trace of a run as JSON for the command, which finds source lines and draws. */
#include "state.h"
#include "real.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_STEPS = 200000, MAX_SITES = 1 << 14 };

static const char *const op_names[OP_COUNT] = {
    "start", "load", "store", "rmw", "cas", "fence", "flush", "read", "write",
    "create", "join", "detach", "exit", "yield", "sleep",
    "lock", "trylock", "timedlock", "unlock",
    "rdlock", "tryrdlock", "wrlock", "trywrlock", "rwunlock",
    "wait", "timedwait", "woken", "signal", "broadcast",
    "barrier", "barrier-leave", "once", "once-done", "sem-wait", "sem-trywait", "sem-timedwait",
    "sem-post", "object", "malloc", "free", "choose", "pause", "label"};

const char *heddle__op_name(enum op op) { return op_names[op]; }

int heddle__format(char *to, size_t room, const char *format, ...)
{
    if (room == 0)
        return 0;
    va_list arguments;
    va_start(arguments, format);
    bool inside = H.inside;
    H.inside = true;
    int length = heddle__real->vsnprintf(to, room, format, arguments);
    H.inside = inside;
    va_end(arguments);
    return length;
}

static void fill_failure(const char *kind, uintptr_t pc, const char *format, va_list arguments)
{
    struct failure *failure = &H.failure;
    H.inside = true;
    snprintf(failure->kind, sizeof failure->kind, "%s", kind);
    heddle__real->vsnprintf(failure->detail, sizeof failure->detail, format, arguments);
    H.inside = false;
    failure->pc = pc;
    failure->step = H.step;
    failure->thread = H.current ? H.current->ordinal : 0;
}

void heddle__note_failure(const char *kind, uintptr_t pc, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(kind, pc, format, arguments);
    va_end(arguments);
    H.ending = END_FAILED;
}

void heddle__fail(const char *kind, uintptr_t pc, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(kind, pc, format, arguments);
    va_end(arguments);
    heddle__finish(END_FAILED);
}

void heddle__cannot(const char *reason, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    H.inside = true;
    char text[256];
    heddle__real->vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (!H.board)
        heddle__board_early();
    if (H.board) {
        snprintf(H.board->cannot_reason, sizeof H.board->cannot_reason, "%s", reason);
        snprintf(H.board->cannot_detail, sizeof H.board->cannot_detail, "%s", text);
    } else {
        dprintf(2, "CANNOT reason=%s %s\n", reason, text);
    }
    H.inside = false;
    if (H.running)
        heddle__finish(END_CANNOT);
    system_call(SYS_exit_group, 3);
    __builtin_unreachable();
}

/* ---- recording ---- */

static uint32_t record_stack(struct step *step)
{
    struct thread *thread = H.current;
    uint32_t count = thread->depth < 32 ? thread->depth : 32;
    if (H.stacks_count + count > H.stacks_room)
        return 0;
    step->stack = H.stacks_count;
    for (uint32_t i = 0; i < count; i++)
        H.stacks[H.stacks_count++] = thread->calls[thread->depth - 1 - i];
    return count;
}

/* For `heddle sites`, which asks for no steps: the operations by their place in the program. An exchange that failed
 * has its failure order, so that the strongest order is the site's. */
static void note_site(enum op op, int order, uintptr_t pc)
{
    if (op < OP_LOAD || op > OP_FENCE)
        return;
    if (!H.sites)
        H.sites = heddle__map(MAX_SITES * sizeof *H.sites);
    uint32_t at = (uint32_t)mix(pc) & (MAX_SITES - 1);
    while (H.sites[at].pc && H.sites[at].pc != pc)
        at = (at + 1) & (MAX_SITES - 1);
    struct site *site = &H.sites[at];
    if (!site->pc) {
        if (H.site_count == MAX_SITES - 1)
            return;
        H.site_count++;
        *site = (struct site){.pc = pc, .op = (uint8_t)op, .order = (uint8_t)order};
    }
    if (op == OP_CAS)
        site->op = OP_CAS;
    if (order > site->order)
        site->order = (uint8_t)order;
    if (H.current->label)
        site->label = H.current->label;
    site->count++;
}

uint32_t heddle__record(enum op op, uintptr_t address, uint32_t size, int order, uintptr_t pc)
{
    if (H.config.sites) {
        note_site(op, order, pc);
        H.trace_count = 1; /* its caller completes a step that nobody reads */
    }
    if (!H.trace) {
        H.trace_room = MAX_STEPS;
        H.trace = heddle__map(MAX_STEPS * sizeof *H.trace);
        H.stacks_room = MAX_STEPS * 8;
        H.stacks = heddle__map(H.stacks_room * sizeof *H.stacks);
        H.trace_count = 1; /* step 0 stands for what was there before */
    }
    if (H.trace_count == H.trace_room) /* of a very long run the last steps matter: keep overwriting */
        H.trace_count = H.trace_room - 1;
    struct step *step = &H.trace[H.trace_count];
    fill_bytes(step, 0, sizeof *step);
    step->op = (uint8_t)op;
    step->thread = (uint8_t)H.current->ordinal;
    step->order = (uint8_t)order;
    step->size = (uint8_t)size;
    step->address = address;
    step->pc = pc;
    bool plain_access = op == OP_READ || op == OP_WRITE;
    step->epoch = H.current->clock[H.current->slot] + (plain_access ? 1 : 0);
    step->stack_length = record_stack(step);
    step->label = H.current->label;
    if (!plain_access)
        H.current->label = NULL;
    for (uint32_t i = 0; i < H.width && i < 16; i++)
        step->clock[i] = H.current->clock[i];
    return H.trace_count++;
}

/* ---- writing ---- */

struct writer { int fd; size_t length; char text[65536]; };

static void flush_writer(struct writer *writer)
{
    size_t done = 0;
    while (done < writer->length) {
        long written = system_call(SYS_write, writer->fd, writer->text + done, writer->length - done);
        if (written <= 0)
            break;
        done += (size_t)written;
    }
    writer->length = 0;
}

static void put(struct writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct writer *writer, const char *format, ...)
{
    if (writer->length > sizeof writer->text - 2048)
        flush_writer(writer);
    va_list arguments;
    va_start(arguments, format);
    writer->length += (size_t)heddle__real->vsnprintf(writer->text + writer->length, 2048, format, arguments);
    va_end(arguments);
}

static void put_text(struct writer *writer, const char *text)
{
    put(writer, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            put(writer, "\\%c", c);
        else if (c < 32 || c == 127) /* what is above is UTF-8, and for the reader to judge */
            put(writer, "\\u%04x", c);
        else
            put(writer, "%c", c);
    }
    put(writer, "\"");
}

static void write_step(struct writer *writer, uint32_t at)
{
    const struct step *s = &H.trace[at];
    put(writer, "%s{\"n\":%u,\"op\":\"%s\",\"t\":%u,\"order\":%u,\"size\":%u,\"addr\":%lu,\"pc\":%lu,\"epoch\":%u,"
        "\"value\":%llu,\"written\":%llu,\"rf\":%u,\"missed\":%u,\"stale\":%d,\"inserted\":%d,\"ok\":%d",
        at > 1 ? ",\n" : "", at, op_names[s->op], s->thread, s->order, s->size, (unsigned long)s->address,
        (unsigned long)s->pc, s->epoch, s->value, s->written, s->reads, s->missed, s->stale, s->inserted,
        s->success);
    if (s->label) {
        put(writer, ",\"label\":");
        put_text(writer, s->label);
    }
    put(writer, ",\"stack\":[");
    for (uint32_t i = 0; i < s->stack_length; i++)
        put(writer, "%s%lu", i ? "," : "", (unsigned long)H.stacks[s->stack + i]);
    put(writer, "],\"clock\":[");
    for (uint32_t i = 0; i < H.thread_count && i < 16; i++)
        put(writer, "%s%u", i ? "," : "", s->clock[i]);
    put(writer, "]}");
}

static void write_threads(struct writer *writer)
{
    put(writer, "\"threads\":[");
    for (uint32_t i = 0; i < H.thread_count; i++) {
        const struct thread *t = H.threads[i];
        put(writer, "%s{\"ordinal\":%u,\"slot\":%u,\"name\":", i ? "," : "", t->ordinal, i);
        put_text(writer, t->name);
        put(writer, ",\"created\":%lu,\"at\":%lu,\"doing\":\"%s\",\"live\":%d,\"stack\":[",
            (unsigned long)t->create_pc, (unsigned long)t->pending.pc, op_names[t->pending.op],
            t->state == THREAD_LIVE);
        for (uint32_t d = 0; d < t->depth && d < 32; d++)
            put(writer, "%s%lu", d ? "," : "", (unsigned long)t->calls[t->depth - 1 - d]);
        put(writer, "]}");
    }
    put(writer, "],\n");
}

static void write_sites(struct writer *writer)
{
    const char *comma = "";
    put(writer, "\"sites\":[");
    for (uint32_t i = 0; H.sites && i < MAX_SITES; i++) {
        const struct site *site = &H.sites[i];
        if (!site->pc)
            continue;
        put(writer, "%s{\"pc\":%lu,\"op\":\"%s\",\"order\":%u,\"count\":%lu,\"label\":", comma, (unsigned long)site->pc,
            op_names[site->op], site->order, site->count);
        put_text(writer, site->label ? site->label : "");
        put(writer, "}");
        comma = ",\n";
    }
    put(writer, "],\n");
}

void heddle__write_trace(int fd)
{
    struct writer *writer = heddle__map(sizeof *writer);
    writer->fd = fd;
    put(writer, "{\"seed\":%lu,\"hash\":\"%016lx\",\"ending\":%d,\"steps_total\":%u,\"decisions\":%u,\n", H.seed,
        H.trace_hash, H.ending, H.step, H.decisions);
    put(writer, "\"kind\":");
    put_text(writer, H.ending == END_FAILED ? H.failure.kind : "");
    put(writer, ",\"detail\":");
    put_text(writer, H.ending == END_FAILED ? H.failure.detail : "");
    put(writer, ",\"pc\":%lu,\"thread\":%u,\"other_thread\":%u,\"other_epoch\":%u,\"address\":%lu,\n",
        (unsigned long)H.failure.pc, H.failure.thread, H.failure.other_thread, H.failure.other_epoch,
        (unsigned long)H.failure.address);
    put(writer, "\"image\":%lu,\"outcome\":", (unsigned long)H.image_base);
    put_text(writer, H.outcome);
    put(writer, ",\n\"deviations\":[");
    for (uint32_t i = 0; i < H.deviation_count; i++)
        put(writer, "%s[%u,%u,%u]", i ? "," : "", H.deviations[i].at, H.deviations[i].kind, H.deviations[i].value);
    put(writer, "],\n");
    write_threads(writer);
    if (H.config.sites)
        write_sites(writer);
    put(writer, "\"steps\":[\n");
    for (uint32_t i = 1; i < H.trace_count && !H.config.sites; i++)
        write_step(writer, i);
    put(writer, "\n]}\n");
    flush_writer(writer);
}
