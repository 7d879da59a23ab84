-- LEASE of a key whose cache has a key index: stores the lease if the key is absent.
--
-- Requires: fragments/key-index.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index
-- ARGV[1]     the lease
-- ARGV[2]     the lease time in milliseconds
-- ARGV[3]     limit and pattern of the scan, see fragments/key-index.lua
-- Result      0 if the lease was not taken, otherwise the result of remember()
-- See docs/protocols.md, "Operations" and "Key index and clear()"

if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return remember(KEYS[2], KEYS[1], ARGV[3])
