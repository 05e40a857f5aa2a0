-- An event knows the one before it in its stream, and a stream its ends; the index of all places is gone.

DROP TRIGGER event_stays;
DROP TRIGGER event_leaves;
DROP TRIGGER text_leaves;
DROP INDEX event_place;
ALTER TABLE event RENAME TO event_1;

CREATE TABLE event (
    id          INTEGER PRIMARY KEY,
    stream      INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    before      INTEGER NOT NULL,
    v           INTEGER NOT NULL,
    type        TEXT    NOT NULL,
    subject     INTEGER NOT NULL,
    play_ms     INTEGER NOT NULL,
    up_ms       INTEGER NOT NULL,
    wall_ms     INTEGER NOT NULL,
    facts       TEXT    NOT NULL,
    text_digest BLOB,
    hash        BLOB    NOT NULL
) STRICT;

INSERT INTO event
SELECT id, stream, seq, coalesce(lag(id) OVER (PARTITION BY stream ORDER BY seq), 0), v, type, subject,
       play_ms, up_ms, wall_ms, facts, text_digest, hash
FROM event_1 ORDER BY id;
DROP TABLE event_1;

CREATE TABLE stream (
    id    INTEGER PRIMARY KEY,
    seq   INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    hash  BLOB    NOT NULL
) STRICT;

-- With max(), SQLite takes the other columns from the row that has it.
INSERT INTO stream
SELECT ends.id, ends.seq, begins.id, ends.last, ends.hash
FROM (SELECT stream AS id, max(seq) AS seq, id AS last, hash FROM event GROUP BY stream) AS ends
JOIN event AS begins ON begins.stream = ends.id AND begins.before = 0;

CREATE TABLE milestone (
    stream INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    event  INTEGER NOT NULL,
    PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO milestone SELECT stream, seq, id FROM event WHERE seq % 64 = 0;

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;

CREATE TRIGGER event_leaves BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM deletion WHERE person = 0 AND seq = 0 AND old.stream BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'an event leaves with its stream only'); END;

CREATE TRIGGER text_leaves BEFORE DELETE ON text
WHEN NOT EXISTS (SELECT 1 FROM event e, deletion d
                 WHERE e.id = old.id AND d.person = 0 AND d.seq = 0
                   AND e.stream BETWEEN d.first AND d.last)
 AND NOT EXISTS (SELECT 1 FROM event e, erasure x
                 WHERE e.id = old.id AND x.class_id = e.stream >> 26 AND x.person = old.subject
                   AND (x.stream = 0 OR (x.stream = e.stream AND x.seq = e.seq)))
BEGIN SELECT RAISE(ABORT, 'a text leaves by erasure only'); END;
