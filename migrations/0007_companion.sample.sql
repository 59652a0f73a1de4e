INSERT INTO settings (seq, at_us, by_user, whose, key, value, undoes) VALUES
    (1, 1767711600000000, 1001, 1001, 'theme', 'light', NULL),
    (2, 1767711660000000, 1001, 1001, 'theme', NULL, 1);
INSERT INTO replays (symbol, date, compared, differing) VALUES ('RTX', '2026-01-05', 26, 0);
INSERT INTO pin_attempts (user_id, wrong, locked_until_us) VALUES (1001, 2, 0);
INSERT INTO moved_chats (old_id, new_id) VALUES (-5, -1005);
INSERT INTO outbox (id, dedup_key, user_id, notice, topic, silent, not_before_us, ahead, created_us, status, digest) VALUES
    (5, 'hours:opens:2026-01-08#1001', 1001, '{"kind":"hours","date":"2026-01-08","bell":"opens"}', 'hours', 1, 0, 0, 1767882600000000, 'muted', NULL);
