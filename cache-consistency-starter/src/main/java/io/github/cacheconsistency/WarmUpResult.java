package io.github.cacheconsistency;

/**
 * The result of {@link ConsistentCache#warmUp}.
 *
 * @param filled the number of keys that were loaded and cached
 * @param present the number of keys that already held a value, which was left unchanged
 * @param skipped the number of keys that were not filled: another reader or writer used them at the same time, the
 *     configuration of the cache or its serializer refused the value, or Redis or the row-lock probe failed. Their next
 *     read fills them, and so may another call
 */
public record WarmUpResult(long filled, long present, long skipped) {}
