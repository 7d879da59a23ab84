#!/usr/bin/env python3
"""
Explores every interleaving of clear() by index, in small scopes: readers with leases, writers that clear, the scan that
completes an index, crashes of a clearer, evictions of keys and of the index, and a Redis that grows and shrinks.

    python3 docs/model/clear.py            the protocol (nothing may break), then each seeded mistake (each must break)
    python3 docs/model/clear.py trace NAME a shortest counterexample of a mistake

A value is the version of the row that it was loaded from. Checked:
  E  at the end, when all processes are done, no cached value is older than the row
  A  a read that starts after a write was acknowledged returns no older value
  F  (row lock) a read that starts after a COMMIT returns no older value

One step is one atomic operation on Redis or the database; pauses of any length lie between. A page of a SCAN or SSCAN is one
key: it is returned if it is there at that moment, which is all that Redis promises.
"""
import sys
from collections import deque

COMPLETE = 'complete'
KEYS = (0, 1)

# What is done wrong on purpose. '' is the protocol.
MISTAKES = {
    'srem-first': 'a batch leaves the index, and Redis in a later step',
    'srem-later': 'a batch leaves Redis, and the index in a later step',
    'add-later': 'a key is added to the index after it was filled, and not with its lease',
    'add-earlier': 'a lease is added to the index before it is taken',
    'no-sentinel': 'an index is believed without the member that says that it is complete',
    'sentinel-first': 'whether the index is complete is asked before its keys are read, and not after',
    'sentinel-last': 'whether the index is complete is asked after its keys were read, and not before',
    'no-mark': 'a scan completes the index although it was lost meanwhile',
    'mark-later': 'the mark of a scan is put when the scan has begun',
    'small-blindly': 'in a small Redis the first key completes the index without a look at the others',
    'trim-blindly': 'a member is trimmed without looking whether its key is gone',
}

# state: (K, index, large, db, acked, locked, budget, procs); index is None or a frozenset
def put(t, i, v):
    return t[:i] + (v,) + t[i + 1:]


