-- The end of a SCAN over all keys of a cache: marks the key index as complete if it still has the mark of the scan,
-- that is, if it was not lost during the scan. The script changes only the index: clear() and the check after a restart
-- remove the keys that their scans find.
--
-- KEYS[1]     the key index
-- ARGV[1]     the mark: a random member, which does not exist any more if the index was lost
-- Result      1 if the index is complete now, 0 if it was lost
-- See docs/protocols.md, "Key index and clear()"

if redis.call('SREM', KEYS[1], ARGV[1]) == 1 then
  redis.call('SADD', KEYS[1], '\0cc:complete')
  return 1
end
return 0
