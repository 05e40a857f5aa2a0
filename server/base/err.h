// The failures that code can meet through no fault of a user: one list for all floors.
//
// A failure is handled or returned on the next line, and logged once, where it is handled. What a
// user did wrong is a refusal (protocol), and what must never happen is a CHECK.
#pragma once

enum err {
    OK = 0,
    ERR_IO,         // the disk or the network said no
    ERR_FULL,       // no space left, or a bound of ours is reached
    ERR_NOMEM,      // memory that a library wanted; our own allocations CHECK
    ERR_STALE,      // somebody else owns it now: an epoch, an instance
    ERR_CONSTRAINT, // the store refused a row: two writers, or a bug of ours
    ERR_CORRUPT,    // what we read back isn't what we wrote
    ERR_NOT_FOUND,
    ERR_EXISTS,
    ERR_INPUT, // bytes from outside that don't say what they should
    ERR_BUSY,  // not now; the same call may work later
};

// A short word for logs, such as "not_found". Static; never NULL.
const char *err_name(enum err err);