class Model:
    def __init__(self, mistake, row_lock, reads, writers, scans, evict=1, resize=1, crash=1, trim=1):
        self.m, self.row_lock = mistake, row_lock
        self.reads, self.writers, self.scans = reads, writers, scans
        self.budget = (evict, resize, crash, trim)

    def initial(self):
        procs = tuple(('R', seq, 'GET', 0, 0, None) for seq in self.reads) \
            + tuple(('W', w, 'LOCK', None, None, None) for w in range(self.writers)) \
            + tuple(('S', s, 'MARK', None, None, None) for s in range(self.scans))
        for K in ((None, None), (0, None)):
            live = frozenset(k for k in KEYS if K[k] is not None)
            K = tuple(None if v is None else ('V', 0) for v in K)
            for index in (None, live | {COMPLETE}):
                for large in (True, False):
                    yield (K, index, large, 0, 0, None, self.budget, procs)

    def quiescent(self, s):
        return all(p[2] == 'done' for p in s[7])

    def succ(self, s):
        if self.quiescent(s):
            return
        K, index, large, db, acked, locked, budget, procs = s
        for i, p in enumerate(procs):
            if p[2] != 'done':
                yield from {'R': self.reader, 'W': self.writer, 'S': self.scanner}[p[0]](s, i, p)
        evict, resize, crash, trim = budget
        if evict:
            spent = (evict - 1, resize, crash, trim)
            for k in KEYS:
                if K[k] is not None:
                    yield f'Redis evicts key {k}', (put(K, k, None), index, large, db, acked, locked, spent, procs), ()
            if index is not None:
                yield 'Redis evicts the index', (K, None, large, db, acked, locked, spent, procs), ()
        if resize:
            yield f'Redis becomes {"small" if large else "large"}', \
                (K, index, not large, db, acked, locked, (evict, resize - 1, crash, trim), procs), ()
        if trim and index is not None:
            for k in index:
                if k in KEYS and (K[k] is None or self.m == 'trim-blindly'):
                    yield f'trimmed: {k}', \
                        (K, index - {k}, large, db, acked, locked, (evict, resize, crash, trim - 1), procs), ()

    def remember(self, K, index, large, k):
        index = (index or frozenset()) | {k}
        if large or COMPLETE in index:
            return index
        others = () if self.m == 'small-blindly' else [o for o in KEYS if K[o] is not None]
        return index.union(others, {COMPLETE})

    # a reader: (kind, keys to read, pc, versions that must be seen: acknowledged, committed; loaded value or token)
    def reader(self, s, i, p):
        K, index, large, db, acked, locked, budget, procs = s
        _, seq, pc, must, fresh, val = p
        me = f'reader-{i}'
        k = seq[0]
        token = ('L', i, len(seq))

        def to(pc, must=must, fresh=fresh, val=val, K=K, index=index):
            return (K, index, large, db, acked, locked, budget, put(procs, i, ('R', seq, pc, must, fresh, val)))

        def returned(value, must, fresh, K=K):
            bad = (['A'] if value < must else []) + (['F'] if self.row_lock and value < fresh else [])
            rest = seq[1:]
            q = ('R', rest, 'GET' if rest else 'done', 0, 0, None)
            return (K, index, large, db, acked, locked, budget, put(procs, i, q)), tuple(bad)

        if pc == 'GET':
            if K[k] is not None and K[k][0] == 'V':
                n, bad = returned(K[k][1], acked, db)
                yield f'{me} GET {k} -> v{K[k][1]}', n, bad
            else:
                yield f'{me} GET {k} misses', to('LEASE', acked, db), ()
        elif pc == 'LEASE':
            if K[k] is not None:
                yield f'{me} LEASE {k} refused', to('READ'), ()
            elif self.m == 'add-earlier':
                yield f'{me} adds {k} to the index', to('TAKE', index=self.remember(K, index, large, k)), ()
            elif self.m == 'add-later':
                yield f'{me} LEASE {k}', to('PROBE', K=put(K, k, token)), ()
            else:
                yield f'{me} LEASE {k}, added to the index', \
                    to('PROBE', K=put(K, k, token), index=self.remember(K, index, large, k)), ()
        elif pc == 'TAKE':
            if K[k] is not None:
                yield f'{me} LEASE {k} refused', to('READ'), ()
            else:
                yield f'{me} LEASE {k}', to('PROBE', K=put(K, k, token)), ()
        elif pc == 'PROBE':
            if not self.row_lock:
                yield f'{me} loads v{db}', to('FILL', val=db), ()
            elif locked is None:
                yield f'{me} probe granted', to('LOAD'), ()
            else:
                yield f'{me} probe refused, releases', to('READ', K=put(K, k, None) if K[k] == token else K), ()
        elif pc == 'LOAD':
            yield f'{me} loads v{db}', to('FILL', val=db), ()
        elif pc == 'READ':
            n, bad = returned(db, must, fresh)
            yield f'{me} reads v{db} without filling', n, bad
        elif pc == 'FILL':
            ok = K[k] == token
            filled = put(K, k, ('V', val)) if ok else K
            if self.m == 'add-later':
                yield f'{me} FILL {k} v{val}{"" if ok else " refused"}', to('ADD', K=filled), ()
                return
            n, bad = returned(val, must, fresh, filled)
            yield f'{me} FILL {k} v{val}{"" if ok else " refused"}', n, bad
        elif pc == 'ADD':
            n, bad = returned(val, must, fresh)
            yield f'{me} adds {k} to the index', put(n, 1, self.remember(K, index, large, k)), bad

    # a writer: (kind, number, pc, keys still to look at, keys found, the version that it has committed)
    def writer(self, s, i, p):
        K, index, large, db, acked, locked, budget, procs = s
        _, w, pc, todo, found, own = p
        me = f'writer-{w}'
        mark = ('clear', i)

        def to(pc, todo=todo, found=found, own=own, K=K, index=index, db=db, acked=acked, locked=locked, budget=budget):
            return (K, index, large, db, acked, locked, budget, put(procs, i, ('W', w, pc, todo, found, own)))

        def cleared(K=K, index=index):
            if self.row_lock:
                return to('COMMIT', K=K, index=index, found=None)
            # Acknowledged; a repetition after a crash is the outbox' and acknowledges as well.
            return to('done', None, None, None, K=K, index=index, acked=max(acked, own))

        # Dies; its outbox row is relayed: the same again. Under a row lock nothing was committed.
        if budget[2] and pc not in ('LOCK', 'BEGIN'):
            spent = (budget[0], budget[1], budget[2] - 1, budget[3])
            if self.row_lock:
                yield f'{me} dies', to('done', None, None, None, locked=None, budget=spent), ()
            elif pc != 'COMMIT':
                yield f'{me} dies, the outbox repeats', to('BEGIN', None, None, budget=spent), ()

        if pc == 'LOCK':
            if locked is None:
                yield f'{me} UPDATE', to('BEGIN' if self.row_lock else 'COMMIT', locked=w), ()
        elif pc == 'COMMIT':
            yield f'{me} COMMIT v{db + 1}', \
                to('done' if self.row_lock else 'BEGIN', None, None, None if self.row_lock else db + 1,
                   db=db + 1, locked=None, acked=db + 1 if self.row_lock else acked), ()
        elif pc == 'BEGIN':
            if not large:
                yield f'{me} clear(): small, scans', to('SCAN', KEYS, ()), ()
            elif self.m in ('sentinel-last', 'no-sentinel'):
                yield f'{me} clear(): large', to('PAGE', KEYS, ()), ()
            elif index is not None and COMPLETE in index:
                yield f'{me} clear(): large, marks a complete index', to('PAGE', KEYS, (), index=index | {mark}), ()
            else:
                yield f'{me} clear(): large, not complete', to('MARK', None, None), ()
        elif pc == 'PAGE':      # one script: the page found before leaves Redis and the index, the next one is read
            K2, index2 = K, index
            if found:
                if self.m == 'srem-first':
                    yield f'{me} SREM {found}', to('UNLINK', index=None if index is None else index - set(found)), ()
                    return
                for k in found:
                    K2 = put(K2, k, None)
                if self.m == 'srem-later':
                    yield f'{me} UNLINK {found}', to('SREM', K=K2), ()
                    return
                index2 = None if index is None else (index - set(found)) or None
            yield from self.page(to, me, cleared, K2, index2, todo, mark, found)
        elif pc == 'UNLINK':
            K2 = K
            for k in found:
                K2 = put(K2, k, None)
            yield f'{me} UNLINK {found}', to('PAGE', found=(), K=K2), ()
        elif pc == 'SREM':
            yield f'{me} SREM {found}', to('PAGE', found=(), index=None if index is None else index - set(found)), ()
        elif pc == 'SCAN':
            yield from self.scan_page(to, me, todo, found, K, cleared)
        elif pc == 'MARK':
            yield f'{me} marks its scan', to('MSCAN', KEYS, (), index=(index or frozenset()) | {('scan', i)}), ()
        elif pc == 'MSCAN':
            done = lambda K=K: to('DONE', None, None, K=K)
            yield from self.scan_page(to, me, todo, found, K, done, 'MSCAN')
        elif pc == 'DONE':
            yield f'{me} completes the index', cleared(index=self.complete(index, ('scan', i))), ()

    def page(self, to, me, cleared, K, index, todo, mark, before):
        if todo:
            k = todo[0]
            got = (k,) if index is not None and k in index else ()
            yield f'{me} removes {before}, SSCAN -> {got}', to('PAGE', todo[1:], got, K=K, index=index), ()
            return
        kept = index is not None and (COMPLETE if self.m == 'sentinel-last' else mark) in index
        if kept or self.m in ('sentinel-first', 'no-sentinel'):
            yield f'{me} removes {before}: all of a complete index', \
                cleared(K, None if index is None else (index - {mark}) or None), ()
        else:
            yield f'{me} removes {before}: not complete', to('MARK', None, None, K=K, index=index), ()

    def scan_page(self, to, me, todo, found, K, done, pc='SCAN'):
        if found:
            K2 = K
            for k in found:
                K2 = put(K2, k, None)
            yield f'{me} UNLINK {found}', to(pc, found=(), K=K2), ()
        elif todo:
            got = (todo[0],) if K[todo[0]] is not None else ()
            yield f'{me} SCAN -> {got}', to(pc, todo[1:], got), ()
        else:
            yield f'{me} SCAN is done', done(), ()

    def complete(self, index, mark):
        if index is not None and mark in index:
            return (index - {mark}) | {COMPLETE}
        if self.m == 'no-mark':
            return (index or frozenset()) | {COMPLETE}
        return index

    # upkeep: (kind, number, pc, keys still to look at, keys found, -)
    def scanner(self, s, i, p):
        K, index, large, db, acked, locked, budget, procs = s
        _, n, pc, todo, found, _x = p
        me = 'upkeep'
        mark = ('scan', i)

        def to(pc, todo=todo, found=found, index=index):
            return (K, index, large, db, acked, locked, budget, put(procs, i, ('S', n, pc, todo, found, None)))

        if pc == 'MARK':
            late = self.m == 'mark-later'
            yield f'{me} ' + ('begins' if late else 'marks its scan'), \
                to('SCAN', KEYS, (), index if late else (index or frozenset()) | {mark}), ()
        elif pc == 'SCAN':
            if found:
                k = found[0]
                new = K[k] is not None and (index is None or k not in index)
                yield f'{me} adds {k if new else "nothing"}', \
                    to('SCAN', todo, (), (index or frozenset()) | {k} if new else index), ()
            elif todo:
                got = (todo[0],) if K[todo[0]] is not None else ()
                n2 = (index or frozenset()) | {mark} if self.m == 'mark-later' and len(todo) == 1 else index
                yield f'{me} SCAN -> {got}', to('SCAN', todo[1:], got, n2), ()
            else:
                yield f'{me} completes the index', to('done', None, None, self.complete(index, mark)), ()

    def run(self, limit=6_000_000):
        seen, queue, broken = {}, deque(), {}
        for s in self.initial():
            if s not in seen:
                seen[s] = None
                queue.append(s)
        while queue:
            s = queue.popleft()
            if self.quiescent(s) and any(c is not None and c[0] == 'V' and c[1] < s[3] for c in s[0]):
                broken.setdefault('E', (s, None))
            for label, n, bad in self.succ(s):
                for b in bad:
                    broken.setdefault(b, (s, label))
                if n not in seen:
                    seen[n] = (s, label)
                    queue.append(n)
                    if len(seen) > limit:
                        raise RuntimeError('more than %d states' % limit)
        return seen, broken


