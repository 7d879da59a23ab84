INSERT IGNORE INTO prices (id, cents, version) VALUES (1, 1999, 1), (2, 499, 1);
