-- Nonces lie apart, in rows that never move: one text can then be forgotten as surely as a person. The pages of the
-- old table are zeroed when it is dropped (secure_delete).
ALTER TABLE text RENAME TO text_1;
CREATE TABLE nonce (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL                         -- zeros: forgotten
) STRICT;
CREATE TABLE text (
    id       INTEGER PRIMARY KEY,               -- event.id
    subject  INTEGER NOT NULL,                  -- event.subject
    redacted INTEGER NOT NULL,                  -- 1: not the original; its digest is in erasure
    key      INTEGER NOT NULL,
    nonce    INTEGER NOT NULL,
    body     BLOB    NOT NULL                   -- encrypted
) STRICT;
INSERT INTO nonce (id, bytes) SELECT id, nonce FROM text_1 ORDER BY id;
INSERT INTO text (id, subject, redacted, key, nonce, body)
    SELECT id, subject, redacted, key, id, body FROM text_1 ORDER BY id;
DROP TABLE text_1;
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
