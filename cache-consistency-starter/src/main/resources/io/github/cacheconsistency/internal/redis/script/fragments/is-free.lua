-- Defines is_free(held, unattended): returns whether a key may be leased, that is, whether it holds nothing or an
-- unattended lease. The second argument is the prefix of unattended leases.
-- See docs/protocols.md, "Operations" and "Unattended leases and renewal"

local function is_free(held, unattended)
  return not held or type(held) == 'string' and string.sub(held, 1, #unattended) == unattended
end
