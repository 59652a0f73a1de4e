-- A companion to live with: what people set from the chat, how messages are held back, and what the evening's proof found.

-- Every change of a setting, never altered; the newest row of a key counts. `whose` is a chat, or 0 for what concerns the whole service;
-- `value` is NULL where the setting goes back to what the configuration says; `undoes` names the change that is taken back.
CREATE TABLE settings (
    seq     INTEGER PRIMARY KEY,
    at_us   INTEGER NOT NULL,
    by_user INTEGER NOT NULL,
    whose   INTEGER NOT NULL,
    key     TEXT    NOT NULL,
    value   TEXT,
    undoes  INTEGER REFERENCES settings (seq)
) STRICT;

CREATE INDEX settings_newest ON settings (whose, key, seq);

-- What became of replaying a trading day through the fold in the evening: decisions compared, and how many came out otherwise.
CREATE TABLE replays (
    symbol    TEXT    NOT NULL,
    date      TEXT    NOT NULL,
    compared  INTEGER NOT NULL,
    differing INTEGER NOT NULL,
    PRIMARY KEY (symbol, date)
) STRICT, WITHOUT ROWID;

-- Wrong entries of the PIN in a row, and until when no further one is taken.
CREATE TABLE pin_attempts (
    user_id         INTEGER PRIMARY KEY,
    wrong           INTEGER NOT NULL,
    locked_until_us INTEGER NOT NULL
) STRICT;

-- Groups that Telegram has moved to another id.
CREATE TABLE moved_chats (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
) STRICT;

-- The outbox, with what a reader wants to hear of: `topic` is the kind of message, `silent` says whether it makes no sound,
-- `not_before_us` until when it is held. A row is `muted` where its reader has switched the topic off, and `digested` where a digest,
-- the row `digest`, told of it.
DROP INDEX outbox_open;
ALTER TABLE outbox RENAME TO outbox_old;
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    dedup_key     TEXT    NOT NULL UNIQUE,
    user_id       INTEGER NOT NULL REFERENCES people (user_id),
    notice        TEXT    NOT NULL,
    topic         TEXT    NOT NULL DEFAULT 'service',
    silent        INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
    not_before_us INTEGER NOT NULL DEFAULT 0,
    ahead         INTEGER NOT NULL DEFAULT 0 CHECK (ahead IN (0, 1)),
    created_us    INTEGER NOT NULL,
    status        TEXT    NOT NULL DEFAULT 'waiting'
                  CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'muted', 'digested')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    after_id      INTEGER,
    after_any_id  INTEGER,
    body          TEXT,
    message_id    INTEGER,
    settled_us    INTEGER,
    fault         TEXT,
    digest        INTEGER REFERENCES outbox (id),
    CHECK (status != 'sending' OR (after_id IS NOT NULL AND after_any_id IS NOT NULL AND body IS NOT NULL)),
    CHECK (status != 'sent' OR message_id IS NOT NULL)
) STRICT;
INSERT INTO outbox (id, dedup_key, user_id, notice, ahead, created_us, status, attempts, after_id, after_any_id, body, message_id, settled_us, fault)
    SELECT id, dedup_key, user_id, notice, ahead, created_us, status, attempts, after_id, after_any_id, body, message_id, settled_us, fault FROM outbox_old;
DROP TABLE outbox_old;
CREATE INDEX outbox_open ON outbox (user_id, ahead, id) WHERE status IN ('waiting', 'sending');
