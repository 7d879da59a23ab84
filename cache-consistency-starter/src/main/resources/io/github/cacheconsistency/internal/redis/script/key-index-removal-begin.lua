-- clear() by index, first step: adds the mark of this removal to a complete key index and returns the first page.
--
-- KEYS[1]     the key index
-- ARGV[1]     the pattern of the keys to remove
-- ARGV[2]     how many members a page has, about
-- ARGV[3]     the mark: a random member, which does not exist any more if the index was lost
-- Result      the reply of SSCAN: cursor and members; an empty list if the index is not complete or takes no mark
-- See docs/protocols.md, "Key index and clear()"

if redis.call('SISMEMBER', KEYS[1], '\0cc:complete') == 0 or redis.pcall('SADD', KEYS[1], ARGV[3]) ~= 1 then
  return {}
end
return redis.call('SSCAN', KEYS[1], 0, 'MATCH', ARGV[1], 'COUNT', ARGV[2])
