INSERT INTO people (user_id, language, admitted, blocked, heartbeat_id, started_us) VALUES
    (1001, 'en', 1, 0, 3, 1767623400000000),
    (1002, NULL, 0, 1, NULL, 1767623460000000);
INSERT INTO talks (user_id, state, changed_us) VALUES (1001, '"AskedReportDay"', 1767623500000000);
INSERT INTO seen_messages (user_id, message_id) VALUES (1001, 1), (1001, 2), (1001, 3), (1002, 1);
INSERT INTO outbox (id, dedup_key, user_id, notice, ahead, created_us, status, attempts, after_id, after_any_id, body, message_id, settled_us, fault) VALUES
    (1, 'report:RTX:2026-01-05#1001', 1001, '{"kind":"report","symbol":"RTX","date":"2026-01-05"}', 0, 1767650400000000, 'sent', 1, 3, 3, '{}', 4, 1767650401000000, NULL),
    (2, 'report:RTX:2026-01-06#1001', 1001, '{"kind":"report","symbol":"RTX","date":"2026-01-06"}', 0, 1767736800000000, 'sending', 2, 4, 4, '{}', NULL, NULL, NULL),
    (3, 'report:RTX:2026-01-07#1001', 1001, '{"kind":"report","symbol":"RTX","date":"2026-01-07"}', 0, 1767823200000000, 'waiting', 0, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, 'report:RTX:2026-01-07#1002', 1002, '{"kind":"report","symbol":"RTX","date":"2026-01-07"}', 0, 1767823200000000, 'failed', 1, NULL, NULL, NULL, NULL, 1767823201000000, 'chat not found');
