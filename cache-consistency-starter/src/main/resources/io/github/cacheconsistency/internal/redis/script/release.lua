-- RELEASE: removes the lease if the key still holds it.
--
-- KEYS[1]     the key
-- ARGV[1]     the lease
-- Result      1 if the lease was removed, else 0
-- See docs/protocols.md, "Operations"

if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
