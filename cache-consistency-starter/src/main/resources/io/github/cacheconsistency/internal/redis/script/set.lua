-- SET of a key whose cache has a key index: stores the value, whatever the key holds.
--
-- Requires: fragments/key-index.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index
-- ARGV[1]     limit and pattern of the scan, see fragments/key-index.lua
-- ARGV[2]     the value
-- ARGV[3..4]  'PX' and the time-to-live in milliseconds; missing if the value does not expire
-- Result      the result of remember()
-- See docs/protocols.md, "Operations" and "Key index and clear()"

redis.call('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
return remember(KEYS[2], KEYS[1], ARGV[1])
