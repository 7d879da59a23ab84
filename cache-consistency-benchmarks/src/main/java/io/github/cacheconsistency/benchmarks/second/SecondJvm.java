package io.github.cacheconsistency.benchmarks.second;

import io.github.cacheconsistency.benchmarks.ClassPath;
import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.server.Endpoints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Controls the second JVM from the first one. The second JVM ends on {@link #close()}, and when this JVM dies, because
 * the connection between them is closed then. One command at a time; {@link #loads()} may be called by any thread.
 */
public final class SecondJvm implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MORE_REPLIES_THAN_COMMANDS = 4;

    private record Reply(Message message, @Nullable Tally tally, String text) {}

    private final Process process;
    private final Path log;
    private final Socket socket;
    private final DataOutputStream out;
    private final BlockingQueue<Reply> replies = new ArrayBlockingQueue<>(MORE_REPLIES_THAN_COMMANDS);
    private volatile long loads;

    private SecondJvm(Process process, Path log, Socket socket) throws IOException {
        this.process = process;
        this.log = log;
        this.socket = socket;
        this.out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Thread reader = new Thread(() -> listen(in), "second-jvm-replies");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a JVM with the classes of this one. */
    public static SecondJvm start() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path log = Files.createTempFile("second-jvm", ".log");
            log.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    SecondMain.class.getName(),
                    Integer.toString(server.getLocalPort()));
            builder.environment().put("CLASSPATH", ClassPath.ofThisJvm());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            server.setSoTimeout((int) LIMIT.toMillis());
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                return new SecondJvm(process, log, socket);
            } catch (IOException e) {
                process.destroyForcibly();
                throw new UncheckedIOException("The second JVM has not called back. It said: " + said(log), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The second JVM cannot be started", e);
        }
    }

    /** Runs a contestant there, if it is not running yet, for {@link #beginToRead}. */
    public void run(Contestant contestant, Endpoints servers) {
        send(Message.START, () -> {
            out.writeUTF(contestant.id());
            out.writeUTF(servers.host());
            out.writeInt(servers.redisPort());
            out.writeUTF(servers.jdbcUrl());
            out.writeUTF(servers.username());
            out.writeUTF(servers.password());
        });
        await(Message.STARTED, LIMIT);
    }

    /** Starts threads there that read row 1; their loads pause for {@code pause}. */
    public void beginToRead(int threads, Duration slice, Duration pause) {
        send(Message.READ, () -> {
            out.writeInt(threads);
            out.writeLong(slice.toNanos());
            out.writeLong(pause.toNanos());
        });
    }

    /** Waits for the end of the reads, and returns their result. */
    public Tally endOfReading(Duration slice) {
        Tally tally = await(Message.TALLY, slice.plus(LIMIT)).tally();
        if (tally == null) {
            throw new IllegalStateException("Expected a tally with TALLY");
        }
        return tally;
    }

    /** Returns how often the contestant that was started last has loaded there. */
    public long loads() {
        return loads;
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void send(Message message, Writing rest) {
        try {
            out.writeByte(message.ordinal());
            rest.write();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The second JVM is gone. It said: " + said(log), e);
        }
    }

    private Reply await(Message expected, Duration limit) {
        try {
            Reply reply = replies.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (reply == null || reply.message() != expected) {
                throw new IllegalStateException("Expected " + expected + " of the second JVM within " + limit
                        + ", found " + reply + ". It said: " + said(log));
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the second JVM worked", e);
        }
    }

    private void listen(DataInputStream in) {
        try {
            while (true) {
                Message message = Message.of(in.readUnsignedByte());
                switch (message) {
                    case LOADS -> loads = in.readLong();
                    case STARTED -> {
                        loads = in.readLong();
                        replies.add(new Reply(message, null, ""));
                    }
                    case TALLY -> replies.add(new Reply(message, TallyFormat.read(in), ""));
                    default -> replies.add(new Reply(Message.FAILED, null, in.readUTF()));
                }
            }
        } catch (IOException ended) {
            // Delivered as the reply to a waiting caller; after close() there is none.
            replies.offer(new Reply(Message.FAILED, null, "The connection has ended: " + ended));
        }
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "nothing that can be read: " + e;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("The second JVM cannot be ended", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
