/* text_tail.c - strings that share a buffer: threads append to one string, and to what others made of it.
 *
 * Edge: text_tail. Who moves the count of a buffer from the end of its string has the places behind it for
 * itself, and writes them plainly before its new string is published. Who finds another count, or loses the
 * exchange, copies. A string knows what its characters were when it was made, so that one that changes shows; an
 * access to a place that two threads write is a data race.
 */
#include "scenario.h"

enum { ROOM = 6 };
typedef struct Buffer {
    ATOMIC(uint32_t) used;
    char characters[ROOM]; /* plain: each written by who claimed it, never after */
} Buffer;
typedef struct Text {
    Buffer *buffer;
    uint32_t length;
    char copy[ROOM]; /* what it must stay */
} Text;
enum { THREADS = 3, MADE = 2 };
static Buffer buffers[1 + THREADS * MADE];
static Text texts[1 + THREADS * MADE];
static ATOMIC(Text *) latest; /* stands for any place that holds an object */

static void reset(void)
{
    memset((void *)buffers, 0, sizeof buffers);
    memset(texts, 0, sizeof texts);
    buffers[0].characters[0] = texts[0].copy[0] = 's';
    weft__init(&buffers[0].used, 1U);
    texts[0].buffer = &buffers[0];
    texts[0].length = 1;
    weft__init(&latest, &texts[0]);
}

static void check_text(const Text *text)
{
    for (uint32_t i = 0; i < text->length; i++) {
        EXPECT(text->buffer->characters[i] == text->copy[i]);
    }
}

static Text *append(const Text *to, char c, int number)
{
    Text *made = &texts[number];
    Buffer *buffer = to->buffer;
    uint32_t end = to->length;
    if (weft__load_relaxed(&buffer->used) != end ||                      /* edge: text_tail */
        !weft__exchange_if_relaxed(&buffer->used, &end, to->length + 1)) { /* edge: text_tail */
        buffer = &buffers[number];
        memcpy(buffer->characters, to->buffer->characters, to->length);
        weft__init(&buffer->used, to->length + 1);
    }
    buffer->characters[to->length] = c;
    made->buffer = buffer;
    made->length = to->length + 1;
    memcpy(made->copy, to->copy, to->length);
    made->copy[to->length] = c;
    return made;
}

static void appends(int first)
{
    for (int i = 0; i < MADE; i++) {
        Text *found = weft__load_acquire(&latest);
        check_text(found);
        if (found->length < ROOM) {
            Text *made = append(found, (char)('a' + first + i), first + i);
            weft__store_release(&latest, made);
            check_text(made);
        }
        check_text(found);
    }
}

static void first(void) { appends(1); }
static void second(void) { appends(1 + MADE); }
static void third(void) { appends(1 + 2 * MADE); }

static void check(void)
{
    for (int i = 0; i <= THREADS * MADE; i++) {
        if (texts[i].buffer != NULL) {
            check_text(&texts[i]);
        }
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {first, second, third, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
