-- GET-OR-LEASE: stores the lease if the key is absent or holds an unattended lease, and otherwise returns what the key
-- holds.
--
-- Invariant: a reader that takes over a lease replaces its bytes, so the fill of the former holder is refused, as after
-- an invalidation. Therefore any reader may do so at any time.
--
-- Requires: fragments/key-index.lua
-- Requires: fragments/is-free.lua
-- KEYS[1]     the key
-- KEYS[2]     the key index; missing if the cache has none
-- ARGV[1]     the lease
-- ARGV[2]     the lease time in milliseconds
-- ARGV[3]     the prefix of unattended leases
-- ARGV[4]     limit and pattern of the scan, see fragments/key-index.lua; '' if there is no key index
-- Result      nil if the lease was taken, otherwise what the key holds
-- See docs/protocols.md, "Operations" and "Unattended leases and renewal"

local held = redis.call('GET', KEYS[1])
if is_free(held, ARGV[3]) then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  if not held then
    remember(KEYS[2], KEYS[1], ARGV[4])
  end
  return false
end
return held
