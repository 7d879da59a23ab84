package io.github.cacheconsistency.test.server;

class EmbeddedMariaDbTest extends EmbeddedDatabaseTest {

    EmbeddedMariaDbTest() {
        super(TestDatabase.MARIADB, "MariaDB 11.");
    }
}
