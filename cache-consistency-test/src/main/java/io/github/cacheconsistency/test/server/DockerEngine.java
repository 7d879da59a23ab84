package io.github.cacheconsistency.test.server;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** The Docker engine of this machine, if it has one. */
final class DockerEngine {

    private static final Duration PULL_LIMIT = Duration.ofSeconds(90);

    private DockerEngine() {}

    /**
     * Whether an engine answers. Returns at once, without an error log of Testcontainers, if none seems to be
     * installed.
     */
    static boolean answers() {
        return suggested() && DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * Makes sure that the engine has an image, and pulls it if necessary. Makes one attempt only, because
     * Testcontainers retries for minutes on a machine without network.
     *
     * @throws TestServerException if it cannot be pulled within 90 s, with the reason
     */
    static void obtain(DockerImageName requested) {
        DockerImageName image = ImageNameSubstitutor.instance().apply(requested);
        DockerClient client = DockerClientFactory.lazyClient();
        try {
            if (!has(client, image) && !pulled(client, image)) {
                throw new TestServerException("The image " + image + " was not pulled within " + PULL_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServerException("Interrupted while pulling " + image, e);
        } catch (RuntimeException e) {
            throw e instanceof TestServerException
                    ? e
                    : new TestServerException("The image " + image + " cannot be pulled: " + e.getMessage(), e);
        }
    }

    private static boolean has(DockerClient client, DockerImageName image) {
        try {
            client.inspectImageCmd(image.asCanonicalNameString()).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static boolean pulled(DockerClient client, DockerImageName image) throws InterruptedException {
        return client.pullImageCmd(image.getUnversionedPart())
                .withTag(image.getVersionPart())
                .start()
                .awaitCompletion(PULL_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean suggested() {
        return System.getProperty("os.name").startsWith("Windows")
                || System.getenv("DOCKER_HOST") != null
                || configured()
                || sockets().anyMatch(DockerEngine::listens);
    }

    private static boolean configured() {
        Path file = Path.of(System.getProperty("user.home"), ".testcontainers.properties");
        Properties properties = new Properties();
        if (Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new TestServerException("Cannot read " + file + ", the configuration of Testcontainers", e);
            }
        }
        return properties.containsKey("docker.host") || properties.containsKey("tc.host");
    }

    private static Stream<Path> sockets() {
        Path home = Path.of(System.getProperty("user.home"), ".docker");
        Stream<Path> known = Stream.of(
                Path.of("/var/run/docker.sock"), home.resolve("run/docker.sock"), home.resolve("desktop/docker.sock"));
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return runtime == null ? known : Stream.concat(known, Stream.of(Path.of(runtime, "docker.sock")));
    }

    private static boolean listens(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
