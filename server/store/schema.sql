-- The whole database as a new one is made. Older ones come here by migrations/.
-- Times are wall clock in milliseconds since 1970, unless the name says play or up.

CREATE TABLE class (
    id             INTEGER PRIMARY KEY,         -- 24 bits, random
    epoch          INTEGER NOT NULL,            -- of the owner; each append must bring it
    code           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    doctrine       TEXT    NOT NULL,
    retention_days INTEGER NOT NULL,            -- 0: until somebody deletes it
    owner          INTEGER NOT NULL,            -- trainer.id, 0: a practice room
    created_ms     INTEGER NOT NULL,
    closed_ms      INTEGER NOT NULL DEFAULT 0   -- 0: open
) STRICT;
CREATE UNIQUE INDEX class_code ON class (code) WHERE closed_ms = 0;
CREATE INDEX class_owner ON class (owner, created_ms);

-- What is written about a person is encrypted with a key of theirs. To forget them, the key is
-- overwritten where it lies; no row of this table is ever deleted, moved or of another size.
CREATE TABLE key (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL                         -- zeros: forgotten
) STRICT;

CREATE TABLE keyring (
    class_id INTEGER NOT NULL,
    person   INTEGER NOT NULL,                  -- person.number, 0: nobody
    key      INTEGER NOT NULL,
    PRIMARY KEY (class_id, person)
) STRICT, WITHOUT ROWID;

-- The only place where a trainee's name is kept.
CREATE TABLE person (
    class_id  INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    name      BLOB,                             -- encrypted; NULL: none
    nonce     BLOB,
    recorded  INTEGER NOT NULL,
    removed   INTEGER NOT NULL,
    token     BLOB,                             -- digest; NULL: nobody comes back by token
    joined_ms INTEGER NOT NULL,
    PRIMARY KEY (class_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_token ON person (class_id, token) WHERE token IS NOT NULL;

-- What happened, in order of writing: a batch fills the last pages of the table, whatever the number
-- of streams it is for. No index leads to an event, since each of a hundred live streams would then
-- have a page of it that changes with every line; a stream is read from its end, back along `before`.
CREATE TABLE event (
    id          INTEGER PRIMARY KEY,
    stream      INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    before      INTEGER NOT NULL,               -- event.id of the one before it in its stream, 0: none
    v           INTEGER NOT NULL,
    type        TEXT    NOT NULL,
    subject     INTEGER NOT NULL,               -- person.number the texts are about, 0: nobody
    play_ms     INTEGER NOT NULL,
    up_ms       INTEGER NOT NULL,
    wall_ms     INTEGER NOT NULL,
    facts       TEXT    NOT NULL,
    text_digest BLOB,                           -- salted; NULL: never had texts
    hash        BLOB    NOT NULL                -- of the hash before it and all of the above but before
) STRICT;

-- Both ends of each stream. Those of one class lie side by side.
CREATE TABLE stream (
    id    INTEGER PRIMARY KEY,
    seq   INTEGER NOT NULL,                     -- of its last event
    first INTEGER NOT NULL,                     -- event.id
    last  INTEGER NOT NULL,                     -- event.id
    hash  BLOB    NOT NULL                      -- of its last event
) STRICT;

-- Every 64th event of a stream: from where to go back, so that reading on costs the same anywhere.
CREATE TABLE milestone (
    stream INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    event  INTEGER NOT NULL,
    PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

-- What a text is encrypted with besides the key of its person. To forget this one text it is
-- overwritten where it lies; no row of this table is ever deleted, moved or of another size.
CREATE TABLE nonce (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL                         -- zeros: forgotten
) STRICT;

-- What people wrote: apart from the events, so that it can go without breaking the chain.
CREATE TABLE text (
    id       INTEGER PRIMARY KEY,               -- event.id
    subject  INTEGER NOT NULL,                  -- event.subject
    redacted INTEGER NOT NULL,                  -- 1: not the original; its digest is in erasure
    key      INTEGER NOT NULL,
    nonce    INTEGER NOT NULL,
    body     BLOB    NOT NULL                   -- encrypted
) STRICT;

-- Why a text is gone: a person was erased (stream 0), or one text was redacted.
CREATE TABLE erasure (
    class_id INTEGER NOT NULL,
    person   INTEGER NOT NULL,
    stream   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    digest   BLOB,                              -- of the text that stands in its place
    PRIMARY KEY (class_id, person, stream, seq)
) STRICT, WITHOUT ROWID;

-- What is being forgotten, in slices, over a crash if need be: streams from first to last; or in them
-- the texts about one person; or one text (seq). A row goes when no copy is left, backups included.
CREATE TABLE deletion (
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    person INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (first, last, person, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;

CREATE TRIGGER event_leaves BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM deletion WHERE person = 0 AND seq = 0 AND old.stream BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'an event leaves with its stream only'); END;

CREATE TRIGGER text_stays BEFORE UPDATE ON text
BEGIN SELECT RAISE(ABORT, 'a text never changes'); END;

CREATE TRIGGER text_leaves BEFORE DELETE ON text
WHEN NOT EXISTS (SELECT 1 FROM event e, deletion d
                 WHERE e.id = old.id AND d.person = 0 AND d.seq = 0
                   AND e.stream BETWEEN d.first AND d.last)
 AND NOT EXISTS (SELECT 1 FROM event e, erasure x
                 WHERE e.id = old.id AND x.class_id = e.stream >> 26 AND x.person = old.subject
                   AND (x.stream = 0 OR (x.stream = e.stream AND x.seq = e.seq)))
BEGIN SELECT RAISE(ABORT, 'a text leaves by erasure only'); END;

CREATE TABLE trainer (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: classes name their owner by it
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password TEXT NOT NULL                      -- argon2id, with its salt and cost
) STRICT;

CREATE TABLE session (
    digest     BLOB    PRIMARY KEY,
    trainer_id INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_trainer ON session (trainer_id);

CREATE TABLE setup (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE handover (
    class_id   INTEGER NOT NULL,
    person     INTEGER NOT NULL,
    digest     BLOB    NOT NULL UNIQUE,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (class_id, person)
) STRICT, WITHOUT ROWID;

-- What the tokens of page links are derived with, so that a link can be shown again.
CREATE TABLE link_secret (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE link (
    digest BLOB    PRIMARY KEY,
    sheet  INTEGER NOT NULL,                    -- stream of the published sheet
    person INTEGER NOT NULL                     -- person.number whose page it is
) STRICT, WITHOUT ROWID;
CREATE INDEX link_sheet ON link (sheet);

CREATE TABLE library (
    hash     TEXT    PRIMARY KEY NOT NULL,
    kind     INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    added_ms INTEGER NOT NULL,
    bytes    BLOB    NOT NULL
) STRICT;
CREATE INDEX library_kind ON library (kind, added_ms);

-- Written to find out whether the disk takes writes again.
CREATE TABLE probe (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    bytes BLOB NOT NULL
) STRICT;
