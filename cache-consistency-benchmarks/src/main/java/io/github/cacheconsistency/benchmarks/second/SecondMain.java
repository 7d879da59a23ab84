package io.github.cacheconsistency.benchmarks.second;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.contestant.Node;
import io.github.cacheconsistency.benchmarks.drive.Crew;
import io.github.cacheconsistency.benchmarks.drive.Tally;
import io.github.cacheconsistency.benchmarks.server.Endpoints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The second JVM: executes the commands of the first one, and ends when that closes the connection or dies. */
final class SecondMain {

    private static final long LOOK_NANOS = 1_000_000;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Crew crew = new Crew();
    private final Map<String, Node> nodes = new HashMap<>();
    private @Nullable Endpoints endpoints;
    private @Nullable Node chosen;

    private SecondMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Connects to the first JVM and executes its commands.
     *
     * @param arguments the port of the first JVM on this machine
     */
    public static void main(String[] arguments) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            new SecondMain(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()))
                    .serve();
        } finally {
            // Aborts everything that still runs, because its results are not needed.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Executes commands on another thread, so that this one notices the end of the first JVM at once. */
    private void serve() throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "second-jvm-commands");
            thread.setDaemon(true);
            return thread;
        });
        try {
            while (true) {
                Command command = read(Message.of(in.readUnsignedByte()));
                worker.execute(() -> answer(command));
            }
        } catch (EOFException over) {
            worker.shutdownNow();
        }
    }

    private interface Command {
        void run() throws IOException;
    }

    private Command read(Message message) throws IOException {
        if (message == Message.START) {
            String contestant = in.readUTF();
            Endpoints servers = new Endpoints(in.readUTF(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF());
            return () -> start(contestant, servers);
        }
        if (message == Message.READ) {
            int threads = in.readInt();
            Duration slice = Duration.ofNanos(in.readLong());
            Duration pause = Duration.ofNanos(in.readLong());
            return () -> perform(threads, slice, pause);
        }
        throw new IllegalStateException("Expected START or READ, found " + message);
    }

    private void answer(Command command) {
        try {
            try {
                command.run();
            } catch (RuntimeException e) {
                send(Message.FAILED, () -> out.writeUTF(String.valueOf(e)));
            }
        } catch (IOException firstJvmIsGone) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void start(String id, Endpoints servers) throws IOException {
        if (!servers.equals(endpoints)) {
            nodes.values().forEach(Node::close);
            nodes.clear();
            endpoints = servers;
        }
        Contestant contestant = Contestants.named(id);
        Node node = nodes.computeIfAbsent(id, first -> Node.start(contestant, servers));
        node.points().find(1);
        chosen = node;
        send(Message.STARTED, () -> out.writeLong(node.table().loads()));
    }

    private void perform(int threads, Duration slice, Duration pause) throws IOException {
        Node node = chosen;
        if (node == null) {
            throw new IllegalStateException("Expected START before READ");
        }
        node.table().pauseLoads(pause);
        LoadsWatch watch = new LoadsWatch(node);
        var watching = crew.beside(watch);
        Tally tally;
        try {
            tally = crew.perform(threads, slice, worker -> node.points().find(1));
        } finally {
            watch.over = true;
            node.table().pauseLoads(Duration.ZERO);
        }
        Crew.await(watching);
        send(Message.LOADS, () -> out.writeLong(node.table().loads()));
        send(Message.TALLY, () -> TallyFormat.write(tally, out));
    }

    /** Reports loads to the first JVM while they happen, which lets entries expire between loads. */
    private final class LoadsWatch implements java.util.concurrent.Callable<Void> {

        private final Node node;
        private volatile boolean over;

        private LoadsWatch(Node node) {
            this.node = node;
        }

        @Override
        public @Nullable Void call() throws IOException {
            long told = -1;
            while (!over) {
                long loads = node.table().loads();
                if (loads != told) {
                    told = loads;
                    send(Message.LOADS, () -> out.writeLong(loads));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return null;
        }
    }

    private synchronized void send(Message message, Command rest) throws IOException {
        out.writeByte(message.ordinal());
        rest.run();
        out.flush();
    }
}
