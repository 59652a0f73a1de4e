INSERT INTO settings (seq, at_us, by_user, whose, key, value, undoes) VALUES
    (1, 1767711600000000, 1001, 1001, 'theme', 'light', NULL),
    (2, 1767711660000000, 1001, 1001, 'theme', NULL, 1);
INSERT INTO replays (symbol, date, compared, differing) VALUES ('RTX', '2026-01-05', 26, 0);
INSERT INTO pin_attempts (user_id, wrong, locked_until_us) VALUES (1001, 2, 0);
INSERT INTO moved_chats (old_id, new_id) VALUES (-5, -1005);
