-- Defines remember(index, key, scan), which a script calls after it has created the key: adds the key to the key index
-- of its cache. If the index is not complete and Redis has few keys, remember() completes it with a SCAN.
--
-- index   the name of the index; nil if the cache has none
-- key     the key
-- scan    '<limit>:<pattern>': how many keys Redis may have for a SCAN in this script, and which keys the cache has
-- Result  2 if the index is not complete, otherwise 1
-- See docs/protocols.md, "Key index and clear()"
--
-- After a new member is added, trim() checks random pairs of members and removes those whose keys do not exist. It stops
-- after eight pairs, or after a pair without such a member. So about a third of the members may be keys that have expired
-- or were evicted. If the key cannot be added, the index is removed, because it could be marked as complete.

local function trim(index)
  for _ = 1, 8 do
    local gone = {}
    for _, member in ipairs(redis.call('SRANDMEMBER', index, 2)) do
      if string.sub(member, 1, 4) ~= '\0cc:' and redis.call('EXISTS', member) == 0 then
        gone[#gone + 1] = member
      end
    end
    if #gone == 0 then
      return
    end
    redis.call('SREM', index, unpack(gone))
  end
end
local function complete(index, scan)
  local limit, pattern = string.match(scan, '^(%d+):(.*)$')
  local size = redis.pcall('DBSIZE')
  if type(size) ~= 'number' or size > tonumber(limit) then
    return 2
  end
  local cursor = '0'
  repeat
    local page = redis.pcall('SCAN', cursor, 'MATCH', pattern, 'COUNT', 1000)
    if page.err then
      return 2
    end
    cursor = page[1]
    for _, key in ipairs(page[2]) do
      if string.sub(key, -11) ~= '\0cc:index:1' then
        redis.call('SADD', index, key)
      end
    end
  until cursor == '0'
  redis.call('SADD', index, '\0cc:complete')
  return 1
end
local function remember(index, key, scan)
  if not index then
    return 1
  end
  local added = redis.pcall('SADD', index, key)
  if type(added) ~= 'number' then
    if redis.call('EXISTS', index) == 1 and type(redis.pcall('UNLINK', index)) == 'table' then
      redis.call('DEL', index)
    end
    return 1
  end
  if added == 1 then
    if redis.call('SCARD', index) > 64 then
      trim(index)
    end
    if redis.call('SISMEMBER', index, '\0cc:complete') == 0 then
      return complete(index, scan)
    end
  end
  return 1
end
