package io.github.cacheconsistency.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The commands of all clients, as reported by Redis ({@code MONITOR}). Used by one thread. */
final class RedisMonitor implements AutoCloseable {

    private static final int MILLIS_UNTIL_STUCK = 60_000;

    private final RedisProbe probe;
    private final Socket socket;
    private final BufferedReader lines;

    RedisMonitor(RedisLink link, RedisProbe probe) throws IOException {
        this.probe = probe;
        this.socket = new Socket(link.targetHost(), link.targetPort());
        socket.setSoTimeout(MILLIS_UNTIL_STUCK);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
        String answer = lines.readLine();
        if (!"+OK".equals(answer)) {
            throw new IOException("Expected Redis to answer +OK to MONITOR, found " + answer);
        }
    }

    /**
     * The names of the commands on {@code key} since the last call, in capitals, without those that a script runs.
     * Commands that were answered before this call are among them.
     */
    List<String> commandsOn(String key) throws IOException {
        String end = "end-" + UUID.randomUUID();
        probe.exists(end);
        List<String> names = new ArrayList<>();
        for (String line = lines.readLine(); !line.contains(end); line = lines.readLine()) {
            if (line.contains('"' + key + '"') && !line.contains(" lua] ")) {
                names.add(line.split("\"")[1].toUpperCase(Locale.ROOT));
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
