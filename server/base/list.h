// A doubly linked ring whose links lie inside the elements: nothing is allocated, and removing
// needs no search.
//
// An element that is in no list has a link that points to itself (list_init) or is all zero;
// removing it is harmless.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct list {
    struct list *next;
    struct list *prev;
};

// The element that holds this link: LIST_ENTRY(link, struct conn, in_sweep).
#define LIST_ENTRY(link, type, member) ((type *)(void *)((char *)(link)-offsetof(type, member)))

// Walks from the oldest; the list must not change meanwhile.
#define LIST_FOR(link, head)                                                                       \
    for (struct list *link = (head)->next; link != (head); link = (link)->next)

// The same, where the element under the walk may be removed.
#define LIST_FOR_SAFE(link, head)                                                                  \
    for (struct list *link = (head)->next, *link##_next = link->next; link != (head);              \
         link = link##_next, link##_next = link->next)

static inline void list_init(struct list *l) {
    l->next = l;
    l->prev = l;
}

static inline bool list_is_empty(const struct list *head) {
    return head->next == head;
}

// True when the element with this link is in some list.
static inline bool list_is_linked(const struct list *link) {
    return link->next && link->next != link;
}

static inline void list_push(struct list *head, struct list *link) {
    link->prev = head->prev;
    link->next = head;
    head->prev->next = link;
    head->prev = link;
}

static inline void list_remove(struct list *link) {
    if (!list_is_linked(link)) return;
    link->prev->next = link->next;
    link->next->prev = link->prev;
    list_init(link);
}

// Takes out the oldest; NULL when there is none.
static inline struct list *list_pop(struct list *head) {
    struct list *first = head->next;
    if (first == head) return NULL;
    list_remove(first);
    return first;
}
