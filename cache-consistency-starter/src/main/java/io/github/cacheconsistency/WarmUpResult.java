package io.github.cacheconsistency;

/**
 * What {@link ConsistentCache#warmUp} did.
 *
 * @param filled keys that were loaded and are cached now
 * @param present keys that held a value already, which was left as it is
 * @param skipped keys that were not filled: loaded or written by others at the same time, refused by the cache's
 *     configuration or serializer, or Redis or the probe failed. Their first reader fills them; another call may, too
 */
public record WarmUpResult(long filled, long present, long skipped) {}
