-- Defines invalidate(key, fence, milliseconds): leaves the fence in the key for that time, or nothing if it is '0'.
-- Returns 1 if the key held something, of whatever type, else 0.
-- See docs/protocols.md, "Replica fences"
--
-- Invariant: a fence is extended, never shortened. The one that stands may belong to a write that commits later.
--
-- If Redis has no memory for the fence, the key is removed first. Redis accepts the SET then, because a script that has
-- written may go on.

local function invalidate(key, fence, milliseconds)
  local held = redis.pcall('GET', key)
  local left = 1
  if held == fence then
    left = redis.call('PTTL', key)
  end
  local time = math.max(left, tonumber(milliseconds), 1)
  if redis.pcall('SET', key, fence, 'PX', time).err then
    redis.call('DEL', key)
    redis.call('SET', key, fence, 'PX', time)
  end
  if milliseconds == '0' then
    redis.call('DEL', key)
  end
  return held and 1 or 0
end
