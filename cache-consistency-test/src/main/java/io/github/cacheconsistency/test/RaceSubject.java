package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.race.RaceNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Describes a service to the races: how to read and to change one cached entry through the service's own code. All
 * functions are called on threads of the kit, concurrently. A version is a number that grows with every committed
 * change of the entry; 0 means that the entry does not exist.
 */
public final class RaceSubject {

    /** Returns the version of an entry. */
    @FunctionalInterface
    public interface Version {

        long get() throws Exception;
    }

    /** Makes a change; returns when the change is acknowledged. */
    @FunctionalInterface
    public interface Change {

        void run() throws Exception;
    }

    /** Changes the entry through a method that returns before the change has ended. */
    @FunctionalInterface
    public interface AsynchronousChange {

        /**
         * Calls the method and returns its result; the change is in its transaction, and ends when {@code work} does.
         */
        CompletionStage<?> begin(CompletionStage<Void> work) throws Exception;
    }

    /**
     * Another node of the service, on the same servers.
     *
     * @param node the node of its application context, which imports {@link RaceKitConfiguration} as well
     * @param read reads the entry through that node and its cache
     */
    public record OtherNode(RaceNode node, Version read) {}

    /**
     * A cached entry.
     *
     * @param read reads the entry through the service and its cache
     * @param database reads the committed version without the cache
     */
    public record Entry(Version read, Version database) {}

    private final String cacheName;
    private final Entry entry;
    private final Change write;
    private final Change prepare;
    private final @Nullable Duration timeToLive;
    private final @Nullable Change remove;
    private final @Nullable Change insert;
    private final @Nullable Entry second;
    private final @Nullable Change writeBoth;
    private final @Nullable Change writeAndClear;
    private final @Nullable AsynchronousChange asynchronousWrite;
    private final @Nullable OtherNode otherNode;
    private final @Nullable Change look;
    private final List<Version> crossed;

    private RaceSubject(Builder builder) {
        this.cacheName = builder.cacheName;
        this.entry = new Entry(
                required(builder.read, "read", "a read through your service"),
                required(builder.database, "database", "the committed version, straight from the database"));
        this.write = required(builder.write, "write", "one committed change through your service");
        this.prepare = builder.prepare;
        this.timeToLive = builder.timeToLive;
        this.remove = builder.remove;
        this.insert = builder.insert;
        this.second = builder.second;
        this.writeBoth = builder.writeBoth;
        this.writeAndClear = builder.writeAndClear;
        this.asynchronousWrite = builder.asynchronousWrite;
        this.otherNode = builder.otherNode;
        this.look = builder.look;
        this.crossed = builder.crossed;
    }

    /** Starts the description of an entry of the cache called {@code cacheName}. */
    public static Builder forCache(String cacheName) {
        return new Builder(cacheName);
    }

    /** The name of the cache that holds the entry. */
    public String cacheName() {
        return cacheName;
    }

    /** The entry that the races read and write. */
    public Entry entry() {
        return entry;
    }

    /** One committed change of the entry, see {@link Builder#write}. */
    public Change write() {
        return write;
    }

    /** Makes sure that the entry exists, see {@link Builder#prepare}. */
    public Change prepare() {
        return prepare;
    }

    /** The time-to-live of a cached entry, if the subject defines it. */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    /** Removes the entry from the database, see {@link Builder#nullRace}. */
    public Optional<Change> remove() {
        return Optional.ofNullable(remove);
    }

    /** Creates the entry through the service, see {@link Builder#nullRace}. */
    public Optional<Change> insert() {
        return Optional.ofNullable(insert);
    }

    /** Another entry of the same cache, see {@link Builder#second}. */
    public Optional<Entry> second() {
        return Optional.ofNullable(second);
    }

    /** Changes both entries in one transaction, see {@link Builder#second}. */
    public Optional<Change> writeBoth() {
        return Optional.ofNullable(writeBoth);
    }

    /** Changes the entry and clears its cache, see {@link Builder#writeAndClear}. */
    public Optional<Change> writeAndClear() {
        return Optional.ofNullable(writeAndClear);
    }

