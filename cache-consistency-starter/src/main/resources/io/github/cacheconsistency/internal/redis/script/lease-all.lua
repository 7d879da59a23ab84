-- LEASE of several keys of one cache, each with a lease of its own. A key may be leased if it is absent or holds an
-- unattended lease.
--
-- Requires: fragments/key-index.lua
-- Requires: fragments/is-free.lua
-- KEYS        the keys, then the key index if the cache has one
-- ARGV        the lease of each key, then the lease time in milliseconds, the prefix of unattended leases, and limit
--             and pattern of the scan, see fragments/key-index.lua; '' if there is no key index
-- Result      for each key: 0 if its lease was not taken, 1 if it was, 2 if it was and the key index is not complete
-- See docs/protocols.md, "Operations" and "Key index and clear()"

local taken = {}
local scan = ARGV[#ARGV]
local keys = scan == '' and #KEYS or #KEYS - 1
for at = 1, keys do
  local held = redis.pcall('GET', KEYS[at])
  taken[at] = 0
  if is_free(held, ARGV[keys + 2]) then
    redis.call('SET', KEYS[at], ARGV[at], 'PX', ARGV[keys + 1])
    taken[at] = held and 1 or remember(KEYS[keys + 1], KEYS[at], scan)
  end
end
return taken
