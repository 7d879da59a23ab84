-- FILL: the value replaces the lease under which it was loaded, and nothing else. If Redis has no memory for the
-- value, the script removes the lease, so that no reader waits for it, and fails.
--
-- KEYS[1]     the key
-- ARGV[1]     the lease
-- ARGV[2]     the value
-- ARGV[3..4]  'PX' and the time-to-live in milliseconds; missing if the value does not expire
-- Result      1 if the value was stored, 0 if the fill was refused
-- See docs/protocols.md, "Operations"

if redis.call('GET', KEYS[1]) == ARGV[1] then
  local stored = redis.pcall('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
  if stored.err then
    redis.call('DEL', KEYS[1])
    return stored
  end
  return 1
end
return 0
