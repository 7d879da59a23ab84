package io.github.cacheconsistency.test.explore;

/** Encodes numbers as characters that need no escaping in URLs, six bits each, as in base64url. */
final class SixBits {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private SixBits() {}

    /** @param bits from 0 to 63 */
    static char of(int bits) {
        return ALPHABET.charAt(bits);
    }

    static int value(char character) {
        return ALPHABET.indexOf(character);
    }

    static String hash(String text, int characters) {
        long bits = Digest.of(text).high();
        StringBuilder hash = new StringBuilder();
        for (int character = 0; character < characters; character++) {
            hash.append(of((int) (bits >>> (6 * character)) & 63));
        }
        return hash.toString();
    }
}
