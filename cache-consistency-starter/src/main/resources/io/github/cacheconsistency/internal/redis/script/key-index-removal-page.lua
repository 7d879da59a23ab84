-- clear() by index, each further step: removes the keys of the page before from Redis and from the key index, and
-- returns the next page. Both in one script: no interruption leaves a key that the index does not name.
--
-- KEYS[1]     the key index
-- KEYS[2..]   the keys of the page before
-- ARGV[1]     the pattern of the keys to remove
-- ARGV[2]     how many members a page has, about
-- ARGV[3]     the mark: a random member, which is gone once the index was lost
-- ARGV[4]     the cursor of the next page; '' after the last one
-- Result      the number of removed keys, and the cursor and the members of the next page;
--             after the last page, the number of removed keys, and 1 if the index still had the mark, else 0
-- See docs/protocols.md, "Key index and clear()"

local removed = 0
if #KEYS > 1 then
  removed = redis.call('UNLINK', unpack(KEYS, 2))
  redis.call('SREM', KEYS[1], unpack(KEYS, 2))
end
if ARGV[4] == '' then
  return {removed, redis.call('SREM', KEYS[1], ARGV[3])}
end
local page = redis.call('SSCAN', KEYS[1], ARGV[4], 'MATCH', ARGV[1], 'COUNT', ARGV[2])
return {removed, page[1], page[2]}
