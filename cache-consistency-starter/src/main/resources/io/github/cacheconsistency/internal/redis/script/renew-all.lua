-- RENEW of several leases: restarts the time-to-live of each lease that its key still holds.
--
-- KEYS        the keys
-- ARGV        the lease of each key, then the lease time in milliseconds
-- Result      for each key: 1 if it still holds the lease, else 0
-- See docs/protocols.md, "Operations" and "Unattended leases and renewal"

local standing = {}
for index, key in ipairs(KEYS) do
  standing[index] = 0
  if redis.pcall('GET', key) == ARGV[index] then
    standing[index] = redis.call('PEXPIRE', key, ARGV[#KEYS + 1])
  end
end
return standing
