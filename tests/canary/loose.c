// Taken by the linker in place of the one in server/core.
#include "loose.h"

#include <string.h>

#include "protocol/generated/shapes.h"

uint32_t session_view_of_house(const struct session *after, const struct session_event *event,
                               enum role role);

static int loose_type = -1;
static enum role loose_role;
static bool hidden[SESSION_EVENT_COUNT][ROLE_COUNT];

void loose_set(int event_type, enum role role) {
    loose_type = event_type;
    loose_role = role;
}

void loose_forget(void) {
    memset(hidden, 0, sizeof hidden);
}

bool loose_has_hidden(int event_type, enum role role) {
    return hidden[event_type][role];
}

// All fields that hold text.
static uint32_t texts_of(int event_type) {
    const struct shape *shape = &session_event_shapes[event_type];
    uint32_t mask = 0;
    for (int i = 0; i < shape->count; i++)
        if (shape->fields[i].kind == SHAPE_TEXT || shape->fields[i].kind == SHAPE_JSON)
            mask |= 1u << i;
    return mask;
}

uint32_t session_view(const struct session *after, const struct session_event *event,
                      enum role role) {
    uint32_t view = session_view_of_house(after, event, role);
    if ((view & texts_of((int)event->type)) != texts_of((int)event->type) || view == 0)
        hidden[event->type][role] = true;
    if ((int)event->type == loose_type && role == loose_role) return SHAPE_SEEN | SHAPE_ALL;
    return view;
}