def trace(seen, s, label):
    steps = [label] if label else []
    while seen[s] is not None:
        s, l = seen[s]
        steps.append(l)
    return ['keys=%s index=%s %s' % (s[0], s[1], 'large' if s[2] else 'small')] + steps[::-1]


def scopes():
    none = dict(evict=0, resize=0, crash=0, trim=0)
    for row_lock in (False, True):
        name = 'row-lock-lease' if row_lock else 'lease'
        for what, kw in (
                ('2 readers, a clear, a trim', dict(none, reads=((0,), (0,)), writers=1, scans=0, trim=1)),
                ('a reader, 2 clears', dict(none, reads=((0, 0),), writers=2, scans=0)),
                ('a reader, a clear that dies', dict(none, reads=((0, 0),), writers=1, scans=0, crash=1)),
                ('2 readers, a clear, upkeep, an eviction', dict(none, reads=((0,), (0,)), writers=1, scans=1, evict=1)),
                ('a reader, a clear, upkeep, 2 evictions', dict(none, reads=((0, 0),), writers=1, scans=1, evict=2)),
                ('a reader, 2 clears, an eviction', dict(none, reads=((0, 0),), writers=2, scans=0, evict=1)),
                ('2 readers, a clear, upkeep, resized twice', dict(none, reads=((0,), (0,)), writers=1, scans=1, resize=2)),
                ('a reader of 2 keys, a clear, upkeep, resized', dict(none, reads=((1, 0),), writers=1, scans=1, resize=1)),
                ('a reader of 2 keys, 2 clears, upkeep', dict(none, reads=((1, 0),), writers=2, scans=1))):
            yield name + ', ' + what, dict(kw, row_lock=row_lock)


def main():
    if sys.argv[1:2] == ['trace']:
        for name, kw in scopes():
            seen, broken = Model(sys.argv[2], **kw).run()
            if broken:
                prop, (s, label) = sorted(broken.items())[0]
                print(name, 'breaks', prop)
                print('\n'.join('    ' + t for t in trace(seen, s, label)))
                return
        print('nothing broken')
        return
    failed = False
    for name, kw in scopes():
        seen, broken = Model('', **kw).run()
        failed |= bool(broken)
        print('%-60s %8d states  %s' % (name, len(seen), 'BROKEN ' + ''.join(sorted(broken)) if broken else 'holds'), flush=True)
        for prop, (s, label) in broken.items():
            print('\n'.join('    ' + t for t in trace(seen, s, label)))
    for mistake, words in MISTAKES.items():
        found = ''
        for name, kw in scopes():
            _, broken = Model(mistake, **kw).run()
            if broken:
                found = '%s breaks %s' % (name, ''.join(sorted(broken)))
                break
        failed |= not found
        print('%-15s %-80s %s' % (mistake, words, found or 'NOT FOUND'), flush=True)
    sys.exit(failed)


if __name__ == '__main__':
    main()
