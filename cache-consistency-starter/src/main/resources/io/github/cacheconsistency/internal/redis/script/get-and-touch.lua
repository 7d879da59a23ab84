-- GET that restarts the time-to-live of a value. Leases and tombstones expire at their own time and are left alone. If
-- Redis accepts no writes, the value is read all the same.
--
-- KEYS[1]     the key
-- ARGV[1]     the time-to-live in milliseconds
-- Result      what the key holds; nil if it is absent
-- See docs/protocols.md, "Key states in Redis"

local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, 10) ~= '\0cc:lease:' and held ~= '\0cc:fence:' then
  redis.pcall('PEXPIRE', KEYS[1], ARGV[1])
end
return held