    /** A change by a method that returns before the change has ended, see {@link Builder#asynchronousWrite}. */
    public Optional<AsynchronousChange> asynchronousWrite() {
        return Optional.ofNullable(asynchronousWrite);
    }

    /** Another node of the service, see {@link Builder#otherNode}. */
    public Optional<OtherNode> otherNode() {
        return Optional.ofNullable(otherNode);
    }

    /** A lookup that does not fill, see {@link Builder#look}. */
    public Optional<Change> look() {
        return Optional.ofNullable(look);
    }

    /** Both reads of {@link Builder#crossed}, or none. */
    public List<Version> crossed() {
        return crossed;
    }

    private static <T> T required(@Nullable T value, String method, String what) {
        return Objects.requireNonNull(
                value, () -> "RaceSubject lacks ." + method + "(..): the races need " + what + ".");
    }

    /** Describes the entry; {@code read}, {@code write} and {@code database} are required, the others add races. */
    public static final class Builder {

        private final String cacheName;
        private @Nullable Version read;
        private @Nullable Version database;
        private @Nullable Change write;
        private Change prepare = () -> {};
        private @Nullable Duration timeToLive;
        private @Nullable Change remove;
        private @Nullable Change insert;
        private @Nullable Entry second;
        private @Nullable Change writeBoth;
        private @Nullable Change writeAndClear;
        private @Nullable AsynchronousChange asynchronousWrite;
        private @Nullable OtherNode otherNode;
        private @Nullable Change look;
        private List<Version> crossed = List.of();

        private Builder(String cacheName) {
            this.cacheName = cacheName;
        }

        /** A read through the service and its cache; 0 if the entry does not exist. */
        public Builder read(Version version) {
            this.read = version;
            return this;
        }

        /** One change through the service, in a transaction that is committed when this returns. */
        public Builder write(Change change) {
            this.write = change;
            return this;
        }

        /** The committed version, read without the cache; 0 if the entry does not exist. */
        public Builder database(Version version) {
            this.database = version;
            return this;
        }

        /**
         * Makes sure that the entry exists, in the database only; called before each race. It should reset the rows of
         * all entries to the same content, the version included: then explored races begin with equal rows, and equal
         * states are explored once.
         */
        public Builder prepare(Change change) {
            this.prepare = change;
            return this;
        }

        /** The time-to-live of a cached entry: R05 then checks that entries have exactly this time-to-live. */
        public Builder timeToLive(Duration timeToLive) {
            this.timeToLive = timeToLive;
            return this;
        }

        /** Removes the entry, in the database only, and creates it through the service: adds R18. */
        public Builder nullRace(Change remove, Change insert) {
            this.remove = remove;
            this.insert = insert;
            return this;
        }

        /** A second entry of the same cache, and a change of both in one transaction: adds R23, two keys. */
        public Builder second(Version read, Version database, Change writeBoth) {
            this.second = new Entry(read, database);
            this.writeBoth = writeBoth;
            return this;
        }

        /** Changes the entry without the cache, commits, then clears the whole cache: adds R23, clear. */
        public Builder writeAndClear(Change change) {
            this.writeAndClear = change;
            return this;
        }

        /** One change through a method of the service that returns before the change has ended: adds R40. */
        public Builder asynchronousWrite(AsynchronousChange change) {
            this.asynchronousWrite = change;
            return this;
        }

        /**
         * Looks the entry up in the cache by hand, such as by {@code Cache.get(key)}, and does not fill it: adds R41.
         */
        public Builder look(Change look) {
            this.look = look;
            return this;
        }

        /**
         * Adds R44: {@code one} reads the entry, and on a miss its loader reads the row and then the {@linkplain #second
         * second} entry through the cache; {@code other} does the opposite. Each returns the version of its own entry.
         */
        public Builder crossed(Version one, Version other) {
            this.crossed = List.of(one, other);
            return this;
        }

        /**
         * Reads the same entry through another node, whose {@code RaceNode} is a bean there: adds R14, two nodes, and
         * R42.
         */
        public Builder otherNode(RaceNode node, Version read) {
            this.otherNode = new OtherNode(node, read);
            return this;
        }

        /** @throws NullPointerException if a required function is missing; the message names it */
        public RaceSubject build() {
            return new RaceSubject(this);
        }
    }
}
