INSERT INTO trainings (id, symbol, asked_by, asked_us, families, depth, place, seed, state, began_us, ended_us, progress, card) VALUES
    (1, 'RTX', 1001, 1767882600000000, 3, 'light', 'server', 7, 'running', 1767882601000000, NULL, '{}', NULL);
INSERT INTO training_units (training, unit, result) VALUES (1, 'logistic/3', x'00');
INSERT INTO models (id, symbol, training, family, standing, installed_us, trained_until_us, last_number, gain, hurdles, shadow, file) VALUES
    ('00', 'RTX', 1, 'logistic', 'champion', 1767882602000000, 1767880000000000, 40, 0.01, '[]', '{}', x'00');
INSERT INTO model_swaps (seq, symbol, at_s, model, reason, received_us) VALUES
    (9001, 'RTX', 1767882603, '00', 'promoted', 1767882603000000);
INSERT INTO trainers (name, last_seen_us) VALUES ('desk', 1767882600000000);
INSERT INTO training_messages (training, user_id, message_id) VALUES (1, 1001, 5);
