package io.github.cacheconsistency.test.server;

/** An embedded real MariaDB. */
public final class EmbeddedMariaDb extends EmbeddedDatabase {

    private EmbeddedMariaDb(MariaDbProgram program) {
        super(program);
    }

    /**
     * Starts a MariaDB with its own data directory. The first start on a machine also unpacks the programs. Close it, or
     * it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run it, with the reason
     */
    public static EmbeddedMariaDb start() {
        return new EmbeddedMariaDb(new MariaDbProgram(MariaDbBinaries.unpacked()));
    }
}
