-- INVALIDATE where UNLINK is not enough, because a tombstone must stay behind or because replicas must acknowledge it. It
-- always writes something: the removal of an absent key would be no write, and WAIT would not wait for it.
--
-- Requires: fragments/key-index.lua
-- Requires: fragments/invalidate-key.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index; missing if the cache has none or if no tombstone is left
-- ARGV[1]     the bytes of a tombstone
-- ARGV[2]     the time-to-live of the tombstone in milliseconds; '0' to leave none
-- ARGV[3]     limit and pattern of the scan, see fragments/key-index.lua; missing if there is no key index
-- Result      1 if the key held something, of whatever type, else 0
-- See docs/protocols.md, "Tombstones" and "Acknowledgement by Redis replicas"

local held = invalidate(KEYS[1], ARGV[1], ARGV[2])
if ARGV[2] ~= '0' then
  remember(KEYS[2], KEYS[1], ARGV[3])
end
return held
