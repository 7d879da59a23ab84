package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the library told its listeners. */
final class Events implements CacheConsistencyListener {

    /** {@code what} is the kind and the outcome, such as {@code read HIT}; {@code key} the complete Redis key. */
    record Event(String what, String key) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> trust = new CopyOnWriteArrayList<>();

    /** What happened to {@code redisKey}, in its order. */
    List<String> of(String redisKey) {
        return events.stream()
                .filter(event -> event.key().equals(redisKey))
                .map(Event::what)
                .toList();
    }

    /** What became of the trust in Redis, ever since the application started. */
    List<String> trust() {
        return List.copyOf(trust);
    }

    void forget() {
        events.clear();
    }

    @Override
    public void onRead(CacheKey key, ReadOutcome outcome) {
        add(key, "read " + outcome);
    }

    @Override
    public void onFill(CacheKey key, FillOutcome outcome) {
        add(key, "fill " + outcome);
    }

    @Override
    public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
        add(key, "invalidation " + outcome);
    }

    @Override
    public void onCorruptValue(CacheKey key, Exception cause) {
        add(key, "corrupt");
    }

    @Override
    public void onTrust(TrustOutcome outcome, int caches) {
        trust.add(outcome.name());
    }

    private void add(CacheKey key, String what) {
        events.add(new Event(what, key.toString()));
    }
}
