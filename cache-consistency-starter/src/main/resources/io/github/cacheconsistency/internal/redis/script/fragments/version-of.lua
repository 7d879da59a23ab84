-- Defines version_of(bytes): returns the 20 digits of the version if the bytes are a value with a version, and nil for
-- everything else, malformed versions included. Versions are compared as text.
-- See docs/protocols.md, "Key states in Redis"

local function version_of(bytes)
  if not bytes or string.sub(bytes, 1, 12) ~= '\0cc:version:' then
    return nil
  end
  local digits = string.sub(bytes, 13, 32)
  if #digits ~= 20 or string.find(digits, '[^0-9]') or digits > '18446744073709551615' then
    return nil
  end
  return digits
end
