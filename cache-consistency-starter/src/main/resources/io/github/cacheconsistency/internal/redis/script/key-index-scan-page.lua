-- A page of a SCAN over all keys of a cache: adds the keys that the key index does not name, or removes them.
--
-- KEYS[1]     the key index
-- KEYS[2..]   the keys that the SCAN has found
-- ARGV[1]     'add' to add unknown keys to the index, 'remove' to remove them from Redis
-- Result      how many keys were unknown
-- See docs/protocols.md, "Key index and clear()"

local unknown = {}
for at = 2, #KEYS do
  if redis.call('SISMEMBER', KEYS[1], KEYS[at]) == 0 and redis.call('EXISTS', KEYS[at]) == 1 then
    unknown[#unknown + 1] = KEYS[at]
  end
end
if #unknown > 0 then
  if ARGV[1] == 'remove' then
    redis.call('UNLINK', unpack(unknown))
  else
    redis.call('SADD', KEYS[1], unpack(unknown))
  end
end
return #unknown
