package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the kit's own connections come from. */
@FunctionalInterface
interface ConnectionSource {

    /** A connection that no gate holds; the caller closes it. */
    Connection get() throws SQLException;
}
