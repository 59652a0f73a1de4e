-- The chat: who talks with the bot, what each was last asked, and what waits to be told. Ids of people, chats and messages are Telegram's.

-- Everyone whom the configuration admits and who has pressed Start; `user_id` is also the id of the private chat.
CREATE TABLE people (
    user_id      INTEGER PRIMARY KEY,
    language     TEXT,
    admitted     INTEGER NOT NULL DEFAULT 1 CHECK (admitted IN (0, 1)),
    blocked      INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    heartbeat_id INTEGER,
    started_us   INTEGER NOT NULL
) STRICT;

-- What the bot waits for from a person; no row where it waits for nothing.
CREATE TABLE talks (
    user_id    INTEGER PRIMARY KEY,
    state      TEXT    NOT NULL,
    changed_us INTEGER NOT NULL
) STRICT;

-- The newest message ids of each chat, the person's and the bot's: what a message that may have been sent cannot be.
CREATE TABLE seen_messages (
    user_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, message_id)
) STRICT, WITHOUT ROWID;

-- One row per message that nobody asked for and per reader. A row is `sending` from before the request until the answer is known: after a
-- crash such a row may or may not have been delivered. `after_id` and `after_any_id` are the newest message ids known in its chat and
-- in any chat when the request was made, `body` is what was sent.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY,
    dedup_key    TEXT    NOT NULL UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES people (user_id),
    notice       TEXT    NOT NULL,
    ahead        INTEGER NOT NULL DEFAULT 0 CHECK (ahead IN (0, 1)),
    created_us   INTEGER NOT NULL,
    status       TEXT    NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'failed')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    after_id     INTEGER,
    after_any_id INTEGER,
    body         TEXT,
    message_id   INTEGER,
    settled_us   INTEGER,
    fault        TEXT,
    CHECK (status != 'sending' OR (after_id IS NOT NULL AND after_any_id IS NOT NULL AND body IS NOT NULL)),
    CHECK (status != 'sent' OR message_id IS NOT NULL)
) STRICT;

CREATE INDEX outbox_open ON outbox (user_id, ahead, id) WHERE status IN ('waiting', 'sending');
