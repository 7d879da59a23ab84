package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application on test servers leaves no processes and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class ShutdownTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path parent;

    /** Longer than the limit of a Unix socket address. */
    private Path temporary;

    @BeforeEach
    void makeTheTemporaryDirectory() throws IOException {
        temporary = Files.createDirectories(parent.resolve("a-directory-deep-below-others".repeat(4)));
    }

    /** Ends all started processes, also after a failure. */
    @AfterEach
    void endTheApplication() {
        if (running != null) {
            List<ProcessHandle> servers = running.descendants().toList();
            running.destroyForcibly();
            await().until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private Process running;

    @Test
    void endsTheServersAfterTheApplication() throws Exception {
        Process application = runApplication();
        List<ProcessHandle> servers = application.descendants().toList();
        assertThat(servers).as("Redis, the database and the watchdog").hasSizeGreaterThanOrEqualTo(3);

        // The JVM handles SIGTERM as it handles Ctrl-C; SIGINT is ignored if a build runs under nohup or in the
        // background.
        signal("TERM", application.toHandle());

        assertThat(application.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(privateDirectories()).isEmpty();
        // The watchdog ends next, because nothing is left to clean up.
        await().until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(output())
                .contains("closing, Redis answers: true")
                .doesNotContain("ERROR")
                .doesNotContain("WARN");
    }

    @Test
    void aKilledApplicationLeavesNothing() throws Exception {
        Process application = runApplication();
        List<ProcessHandle> servers = application.descendants().toList();
        signal("KILL", application.toHandle());

        await().until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        await().until(() -> privateDirectories().isEmpty());
    }

    @Test
    void theNextRunRemovesWhatAKilledOneLeftWhoseWatchdogWasKilledToo() throws Exception {
        Process application = runApplication();
        List<ProcessHandle> servers = application.descendants().toList();
        for (ProcessHandle server : servers) {
            if (server.info().commandLine().orElse("").contains("test-server-watchdog")) {
                signal("KILL", server);
            }
        }
        signal("KILL", application.toHandle());
        assertThat(application.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(privateDirectories()).hasSize(2);
        assertThat(servers).anyMatch(ProcessHandle::isAlive);

        AbandonedServers.removeFrom(temporary);

        await().until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(privateDirectories()).isEmpty();
    }

    private Process runApplication() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The process lives for seconds, in which the second compiler does not pay off.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dcache-consistency.test.servers=embedded",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        running = process;
        // It starts a JVM, a database and a context, on a machine that may be busy.
        await().atMost(LIMIT.multipliedBy(5)).until(() -> !process.isAlive() || output().contains("application is up"));
        assertThat(process.isAlive()).as(output()).isTrue();
        return process;
    }

    private String output() throws IOException {
        return Files.readString(temporary.resolve("output"));
    }

    private List<Path> privateDirectories() throws IOException {
        try (Stream<Path> paths = Files.list(temporary)) {
            return paths.filter(path -> path.getFileName().toString().startsWith(PrivateDirectory.PREFIX))
                    .toList();
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataRedisAutoConfiguration.class
    })
    static class Application {

        public static void main(String[] arguments) throws IOException {
            ConfigurableApplicationContext context = SpringApplication.from(Application::run)
                    .with(TestServersConfiguration.class)
                    .run(arguments)
                    .getApplicationContext();
            context.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
            context.getBean(JdbcClient.class).sql("SELECT 1").query().singleValue();
            System.out.println("application is up");
            // Runs until the test has ended, even if the test cannot stop it.
            System.in.read();
        }

        private static void run(String[] arguments) {
            SpringApplication.run(Application.class, arguments);
        }

        @Bean
        DisposableBean lastWords(TestServers servers, JdbcClient jdbc) {
            return () -> {
                jdbc.sql("SELECT 1").query().singleValue();
                System.out.println("closing, Redis answers: " + Ports.listens(servers.redisPort()));
            };
        }
    }
}
