-- Removes a value, but neither a lease nor a tombstone.
--
-- KEYS[1]     the key
-- Result      1 if the key held a value, else 0
-- See docs/protocols.md, "Key states in Redis"

local held = redis.call('GET', KEYS[1])
if not held or string.sub(held, 1, 10) == '\0cc:lease:' or held == '\0cc:fence:' then
  return 0
end
redis.call('UNLINK', KEYS[1])
return 1
