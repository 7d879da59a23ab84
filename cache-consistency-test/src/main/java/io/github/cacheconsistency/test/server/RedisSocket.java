package io.github.cacheconsistency.test.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends one command to a local Redis, on a connection of its own, without a client library. */
final class RedisSocket {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private RedisSocket() {}

    /**
     * The reply as text, the elements of an array one per line.
     *
     * @throws TestServerException if the server cannot be reached or answers with an error
     */
    static String send(int port, String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request(words).getBytes(StandardCharsets.UTF_8));
            return reply(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new TestServerException(
                    "Redis on port " + port + " did not answer " + String.join(" ", words) + ": " + e.getMessage(), e);
        }
    }

    private static String request(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return request.toString();
    }

    private static String reply(InputStream in) throws IOException {
        String line = line(in);
        String text = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> text;
            case '$' -> bulk(in, Integer.parseInt(text));
            case '*' -> array(in, Integer.parseInt(text));
            case '-' -> throw new TestServerException("Redis refused a command: " + text);
            default -> throw new TestServerException("Expected a reply of Redis, found " + line);
        };
    }

    private static String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line(in);
        return text;
    }

    private static String array(InputStream in, int length) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            elements.add(reply(in));
        }
        return String.join("\n", elements);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }
}
