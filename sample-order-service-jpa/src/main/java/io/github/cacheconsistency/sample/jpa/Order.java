package io.github.cacheconsistency.sample.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;

/** One row of {@code orders}: entity, cached value and representation over HTTP. */
@Entity
@Table(name = "orders")
class Order implements Serializable {

    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private int items;

    /** Hibernate sets it when it flushes. */
    @Version
    private long version = 1;

    public long getId() {
        return id;
    }

    public int getItems() {
        return items;
    }

    public long getVersion() {
        return version;
    }

    void addItems(int count) {
        items += count;
    }
}
