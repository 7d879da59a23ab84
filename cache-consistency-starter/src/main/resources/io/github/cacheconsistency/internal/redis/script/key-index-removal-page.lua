-- clear() by index, each further step: removes the keys of the page before from Redis and from the key index, and
-- returns the next page. One script removes them from both, so that an interruption leaves no key that is missing in
-- the index.
--
-- KEYS[1]     the key index
-- KEYS[2..]   the keys of the page before
-- ARGV[1]     the pattern of the keys to remove
-- ARGV[2]     how many members a page has, about
-- ARGV[3]     the mark: a random member, which does not exist any more if the index was lost
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
