package io.github.cacheconsistency.redis;

/** How scripts read and order versions; the format is that of {@link KeyStateCodec}. */
final class VersionOrder {

    /**
     * Defines {@code version_of(bytes)}: the digits of a value with version, nil for everything else, malformed versions
     * included. Digits of two values are compared as text.
     */
    static final String VERSION_OF = """
            local function version_of(bytes)
              if not bytes or string.sub(bytes, 1, 12) ~= '\\0cc:version:' then
                return nil
              end
              local digits = string.sub(bytes, 13, 32)
              if #digits ~= 20 or string.find(digits, '[^0-9]') or digits > '18446744073709551615' then
                return nil
              end
              return digits
            end
            """;

    private VersionOrder() {}
}
