INSERT INTO desk_facts (number, at_s, body, hash) VALUES
    (1, 1767711600, '{"at":1767711600,"fact":"opened","capital":100000,"mode":"paper"}',
     x'a0dbbe0ae443407f1bfcbd3c2dbd46859ec7f9cbd64cb7686094616aaa597ec1');
INSERT INTO desk_progress (symbol, at_s, number) VALUES ('RTX', 1767711600, 2);
INSERT INTO option_results (symbol, number, horizon, call, due_s, premium, profit, source, body) VALUES
    ('RTX', 1, '1h', 'BUY', 1767715200, 19000, 3288, 'chain',
     '{"symbol":"RTX","number":1,"horizon":"OneHour","call":"Up","bought":{"contract":"RTX260130C00185000","at":1767711600,"bid":186,"ask":190,"spot":183.42,"implied_volatility":0.231,"volume":412,"open_interest":2310,"source":"chain"},"sold":{"contract":"RTX260130C00185000","at":1767715200,"bid":225,"ask":231,"spot":184.3,"implied_volatility":0.233,"volume":415,"open_interest":2310,"source":"chain"},"fees":212,"attribution":null}');
