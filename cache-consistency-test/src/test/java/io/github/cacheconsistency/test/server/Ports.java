package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

final class Ports {

    private Ports() {}

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
