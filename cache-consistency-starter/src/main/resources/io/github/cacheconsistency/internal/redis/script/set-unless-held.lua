-- The store of putIfAbsent: stores the value if the key is absent or holds a lease, and otherwise returns what the key
-- holds. The script is atomic, so that only one of several concurrent callers stores its value. SET NX GET would need
-- Redis 7 and would treat a lease as a value.
--
-- Requires: fragments/key-index.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index; missing if the cache has none
-- ARGV[1]     limit and pattern of the scan, see fragments/key-index.lua; '' if there is no key index
-- ARGV[2]     the value
-- ARGV[3..4]  'PX' and the time-to-live in milliseconds; missing if the value does not expire
-- Result      nil if the value was stored, otherwise what the key holds: a value or a tombstone
-- See docs/protocols.md, "Nulls and inserts" and "Key index and clear()"

local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, 10) ~= '\0cc:lease:' then
  return held
end
redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
if not held then
  remember(KEYS[2], KEYS[1], ARGV[1])
end
return false
