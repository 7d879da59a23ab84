package io.github.cacheconsistency.benchmarks.server;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Executes each action exactly one delay after it was added, in order. A thread of its own parks until the next action
 * is due, because timers of event loops are rounded to milliseconds, which is as long as the delay itself. The number
 * of requests in flight of closed-loop clients bounds the queue.
 */
final class DelayLine implements AutoCloseable {

    private record Entry(long due, Runnable work) {}

    private final long delay;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "delay-line");

    private DelayLine(Duration delay) {
        this.delay = delay.toNanos();
    }

    static DelayLine start(Duration delay) {
        DelayLine line = new DelayLine(delay);
        line.thread.setDaemon(true);
        line.thread.start();
        return line;
    }

    void add(Runnable work) {
        entries.add(new Entry(System.nanoTime() + delay, work));
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                // The delay is constant, so the first action in the queue is the next one due.
                Entry next = entries.take();
                for (long left = next.due() - System.nanoTime(); left > 0; left = next.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                }
                next.work().run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
