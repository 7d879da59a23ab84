package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStateCodecTest {

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    @Test
    void nothingIsAbsent() {
        assertThat(KeyStateCodec.decode(null)).isSameAs(KeyState.Absent.INSTANCE);
    }

    @Test
    void aPlainValueIsThePayloadItselfBothWays() {
        byte[] payload = bytes("\u00ac\u00ed\0\5");

        assertThat(KeyStateCodec.encode(new KeyState.Value(payload, null))).isSameAs(payload);
        assertThat(((KeyState.Value) KeyStateCodec.decode(payload)).payload()).isSameAs(payload);
    }

    @Test
    void anEmptyPayloadIsAValue() {
        assertValue(KeyStateCodec.decode(new byte[0]), "", null);
        assertValue(KeyStateCodec.decode(KeyStateCodec.encode(new KeyState.Value(new byte[0], 7L))), "", 7L);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 42, EXACT_IN_DOUBLE + 1, Long.MAX_VALUE})
    void aVersionComesBack(long version) {
        byte[] encoded = KeyStateCodec.encode(new KeyState.Value(bytes("\0\u00ff"), version));

        assertValue(KeyStateCodec.decode(encoded), "\0\u00ff", version);
    }

    @Test
    void theTextOrderOfVersionsIsTheirNumberOrder() {
        assertThat(LongStream.of(
                                Long.MIN_VALUE,
                                Long.MIN_VALUE + 1,
                                -EXACT_IN_DOUBLE - 1,
                                -EXACT_IN_DOUBLE,
                                -10,
                                -9,
                                -1,
                                0,
                                1,
                                9,
                                10,
                                EXACT_IN_DOUBLE - 1,
                                EXACT_IN_DOUBLE,
                                EXACT_IN_DOUBLE + 1,
                                Long.MAX_VALUE - 1,
                                Long.MAX_VALUE)
                        .mapToObj(version -> text(KeyStateCodec.encode(new KeyState.Value(new byte[0], version)))))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(encoded -> encoded.matches("\0cc:version:\\d{20}"));
    }

    @Test
    void aLeaseComesBack() {
        LeaseToken token = new LeaseToken("node-1:42");

        assertThat(text(KeyStateCodec.encode(token))).isEqualTo("\0cc:lease:node-1:42");
        assertThat(KeyStateCodec.decode(KeyStateCodec.encode(token))).isEqualTo(new KeyState.Lease(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "\u00e9"})
    void onlyPrintableTokensAreIssued(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyStateCodec.encode(new LeaseToken(token)))
                .withMessageContaining("printable ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0cc:lease:", "\0cc:lease:a b", "\0cc:lease:\0", "\0cc:lease:\u00ff"})
    void aMalformedLeaseIsALeaseThatNobodyCanHold(String malformed) {
        KeyState state = KeyStateCodec.decode(bytes(malformed));

        assertThat(state).isInstanceOf(KeyState.Lease.class);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyStateCodec.encode(((KeyState.Lease) state).token()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0cc:",
                "\0cc:other:1",
                "\0cc:lease",
                "\0cc:version:",
                "\0cc:version:1",
                "\0cc:version:0922337203685477580",
                "\0cc:version:-0000000000000000001payload",
                "\0cc:version:+0000000000000000001payload",
                "\0cc:version:0000000000000000000xpayload",
                "\0cc:version:18446744073709551616payload",
                "\0cc:version:99999999999999999999payload"
            })
    void otherMalformedBytesAreAValueThatCannotBeDeserialized(String malformed) {
        assertValue(KeyStateCodec.decode(bytes(malformed)), malformed, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0cc:", "\0cc:lease:mine", "\0cc:version:18446744073709551615forged", "\0cc:value:nested"})
    void aPayloadCannotForgeAState(String payload) {
        byte[] encoded = KeyStateCodec.encode(new KeyState.Value(bytes(payload), null));

        assertThat(text(encoded)).isEqualTo("\0cc:value:" + payload);
        assertValue(KeyStateCodec.decode(encoded), payload, null);
    }

    private static void assertValue(KeyState state, String payload, Long version) {
        assertThat(state).isInstanceOfSatisfying(KeyState.Value.class, value -> {
            assertThat(text(value.payload())).isEqualTo(payload);
            assertThat(value.version()).isEqualTo(version);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
