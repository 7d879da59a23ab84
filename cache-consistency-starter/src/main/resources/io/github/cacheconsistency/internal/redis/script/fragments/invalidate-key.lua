-- Defines invalidate(key, tombstone, milliseconds): leaves the tombstone in the key for that time, or nothing if it is '0'.
-- Returns 1 if the key held something, of whatever type, else 0.
-- See docs/protocols.md, "Tombstones"
--
-- Invariant: a tombstone is extended, never shortened. An existing one may belong to a write that commits later.
--
-- If Redis has no memory for the tombstone, the key is removed first. Redis then accepts the SET, because it lets a script
-- that has written continue.

local function invalidate(key, tombstone, milliseconds)
  local held = redis.pcall('GET', key)
  local left = 1
  if held == tombstone then
    left = redis.call('PTTL', key)
  end
  local time = math.max(left, tonumber(milliseconds), 1)
  if redis.pcall('SET', key, tombstone, 'PX', time).err then
    redis.call('DEL', key)
    redis.call('SET', key, tombstone, 'PX', time)
  end
  if milliseconds == '0' then
    redis.call('DEL', key)
  end
  return held and 1 or 0
end
