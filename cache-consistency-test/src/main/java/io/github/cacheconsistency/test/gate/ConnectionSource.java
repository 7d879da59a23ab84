package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import java.sql.SQLException;

/** Supplies connections for the kit's own statements. */
@FunctionalInterface
interface ConnectionSource {

    /** A connection that bypasses all gates; the caller closes it. */
    Connection get() throws SQLException;
}
