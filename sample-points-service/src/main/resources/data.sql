INSERT IGNORE INTO user_points (user_id, points, version) VALUES
  (1, 100, 1),
  (2, 0, 1),
  (3, 2500, 1),
  (4, 40, 1),
  (5, 1000000, 1);
