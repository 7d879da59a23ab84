package io.github.cacheconsistency.test.explore;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Models of the strategies: their steps on one key and one row. */
final class Strategies {

    private static final int LOOKS = 2;

    private Strategies() {}

    /** By default two readers, two writers, one expiry. */
    static Model of(Model.Script reader, Model.Script writer) {
        return of(reader, writer, 2, 2);
    }

    static Model of(Model.Script reader, Model.Script writer, int readers, int writers) {
        return new Model()
                .tasks(readers, "reader", reader)
                .tasks(writers, "writer", writer)
                .task("expiry", Strategies::expire);
    }

    static void expire(ModelStores stores, ModelTask task) {
        task.goOn("EXPIRE", () -> stores.set("-"));
    }

    static void cacheAsideRead(ModelStores stores, ModelTask task) {
        lookup(
                stores,
                task,
                () -> task.goOn("SELECT", () -> {
                    int version = stores.select();
                    task.goOn("SET " + version, () -> {
                        stores.set("V" + version);
                        stores.returned(task, version);
                    });
                }));
    }

    static void cacheAsideWrite(ModelStores stores, ModelTask task) {
        update(
                stores,
                task,
                () -> commit(
                        stores,
                        task,
                        version -> task.goOn("DEL after " + version, () -> {
                            stores.set("-");
                            stores.acknowledge(version);
                        })));
    }

    static void doubleDeleteWrite(ModelStores stores, ModelTask task) {
        task.goOn("DEL", () -> {
            stores.set("-");
            update(
                    stores,
                    task,
                    () -> commit(
                            stores,
                            task,
                            version -> task.goOn("DEL after " + version, () -> {
                                stores.set("-");
                                stores.acknowledge(version);
                                task.goOn("delayed DEL", () -> stores.set("-"));
                            })));
        });
    }

    static void leaseRead(ModelStores stores, ModelTask task) {
        lease(stores, task, token -> load(stores, task, token));
    }

    static void versionedWrite(ModelStores stores, ModelTask task) {
        update(
                stores,
                task,
                () -> commit(
                        stores,
                        task,
                        version -> task.goOn("PUT-IF-NEWER " + version, () -> {
                            String held = stores.get();
                            if (!held.startsWith("V")) {
                                stores.set("-");
                            } else if (versionOf(held) < version) {
                                stores.set("V" + version);
                            }
                            stores.acknowledge(version);
                        })));
    }

    static void rowLockRead(ModelStores stores, ModelTask task) {
        lease(stores, task, token -> probe(stores, task, token, () -> load(stores, task, token)));
    }

    static void rowLockWrite(ModelStores stores, ModelTask task) {
        update(
                stores,
                task,
                () -> task.goOn("INVALIDATE", () -> {
                    stores.set("-");
                    task.goOn("COMMIT", () -> stores.acknowledge(stores.commit()));
                }));
    }

    /** Broken: the probe does not detect a writer that came before the lease. */
    static void probeBeforeLeaseRead(ModelStores stores, ModelTask task) {
        lookup(
                stores,
                task,
                () -> probe(stores, task, "-", () -> takeLease(stores, task, token -> load(stores, task, token))));
    }

    /** Broken: a reader fills the old row between the invalidation and the update. */
    static void invalidateBeforeFlushWrite(ModelStores stores, ModelTask task) {
        task.goOn("INVALIDATE", () -> {
            stores.set("-");
            update(stores, task, () -> task.goOn("COMMIT", () -> stores.acknowledge(stores.commit())));
        });
    }

    private static void lookup(ModelStores stores, ModelTask task, Runnable miss) {
        task.goOn("GET", () -> {
            stores.begin(task);
            String held = stores.get();
            if (held.startsWith("V")) {
                stores.returned(task, versionOf(held));
            } else {
                miss.run();
            }
        });
    }

    private static void lease(ModelStores stores, ModelTask task, Consumer<String> taken) {
        lookup(stores, task, () -> takeLease(stores, task, taken));
    }

    private static void takeLease(ModelStores stores, ModelTask task, Consumer<String> taken) {
        String token = "L" + task.number();
        task.goOn("LEASE " + token, () -> {
            if (stores.replace("-", token)) {
                taken.accept(token);
            } else {
                await(stores, task, LOOKS);
            }
        });
    }

    private static void await(ModelStores stores, ModelTask task, int looks) {
        if (looks == 0) {
            readThrough(stores, task);
            return;
        }
        task.lookAgain("look again, " + looks + " left", () -> {
            String held = stores.get();
            if (held.startsWith("V")) {
                stores.returned(task, versionOf(held));
            } else {
                await(stores, task, looks - 1);
            }
        });
    }

    private static void readThrough(ModelStores stores, ModelTask task) {
        task.goOn("SELECT without fill", () -> stores.returned(task, stores.select()));
    }

    private static void probe(ModelStores stores, ModelTask task, String token, Runnable granted) {
        task.goOn("PROBE with " + token, () -> {
            if (stores.probe()) {
                granted.run();
            } else {
                task.goOn("RELEASE " + token, () -> {
                    stores.replace(token, "-");
                    readThrough(stores, task);
                });
            }
        });
    }

    private static void load(ModelStores stores, ModelTask task, String token) {
        task.goOn("SELECT with " + token, () -> {
            int version = stores.select();
            task.goOn("FILL " + token + " with " + version, () -> {
                stores.replace(token, "V" + version);
                stores.returned(task, version);
            });
        });
    }

    private static void update(ModelStores stores, ModelTask task, Runnable then) {
        task.goOnWhen(stores::lockFree, "UPDATE", () -> {
            stores.update(task);
            then.run();
        });
    }

    private static void commit(ModelStores stores, ModelTask task, IntConsumer then) {
        task.goOn("COMMIT", () -> then.accept(stores.commit()));
    }

    private static int versionOf(String held) {
        return Integer.parseInt(held.substring(1));
    }
}
