-- FILL-OR-REPLACE-OLDER: the value replaces the lease under which it was loaded, or a value with a lower version. If
-- Redis has no memory for the value, the script removes what it was to replace and fails.
--
-- Requires: fragments/version-of.lua
-- KEYS[1]     the key
-- ARGV[1]     the lease
-- ARGV[2]     the value
-- ARGV[3..4]  'PX' and the time-to-live in milliseconds; missing if the value does not expire
-- Result      1 if the value was stored, 0 if the fill was refused
-- See docs/protocols.md, "Operations"

local held = redis.call('GET', KEYS[1])
local held_version = version_of(held)
local new_version = version_of(ARGV[2])
if held == ARGV[1] or (held_version and new_version and held_version < new_version) then
  local stored = redis.pcall('SET', KEYS[1], ARGV[2], unpack(ARGV, 3))
  if stored.err then
    redis.call('DEL', KEYS[1])
    return stored
  end
  return 1
end
return 0
