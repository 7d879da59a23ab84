package io.github.cacheconsistency.benchmarks.second;

import io.github.cacheconsistency.benchmarks.drive.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Encodes a tally as bytes, without the exception of the first failure. */
final class TallyFormat {

    private TallyFormat() {}

    static void write(Tally tally, DataOutput out) throws IOException {
        ByteBuffer latencies = ByteBuffer.allocate(tally.latencies().getNeededByteBufferCapacity());
        int length = tally.latencies().encodeIntoCompressedByteBuffer(latencies);
        out.writeInt(length);
        out.write(latencies.array(), 0, length);
        out.writeDouble(tally.seconds());
        out.writeLong(tally.allocated());
        out.writeLong(tally.cpuNanos());
        out.writeLong(tally.reads());
        out.writeLong(tally.staleReads());
        out.writeLong(tally.failures());
    }

    static Tally read(DataInput in) throws IOException {
        byte[] latencies = new byte[in.readInt()];
        in.readFully(latencies);
        try {
            return new Tally(
                    Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(latencies), 1),
                    in.readDouble(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    null);
        } catch (DataFormatException e) {
            throw new IOException("Expected a histogram of the second JVM, found something else", e);
        }
    }
}
