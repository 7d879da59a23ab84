package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an application that runs on test servers leaves behind. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class ShutdownTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @Test
    void endsTheServersAfterTheApplication() throws Exception {
        Process application = runApplication();
        List<ProcessHandle> servers = application.descendants().toList();
        assertThat(servers).hasSizeGreaterThanOrEqualTo(2);

        // The JVM takes it as it takes Ctrl-C; but an interrupt is ignored where a build runs under nohup or in the
        // background.
        signal("TERM", application.toHandle());

        assertThat(application.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
        assertThat(privateDirectories()).isEmpty();
        assertThat(output())
                .contains("closing, Redis answers: true")
                .doesNotContain("ERROR")
                .doesNotContain("WARN");
    }

    @Test
    void theNextRunRemovesWhatAKilledOneLeft() throws Exception {
        Process application = runApplication();
        List<ProcessHandle> servers = application.descendants().toList();
        signal("KILL", application.toHandle());
        assertThat(application.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(privateDirectories()).hasSize(2);

        AbandonedServers.removeFrom(temporary);

        await().atMost(LIMIT).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(privateDirectories()).isEmpty();
    }

    private Process runApplication() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dcache-consistency.test.servers=embedded",
                        "-Dcache-consistency.enabled=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        await().atMost(LIMIT).until(() -> !process.isAlive() || output().contains("application is up"));
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
    @EnableAutoConfiguration
    static class Application {

        public static void main(String[] arguments) throws InterruptedException {
            ConfigurableApplicationContext context = SpringApplication.from(Application::run)
                    .with(TestServersConfiguration.class)
                    .run(arguments)
                    .getApplicationContext();
            context.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
            context.getBean(JdbcClient.class).sql("SELECT 1").query().singleValue();
            System.out.println("application is up");
            new CountDownLatch(1).await();
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
