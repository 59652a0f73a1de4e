-- Training: what was asked for, the work that is done, the models that came of it, and which of them served when.

-- Trainings. `progress` and `card` are JSON; `families` are bits, the first family lowest; `asked_by` is 0 where it began by itself;
-- `last_number` is the last prediction that it learns from, settled when it begins.
CREATE TABLE trainings (
    id        INTEGER PRIMARY KEY,
    symbol    TEXT    NOT NULL,
    asked_by  INTEGER NOT NULL,
    asked_us  INTEGER NOT NULL,
    families  INTEGER NOT NULL CHECK (families BETWEEN 1 AND 63),
    depth     TEXT    NOT NULL,
    place     TEXT    NOT NULL,
    seed      INTEGER NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
    began_us  INTEGER,
    last_number INTEGER,
    ended_us  INTEGER,
    progress  TEXT    NOT NULL,
    card      TEXT
) STRICT;

-- Results of units of work of a training that is under way, in postcard's layout: a restart goes on from them.
CREATE TABLE training_units (
    training INTEGER NOT NULL REFERENCES trainings (id),
    unit     TEXT    NOT NULL,
    result   BLOB    NOT NULL,
    PRIMARY KEY (training, unit)
) STRICT, WITHOUT ROWID;

-- Models by the hash of their file. `shadow` is JSON: the record on decisions after the training.
CREATE TABLE models (
    id               TEXT    PRIMARY KEY,
    symbol           TEXT    NOT NULL,
    training         INTEGER NOT NULL REFERENCES trainings (id),
    family           TEXT    NOT NULL,
    standing         TEXT    NOT NULL CHECK (standing IN ('challenger', 'champion', 'former', 'superseded')),
    installed_us     INTEGER NOT NULL,
    trained_until_us INTEGER NOT NULL,
    last_number      INTEGER NOT NULL,
    gain             REAL    NOT NULL,
    hurdles          TEXT    NOT NULL,
    shadow           TEXT    NOT NULL,
    file             BLOB    NOT NULL
) STRICT;

CREATE INDEX models_by_symbol ON models (symbol, standing);

-- From one decision to the next another model served, or none where `model` is NULL: what the fold was told, in the order of `seq`.
CREATE TABLE model_swaps (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    at_s        INTEGER NOT NULL,
    model       TEXT    REFERENCES models (id),
    reason      TEXT    NOT NULL,
    received_us INTEGER NOT NULL
) STRICT;

CREATE INDEX model_swaps_by_symbol ON model_swaps (symbol, seq);

-- Computers that trained, by the name they give themselves.
CREATE TABLE trainers (
    name         TEXT    PRIMARY KEY,
    last_seen_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The message of each training in each chat, which is edited while it lives.
CREATE TABLE training_messages (
    training   INTEGER NOT NULL REFERENCES trainings (id),
    user_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (training, user_id)
) STRICT, WITHOUT ROWID;
