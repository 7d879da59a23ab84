INSERT IGNORE INTO orders (id, status, version) VALUES
  (1, 'CREATED', 1),
  (2, 'PAID', 2),
  (3, 'SHIPPED', 3),
  (4, 'CANCELLED', 2);
