package com.example.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.cache.CacheManager;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@ImportTestServers
class PricesApplicationTest {

    @Autowired
    private RestTestClient client;

    @Autowired
    private CacheManager cacheManager;

    @Test
    void reads_through_the_cache_and_sees_its_own_writes() {
        expectCents(499);
        assertThat(cacheManager.getCache("prices").get(2L)).isNotNull();

        client.post().uri("/prices/2/raise?cents=100").exchange().expectStatus().isOk();

        expectCents(599);
    }

    @Test
    void the_jars_name_their_modules_and_bring_their_licence() throws IOException {
        expectModule(ConsistentCaches.class, "io.github.cacheconsistency");
        expectModule(RaceSubject.class, "io.github.cacheconsistency.test");
    }

    private static void expectModule(Class<?> type, String module) throws IOException {
        String location =
                type.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile jar = new JarFile(location)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo(module);
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    private void expectCents(long cents) {
        client.get()
                .uri("/prices/2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.cents")
                .isEqualTo(cents);
    }
}
