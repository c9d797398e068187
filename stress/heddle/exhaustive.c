/* Exhaustive search: a depth-first walk over the choices of a program.
 *
 * The path is the list of decisions of the run at hand, each with how many alternatives it has and
 * which one is taken; after a run the last decision that has an untried alternative moves on, and what
 * is behind it is dropped. Which decisions there are is thread.c's part (`pick_exhaustive`): a load
 * reads one of the stores there are, or is put off and must read a later one, so that each execution
 * graph is reached once. The path lives in memory that the forked runs of a campaign share. */
#include "state.h"

struct frame { uint16_t arity, value; uint32_t kind; };

enum { PATH_ROOM = 1 << 20 };

void heddle__search_reset(void)
{
    if (!H.path)
        H.path = heddle__map_shared(PATH_ROOM * sizeof *H.path);
    H.path_at = 0;
}

unsigned heddle__search(enum choice kind, unsigned arity)
{
    if (H.path_at < H.board->path_length) {
        struct frame *frame = &H.path[H.path_at++];
        if (frame->arity != arity || frame->kind != (uint32_t)kind)
            heddle__fail("nondeterminism", 0, "decision %u had %u alternatives, and now has %u", H.path_at,
                         frame->arity, arity);
        return frame->value;
    }
    if (H.path_at == PATH_ROOM)
        heddle__cannot("path", "an execution takes more than %d decisions", PATH_ROOM);
    H.path[H.path_at++] = (struct frame){.arity = (uint16_t)arity, .kind = (uint32_t)kind};
    H.board->path_length = H.path_at;
    return 0;
}

bool heddle__search_next(void)
{
    uint64_t length = H.board->path_length;
    while (length > 0 && H.path[length - 1].value + 1 == H.path[length - 1].arity)
        length--;
    H.board->path_length = length;
    if (length == 0)
        return false;
    H.path[length - 1].value++;
    return true;
}
