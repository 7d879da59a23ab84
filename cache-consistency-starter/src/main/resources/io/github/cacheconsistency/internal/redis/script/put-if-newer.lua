-- PUT-IF-NEWER: replaces a lower version, keeps the same or a higher one, and invalidates everything else. An absent
-- key gets no value: a put that arrives late, after an eviction, would store an old one. The script always writes
-- something, so that the acknowledgement by replicas covers a value that was kept as well. If Redis has no memory for
-- the value, the key is invalidated instead.
--
-- Requires: fragments/key-index.lua
-- Requires: fragments/version-of.lua
-- Requires: fragments/invalidate-key.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index; missing if the cache has none
-- ARGV[1]     the value, which has a version
-- ARGV[2]     the bytes of a tombstone
-- ARGV[3]     the time-to-live of the tombstone in milliseconds; '0' to leave none
-- ARGV[4]     limit and pattern of the scan, see fragments/key-index.lua; '' if there is no key index
-- ARGV[5..6]  'PX' and the time-to-live of the value in milliseconds; missing if it does not expire
-- Result      1 if the value was stored, else 0
-- See docs/protocols.md, "Operations" and "Tombstones"

local held = redis.call('GET', KEYS[1])
local held_version = version_of(held)
local function tombstone()
  invalidate(KEYS[1], ARGV[2], ARGV[3])
  if ARGV[3] ~= '0' then
    remember(KEYS[2], KEYS[1], ARGV[4])
  end
end
if not held_version then
  tombstone()
elseif held_version < version_of(ARGV[1]) then
  if not redis.pcall('SET', KEYS[1], ARGV[1], unpack(ARGV, 5)).err then
    return 1
  end
  tombstone()
elseif redis.pcall('SET', KEYS[1], held, 'KEEPTTL').err then
  tombstone()
end
return 0
