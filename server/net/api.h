// Questions over HTTP: /api/PATH becomes one question to the engine, its answer one JSON body.
#pragma once

#include "net/request.h"

// The question that a path asks, an enum ask_kind, and whether it changes something, which only
// POST may do; -1 if there is none.
int api_find(struct str path, bool *change);

// Asks. A GET's body has been made from its query by api_query. The answer may come at once.
void api_ask(struct request *r);

// Makes the body of a GET from its query: {"class":12,"secret":"..."}.
void api_query(struct request *r);

// GET /healthz: 200 while recordings are kept, else 503.
void api_health(struct request *r);
