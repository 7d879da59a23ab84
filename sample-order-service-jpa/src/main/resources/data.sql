INSERT IGNORE INTO orders (id, items, version) VALUES (1, 0, 1);
