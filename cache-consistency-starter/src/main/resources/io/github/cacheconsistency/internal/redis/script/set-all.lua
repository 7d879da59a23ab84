-- SET of several keys of one cache that has a key index.
--
-- Requires: fragments/key-index.lua
-- KEYS        the keys, then the key index
-- ARGV        for each key: the value, the time-to-live in milliseconds, '' if the value does not expire; then limit
--             and pattern of the scan, see fragments/key-index.lua
-- Result      for each key: the result of remember()
-- See docs/protocols.md, "Operations" and "Key index and clear()"

local remembered = {}
local keys = #KEYS - 1
for at = 1, keys do
  local value, milliseconds = ARGV[2 * at - 1], ARGV[2 * at]
  if milliseconds == '' then
    redis.call('SET', KEYS[at], value)
  else
    redis.call('SET', KEYS[at], value, 'PX', milliseconds)
  end
  remembered[at] = remember(KEYS[keys + 1], KEYS[at], ARGV[#ARGV])
end
return remembered
