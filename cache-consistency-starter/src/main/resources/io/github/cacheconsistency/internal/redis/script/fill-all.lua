-- FILL of several keys: each value replaces the lease under which it was loaded, independently of the others. If Redis
-- has no memory for a value, the script removes its lease and those of all following keys, so that no reader waits for
-- them, and fails.
--
-- KEYS        the keys
-- ARGV        for each key: the lease, the value, the time-to-live in milliseconds; '' if the value does not expire
-- Result      for each key: 1 if the value was stored, 0 if the fill was refused
-- See docs/protocols.md, "Operations"

local filled = {}
local refused
local function set(key, value, milliseconds)
  if milliseconds == '' then
    return redis.pcall('SET', key, value)
  end
  return redis.pcall('SET', key, value, 'PX', milliseconds)
end
for index, key in ipairs(KEYS) do
  local at = 3 * index - 2
  if redis.pcall('GET', key) == ARGV[at] then
    local stored = refused or set(key, ARGV[at + 1], ARGV[at + 2])
    if stored.err then
      refused = stored
      redis.call('DEL', key)
    end
    filled[index] = 1
  else
    filled[index] = 0
  end
end
return refused or filled
