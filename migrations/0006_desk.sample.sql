INSERT INTO desk_facts (number, at_s, body, hash) VALUES
    (1, 1767711600, '{"at":1767711600,"fact":"opened","capital":100000,"mode":"paper"}',
     x'a0dbbe0ae443407f1bfcbd3c2dbd46859ec7f9cbd64cb7686094616aaa597ec1');
INSERT INTO desk_progress (symbol, at_s, number) VALUES ('RTX', 1767711600, 2);
