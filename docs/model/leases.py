#!/usr/bin/env python3
"""
Exhaustive small-scope explorer for cache/DB consistency protocols (Redis in front of MySQL), with leases that other
readers take over and that their holders renew (ADR 19). `python3 leases.py` compares each strategy with and without
takeover, and shows two ways to get it wrong.

Takeover: any reader may replace any lease, at any moment, by one of its own, in one atomic step. The library only does so
with leases of unattended looks, which is a choice among these moments.
Renewal: PEXPIRE if the key still holds one's own token. Here time has no measure: a lease may expire at any moment
('evict'), and a renewal that checks the token changes nothing but how soon. It therefore adds no state; the renewal
that does not check is among the mutants.

One "logical row set" with a commit counter `db` (the value IS its version), NK cache keys derived from
it, readers, writers, an optional relay (outbox / binlog), and an adversarial environment.
Pauses of any length are inherent: every atomic step of every process interleaves with all others.

Checked
  E  : at quiescence (all processes finished or crashed, relay drained) no cached value differs from the DB
  S1 : a read that starts after a write was acknowledged never returns an older version
  S2 : a read that starts after another read returned version v never returns an older version (global over
       keys, so with 2 keys written by one tx it is also "no fractured / backwards read")
  D  : nobody ever reads (from cache) a version that was never committed at that moment (dirty)
S1+S2+D == per-key linearizability here, because versions are totally ordered by commit.

State graph is acyclic, so the number of complete interleavings is counted exactly by DP.
"""
import sys, time, itertools
from collections import deque

# ---------------------------------------------------------------- protocols
class P:
    def __init__(s, name, **kw):
        s.name = name
        s.reader = 'plain'      # plain | ver | lease
        s.load = 'mvcc'         # mvcc | lock  (SELECT .. FOR SHARE NOWAIT on the primary)
        s.fresh = False         # loader opens its own fresh snapshot/autocommit (never an outer RR tx)
        s.w = ()                # writer program, list of step names
        s.outbox = False        # outbox row in same tx
        s.binlog = False        # tailer sees every commit (also external ones)
        s.inval_marker_aware = False   # relay/invalidate never removes a foreign write marker
        s.wait = False          # pre-commit Redis op is followed by WAIT (all replicas)
        s.force_write = False   # the invalidation script always performs a real write, so WAIT really waits for it
        s.replay = False        # relay replays retained invalidations after a detected failover
        s.ack = 'end'           # 'commit' | 'end'
        s.guard_own = False     # never read/fill the cache inside a tx that wrote
        s.keep_on_unknown = False
        s.takeover = False      # a reader may take any lease over
        s.fill_any = False      # mutant: a fill is accepted by whatever lease the key holds
        s.renew_blind = False   # mutant: a renewal sets the lease without looking, once after each load
        s.lease_wait = False    # a reader that meets a foreign lease waits (no DB bypass)
        for k, v in kw.items():
            assert hasattr(s, k), k
            setattr(s, k, v)

GUARDED = dict(fresh=True, guard_own=True)
TAKEOVERS = {
    'lease': dict(reader='lease', w=('U', 'C', 'DEL'), **GUARDED),
    'versioned-write': dict(reader='leasever', w=('U', 'C', 'PUTN'), **GUARDED),
    'row-lock-lease': dict(reader='lease', load='probe', w=('U', 'DEL', 'C'), ack='commit', **GUARDED),
}
MUTANTS = {'a fill by any lease': dict(fill_any=True), 'a renewal that does not look': dict(renew_blind=True)}

PROTO = {p.name: p for p in [
    P('cache-aside',            w=('U', 'C', 'DEL')),
    P('delete-first',           w=('DEL', 'U', 'C'), ack='commit'),
    P('evict-in-tx',            w=('U', 'DEL', 'C'), ack='commit'),                 # @CacheEvict inside @Transactional
    P('delayed-double-delete',  w=('DEL', 'U', 'C', 'DEL'), ack='commit'),
    P('versioned+tombstone',    reader='ver', w=('U', 'C', 'TOMB')),
    P('versioned-no-tombstone', reader='ver', w=('U', 'C', 'SETV')),
    P('versioned-del',          reader='ver', w=('U', 'C', 'DEL')),
    P('lease',                  reader='lease', w=('U', 'C', 'DEL')),
    P('lease(fresh snap)',      reader='lease', fresh=True, guard_own=True, w=('U', 'C', 'DEL')),
    P('lease(wait, no bypass)', reader='lease', fresh=True, guard_own=True, lease_wait=True, w=('U', 'C', 'DEL')),
    P('versioned-write',        reader='leasever', fresh=True, guard_own=True, w=('U', 'C', 'PUTN')),
    P('versioned-write+outbox', reader='leasever', fresh=True, guard_own=True, outbox=True, replay=True, w=('U', 'C', 'PUTN')),
    P('evict-in-tx+lease',      reader='lease', fresh=True, guard_own=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('lease+outbox',           reader='lease', fresh=True, guard_own=True, outbox=True, w=('U', 'C', 'DEL')),
    P('lease+outbox+replay',    reader='lease', fresh=True, guard_own=True, outbox=True, replay=True, w=('U', 'C', 'DEL')),
    P('lease+binlog+replay',    reader='lease', fresh=True, guard_own=True, binlog=True, replay=True, w=('U', 'C', 'DEL')),
    P('binlog only, cache-aside fill', binlog=True, replay=True, w=('U', 'C')),
    P('lease+marker(naive)',    reader='lease', fresh=True, guard_own=True, w=('U', 'MARK1', 'C', 'DEL'), ack='commit'),
    P('lease+marker-set',       reader='lease', fresh=True, guard_own=True, inval_marker_aware=True,
                                w=('U', 'MARK', 'C', 'UNMARK'), ack='commit'),
    P('lease+marker-set(sync)', reader='lease', fresh=True, guard_own=True, inval_marker_aware=True,
                                keep_on_unknown=True, w=('U', 'MARK', 'C', 'UNMARK'), ack='end'),
    P('lease+marker+outbox',    reader='lease', fresh=True, guard_own=True, inval_marker_aware=True, outbox=True,
                                keep_on_unknown=True, replay=True, w=('U', 'MARK', 'C', 'UNMARK'), ack='end'),
    P('lease+marker+outbox(plain DEL relay)', reader='lease', fresh=True, guard_own=True, inval_marker_aware=False,
                                outbox=True, keep_on_unknown=True, replay=True, w=('U', 'MARK', 'C', 'UNMARK'), ack='commit'),
    P('lease+marker+outbox+WAIT', reader='lease', fresh=True, guard_own=True, inval_marker_aware=True, outbox=True,
                                keep_on_unknown=True, replay=True, wait=True, w=('U', 'MARK', 'C', 'UNMARK'), ack='end'),
    P('row-lock-held-lease',          reader='lease', load='lock', fresh=True, guard_own=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('rowlock-lease(DEL before flush)', reader='lease', load='lock', fresh=True, guard_own=True,
                                w=('DEL', 'U', 'C'), ack='commit'),
    P('rowlock-noLease',        reader='plain', load='lock', fresh=True, guard_own=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('rowlock-lease(no own-tx guard)', reader='lease', load='lock', fresh=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('rowlock-lease+refill',   reader='lease', load='lock', fresh=True, guard_own=True,
                                w=('U', 'WLEASE', 'C', 'WFILL'), ack='commit'),
    P('rowlock-lease+WAIT(plain DEL)', reader='lease', load='lock', fresh=True, guard_own=True, wait=True,
                                w=('U', 'DEL', 'C'), ack='commit'),
    P('rowlock-lease+WAIT',     reader='lease', load='lock', fresh=True, guard_own=True, wait=True, force_write=True,
                                w=('U', 'DEL', 'C'), ack='commit'),
    P('rowlock-lease+replay',   reader='lease', load='lock', fresh=True, guard_own=True, outbox=True, replay=True,
                                w=('U', 'DEL', 'C'), ack='commit'),
    P('row-lock-lease',         reader='lease', load='probe', fresh=True, guard_own=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('row-lock-lease(probe before lease)',  reader='lease', load='probe0', fresh=True, guard_own=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('row-lock-lease+WAIT',    reader='lease', load='probe', fresh=True, guard_own=True, wait=True, force_write=True, w=('U', 'DEL', 'C'), ack='commit'),
    P('row-lock-lease+warm', reader='lease', load='probe', fresh=True, guard_own=True, w=('U', 'WLEASE', 'C', 'WFILL'), ack='commit'),
    P('row-lock-lease+warm+WAIT', reader='lease', load='probe', fresh=True, guard_own=True, wait=True, force_write=True, w=('U', 'WLEASE', 'C', 'WFILL'), ack='commit'),
    P('rowlock-lease+binlog',   reader='lease', load='lock', fresh=True, guard_own=True, binlog=True, replay=True,
                                w=('U', 'DEL', 'C'), ack='commit'),
]}

# ---------------------------------------------------------------- state layout
# (K, Krep, db, dbrep, lock, outbox, acked, seen, committed, zombies, ev, fo, procs)
# K: tuple over keys of None | ('V',v) | ('L',tok) | ('T',v) | ('W',(wids...))
iK, iKR, iDB, iDR, iLK, iOB, iAK, iSN, iCM, iZ, iEV, iFO, iP = range(13)

def rep(st, **kw):
    l = list(st)
    for k, v in kw.items():
        l[IDX[k]] = v
    return tuple(l)
IDX = dict(K=iK, KR=iKR, db=iDB, dr=iDR, lock=iLK, ob=iOB, ak=iAK, sn=iSN, cm=iCM, z=iZ, ev=iEV, fo=iFO, P=iP)

def setk(K, k, v):
    return K[:k] + (v,) + K[k+1:]

class Model:
    def __init__(s, proto, reads, nwriters, nk=1, faults=(), evict=0, failover=0):
        s.p = proto; s.reads = reads; s.nw = nwriters; s.nk = nk
        s.f = frozenset(faults); s.evict = evict; s.failover = failover
        # expand writer program per key
        prog = []
        for op in proto.w:
            if op in ('DEL', 'TOMB', 'SETV', 'PUTN', 'MARK', 'MARK1', 'UNMARK', 'WLEASE', 'WFILL'):
                for k in range(nk): prog.append((op, k))
            else:
                prog.append((op, None))
        s.prog = tuple(prog)
        s.ci = [i for i, o in enumerate(prog) if o[0] == 'C'][0]
        s.extprog = (('U', None), ('C', None))

    def initial(s):
        procs = []
        for r, seq in enumerate(s.reads):
            procs.append(('R', r, 'A0' if 'snap' in s.f else 'A', 0, 0, 0, None, None))   # kind,id,pc,idx,f1,f2,val,snap
        for w in range(s.nw):
            procs.append(('W', w, 0, None, 0))   # kind,id,pc,ver,flag
        for Kinit in ((None,) * s.nk, (('V', 0),) * s.nk):
            yield (Kinit, Kinit, 0, 0, frozenset(), frozenset(), 0, 0, (), (), s.evict, s.failover, tuple(procs))

    def proc_done(s, pr):
        return pr[2] == 'done'

    def quiescent(s, st):
        return all(pr[2] == 'done' for pr in st[iP]) and not st[iOB] and not st[iZ]

    # ---- successors: yields (label, newstate, viol:set)
    def succ(s, st):
        q = s.quiescent(st)
        if not q:
            for i, pr in enumerate(st[iP]):
                if pr[2] == 'done': continue
                if pr[0] == 'R':
                    yield from s.rstep(st, i, pr)
                else:
                    yield from s.wstep(st, i, pr)
            for row in st[iOB]:
                yield from s.relay(st, row)
            for z in st[iZ]:
                yield ('zombie COMMIT of W%d lands' % z,
                       s.do_commit(rep(st, z=tuple(x for x in st[iZ] if x != z)), z, False), ())
            if st[iEV] > 0:
                for k in range(s.nk):
                    c = st[iK][k]
                    if c is None: continue
                    if c[0] == 'W' and 'evictW' not in s.f: continue
                    if c[0] != 'W' and 'evict' not in s.f: continue
                    yield ('ENV evict/expire key%d=%s' % (k, c), rep(st, K=setk(st[iK], k, None), ev=st[iEV]-1), ())
            if 'replica' in s.f and st[iDR] != st[iDB]:
                yield ('ENV db replica catches up', rep(st, dr=st[iDB]), ())
        if s.failover:
            if st[iKR] != st[iK] and not q:
                for k in range(s.nk):
                    if st[iKR][k] != st[iK][k]:
                        yield ('ENV redis replica syncs key%d' % k, rep(st, KR=setk(st[iKR], k, st[iK][k])), ())
            if st[iFO] > 0 and st[iKR] != st[iK]:
                n = rep(st, K=st[iKR], fo=st[iFO]-1)
                if s.p.replay:
                    n = rep(n, ob=st[iOB] | frozenset((w, k) for w in st[iCM] for k in range(s.nk)))
                yield ('ENV redis failover: keys roll back to %s' % (st[iKR],), n, ())

    def setp(s, st, i, pr, **kw):
        P_ = st[iP]
        return rep(st, P=P_[:i] + (pr,) + P_[i+1:], **kw)

    # ---- reader
    def finish_read(s, st, i, pr, v, exempt, nxt_pc, fill_val, via, **kw):
        """returns (state, viol). read returns v now."""
        _, r, pc, idx, f1, f2, val, snap = pr
        viol = set()
        sn = kw.get('sn_base', st[iSN])
        if not exempt:
            if v < f1: viol.add('S1')
            if v < f2: viol.add('S2')
            if v > st[iDB]: viol.add('D')
            sn = max(sn, v)
        if nxt_pc is None:
            pr2 = s.next_read(r, idx)
        else:
            pr2 = ('R', r, nxt_pc, idx, 0, 0, fill_val, None)
        kw.pop('sn_base', None)
        return s.setp(st, i, pr2, sn=sn, **kw), viol

    def next_read(s, r, idx):
        if idx + 1 < len(s.reads[r]):
            return ('R', r, 'A0' if 'snap' in s.f else 'A', idx+1, 0, 0, None, None)
        return ('R', r, 'done', 0, 0, 0, None, None)

    def rstep(s, st, i, pr):
        _, r, pc, idx, f1, f2, val, snap = pr
        k = s.reads[r][idx]
        K = st[iK]; c = K[k]
        tok = (r, idx)
        nm = 'R%d.%d' % (r, idx)
        p = s.p
        if pc == 'A0':      # outer REPEATABLE READ tx takes its snapshot (only with fault 'snap')
            yield (nm + ' BEGIN RR tx, snapshot=v%d' % st[iDB], s.setp(st, i, ('R', r, 'A', idx, 0, 0, None, st[iDB])), ())
            return
        if pc == 'A':
            f1, f2 = st[iAK], st[iSN]
            pr = ('R', r, pc, idx, f1, f2, val, snap)
            if c is not None and c[0] == 'V':
                n, vi = s.finish_read(st, i, pr, c[1], False, None, None, 'hit')
                yield (nm + ' GET key%d -> hit v%d' % (k, c[1]), n, vi)
            elif c is not None and c[0] == 'L' and p.lease_wait and c[1] != tok:
                return      # blocked: polls until the key changes
            elif c is not None and c[0] in 'LW':
                if c[0] == 'L' and p.takeover:
                    yield (nm + ' GET key%d -> %s, will take it over' % (k, c), s.setp(st, i, ('R', r, 'B', idx, f1, f2, None, snap)), ())
                yield (nm + ' GET key%d -> %s, bypass' % (k, c), s.setp(st, i, ('R', r, 'CB', idx, f1, f2, None, snap)), ())
            else:
                nxt = 'B' if p.reader in ('lease', 'leasever') else 'C'
                if p.load == 'probe0': nxt = 'P0'
                yield (nm + ' GET key%d -> %s' % (k, 'miss' if c is None else c), s.setp(st, i, ('R', r, nxt, idx, f1, f2, None, snap)), ())
            if 'sf' in s.f:   # in-JVM singleflight: join another thread's load that already executed its DB read
                for j, o in enumerate(st[iP]):
                    if j != i and o[0] == 'R' and o[2] == 'D' and s.reads[o[1]][o[3]] == k:
                        n, vi = s.finish_read(st, i, pr, o[6], False, None, None, 'sf')
                        yield (nm + ' joins in-flight load of R%d -> v%d' % (o[1], o[6]), n, vi)
        elif pc == 'B':
            if c is None:
                yield (nm + ' LEASE key%d' % k, s.setp(st, i, ('R', r, 'P' if p.load=='probe' else 'C', idx, f1, f2, None, snap), K=setk(K, k, ('L', tok))), ())
            elif c[0] == 'V':
                n, vi = s.finish_read(st, i, pr, c[1], False, None, None, 'hit')
                yield (nm + ' LEASE key%d -> hit v%d' % (k, c[1]), n, vi)
            elif c[0] == 'L' and p.lease_wait:
                return
            else:
                if c[0] == 'L' and p.takeover:
                    yield (nm + ' LEASE key%d taken over from %s' % (k, c), s.setp(st, i, ('R', r, 'P' if p.load=='probe' else 'C', idx, f1, f2, None, snap), K=setk(K, k, ('L', tok))), ())
                yield (nm + ' LEASE key%d -> busy %s, bypass' % (k, c), s.setp(st, i, ('R', r, 'CB', idx, f1, f2, None, snap)), ())
        elif pc == 'P0':
            if st[iLK]: yield (nm+' probe locked', s.setp(st, i, ('R', r, 'CB', idx, f1, f2, None, snap)), ())
            else: yield (nm+' probe ok', s.setp(st, i, ('R', r, 'B', idx, f1, f2, None, snap)), ())
        elif pc == 'P':
            if st[iLK]: yield (nm+' probe locked', s.setp(st, i, ('R', r, 'PB', idx, f1, f2, None, snap)), ())
            else: yield (nm+' probe ok', s.setp(st, i, ('R', r, 'C', idx, f1, f2, None, snap)), ())
        elif pc == 'PB':
            K2 = setk(K, k, None) if c == ('L', tok) else K
            yield (nm + ' release lease', s.setp(st, i, ('R', r, 'CB', idx, f1, f2, None, snap), K=K2), ())
        elif pc in ('C', 'CB'):
            use_snap = ('snap' in s.f) and not (p.fresh and pc == 'C') and p.load != 'lock'
            # a bypass read inside an RR tx returns its snapshot, it never fills: exempt
            exempt = False
            if pc == 'C' and p.load == 'lock' and st[iLK]:
                v = st[iDB]      # NOWAIT failed -> plain consistent read, no fill, release lease
                n, vi = s.finish_read(st, i, pr, v, False, 'REL' if p.reader == 'lease' else None, None, 'db')
                yield (nm + ' FOR SHARE NOWAIT refused -> plain read v%d, no fill' % v, n, vi)
                return
            if use_snap:
                v = snap; exempt = True
            elif 'replica' in s.f and not p.fresh:
                v = st[iDR]; exempt = True
            else:
                v = st[iDB]
            n, vi = s.finish_read(st, i, pr, v, exempt, 'D' if pc == 'C' else None, v, 'db')
            yield (nm + ' DB read -> v%d%s' % (v, ' (old snapshot)' if use_snap else ''), n, vi)
        elif pc == 'D':
            K2 = K
            ok = True
            if p.renew_blind and snap is None:
                yield (nm + ' RENEW key%d without a look' % k, s.setp(st, i, ('R', r, 'D', idx, 0, 0, val, 'renewed'), K=setk(K, k, ('L', tok))), ())
            if p.reader == 'plain':
                K2 = setk(K, k, ('V', val))
            elif p.reader == 'leasever':
                if s.accepts(c, tok) or (c is not None and c[0] == 'V' and c[1] < val): K2 = setk(K, k, ('V', val))
                else: ok = False
            elif p.reader == 'ver':
                if c is None or (c[0] == 'V' and c[1] < val) or (c[0] == 'T' and c[1] <= val):
                    K2 = setk(K, k, ('V', val))
                else: ok = False
            else:
                if s.accepts(c, tok): K2 = setk(K, k, ('V', val))
                else: ok = False
            yield (nm + ' FILL key%d v%d%s' % (k, val, '' if ok else ' REFUSED'), s.setp(st, i, s.next_read(r, idx), K=K2), ())
        elif pc == 'REL':
            K2 = setk(K, k, None) if c == ('L', tok) else K
            yield (nm + ' release lease', s.setp(st, i, s.next_read(r, idx), K=K2), ())

    def accepts(s, c, tok):
        return c == ('L', tok) or s.p.fill_any and c is not None and c[0] == 'L'

    # ---- writer
    def do_commit(s, st, w, ack, flushed=False):
        v = st[iDB] + 1
        kw = dict(db=v, lock=st[iLK] - {w}, cm=st[iCM] + (w,))
        isext = 'ext' in s.f and w == s.nw - 1
        if ((s.p.outbox and not isext) or s.p.binlog) and not flushed:
            kw['ob'] = st[iOB] | frozenset((w, k) for k in range(s.nk))
        if ack: kw['ak'] = v
        return rep(st, **kw)

    def wdone(s, w): return ('W', w, 'done', None, 0)

    def wstep(s, st, i, pr):
        _, w, pc, ver, flag = pr
        isext = 'ext' in s.f and w == s.nw - 1
        prog = s.extprog if isext else s.prog
        op, k = prog[pc]
        nm = 'W%d' % w
        p = s.p
        ci = 1 if isext else s.ci
        K = st[iK]; c = K[k] if k is not None else None
        last = pc == len(prog) - 1
        nxt = s.wdone(w) if last else ('W', w, pc+1, ver, flag)
        # acknowledgement at the end of the program
        def fin(state):
            if last and p.ack == 'end' and ver is not None and not isext:
                return rep(state, ak=max(state[iAK], ver))
            return state
        after = pc > ci
        # crash anywhere (not before first step)
        if 'crash' in s.f and pc > 0:
            yield (nm + ' CRASH', s.setp(st, i, s.wdone(w), lock=st[iLK] - {w}), ())
        # redis op after commit fails but the write is acknowledged (typical "log and go on")
        if 'redisfail' in s.f and after and op in ('DEL', 'TOMB', 'SETV', 'PUTN', 'UNMARK', 'WFILL'):
            yield (nm + ' %s key%d FAILS (redis unreachable)' % (op, k), fin(s.setp(st, i, nxt)), ())
        wt = {}
        def withK(K2, pre):
            d = dict(K=K2)
            if p.wait and pre and (K2[k] != K[k] or p.force_write):
                # WAIT: replica has this key state before we go on. (DEL of an absent key is no write: client
                # offset unchanged, WAIT returns immediately, replica may still hold the old value)
                d['KR'] = setk(st[iKR], k, K2[k])
            return d
        if op == 'U':
            if st[iLK] and 'derived' not in s.f:
                return   # blocked on row lock
            nl = st[iLK] | {w}
            yield (nm + ' UPDATE (row X-lock)', s.setp(st, i, nxt, lock=nl), ())
            return
        # own-tx read-through that fills the cache with the uncommitted value
        if 'ownread' in s.f and pc == ci and flag == 0 and not p.guard_own and w in st[iLK]:
            mine = st[iDB] + 1
            k0 = 0
            if K[k0] is None:
                yield (nm + ' reads key0 inside own tx, fills uncommitted v%d' % mine,
                       s.setp(st, i, ('W', w, pc, ver, 1), K=setk(K, k0, ('V', mine))), ())
        # rollback instead of going on
        if 'abort' in s.f and w in st[iLK] and pc <= ci:
            marks = [x for x in prog[:pc] if x[0] in ('MARK', 'MARK1', 'WLEASE')]
            K2 = K
            for (o, kk) in marks:
                if o == 'MARK': K2 = s.unmark(K2, kk, w)
                elif o == 'MARK1': K2 = setk(K2, kk, None)
                elif o == 'WLEASE' and K2[kk] == ('L', ('w', w)): K2 = setk(K2, kk, None)
            yield (nm + ' ROLLBACK' + (' + release marker' if marks else ''), s.setp(st, i, s.wdone(w), lock=st[iLK] - {w}, K=K2), ())
        if op == 'C':
            if 'earlybinlog' in s.f and p.binlog and flag != 2:
                # group commit: binlog flushed and shipped to the tailer, engine commit (visibility, lock release) later
                yield (nm + ' binlog FLUSHED (tailer can see it), engine commit pending',
                       s.setp(st, i, ('W', w, pc, ver, 2), ob=st[iOB] | frozenset((w, kk) for kk in range(s.nk))), ())
            n = s.do_commit(st, w, p.ack == 'commit' and not isext, flag == 2)
            v = n[iDB]
            nx = s.wdone(w) if last else ('W', w, pc+1, v, flag)
            if last and p.ack == 'end' and not isext:
                n = rep(n, ak=v)
            if isext: n = rep(n, ak=v)
            yield (nm + ' COMMIT v%d%s' % (v, ' (ack)' if (p.ack == 'commit' or last) else ''), s.setp(n, i, nx), ())
            if 'unk' in s.f and not isext:
                # connection lost during COMMIT, client believes it failed; COMMIT still in flight (row lock kept by server)
                K2 = K
                if not p.keep_on_unknown:
                    for (o, kk) in prog[:pc]:
                        if o == 'MARK': K2 = s.unmark(K2, kk, w)
                        elif o == 'MARK1': K2 = setk(K2, kk, None)
                        elif o == 'WLEASE' and K2[kk] == ('L', ('w', w)): K2 = setk(K2, kk, None)
                yield (nm + ' connection lost during COMMIT, client cleans up; COMMIT in flight',
                       s.setp(rep(st, z=st[iZ] + (w,)), i, s.wdone(w), K=K2), ())
            return
        if op == 'DEL':
            K2 = setk(K, k, None)
            yield (nm + ' DEL key%d' % k, fin(s.setp(st, i, nxt, **withK(K2, not after))), ())
        elif op == 'TOMB':
            if c is None or c[1] < ver: K2 = setk(K, k, ('T', ver))
            else: K2 = K
            yield (nm + ' TOMBSTONE key%d v%d' % (k, ver), fin(s.setp(st, i, nxt, K=K2)), ())
        elif op == 'SETV':
            if c is None or c[1] < ver: K2 = setk(K, k, ('V', ver))
            else: K2 = K
            yield (nm + ' SET key%d v%d if newer' % (k, ver), fin(s.setp(st, i, nxt, K=K2)), ())
        elif op == 'PUTN':      # replace a lower version; on a lease or an absent key only invalidate
            if c is not None and c[0] == 'V': K2 = setk(K, k, ('V', ver)) if c[1] < ver else K
            else: K2 = setk(K, k, None)
            yield (nm + ' PUT-IF-NEWER key%d v%d -> %s' % (k, ver, K2[k]), fin(s.setp(st, i, nxt, K=K2)), ())
        elif op == 'MARK1':
            K2 = setk(K, k, ('W', ()))
            yield (nm + ' SET key%d MARKER' % k, fin(s.setp(st, i, nxt, **withK(K2, True))), ())
        elif op == 'MARK':
            ws = c[1] if (c and c[0] == 'W') else ()
            K2 = setk(K, k, ('W', tuple(sorted(set(ws) | {w}))))
            yield (nm + ' MARK key%d %s' % (k, K2[k]), fin(s.setp(st, i, nxt, **withK(K2, True))), ())
        elif op == 'UNMARK':
            K2 = s.unmark(K, k, w)
            yield (nm + ' UNMARK key%d -> %s' % (k, K2[k]), fin(s.setp(st, i, nxt, K=K2)), ())
        elif op == 'WLEASE':
            K2 = setk(K, k, ('L', ('w', w)))
            yield (nm + ' SET key%d own lease' % k, fin(s.setp(st, i, nxt, **withK(K2, True))), ())
        elif op == 'WFILL':
            ok = c == ('L', ('w', w))
            K2 = setk(K, k, ('V', ver)) if ok else K
            yield (nm + ' FILL key%d v%d%s' % (k, ver, '' if ok else ' REFUSED'), fin(s.setp(st, i, nxt, K=K2)), ())

    def unmark(s, K, k, w):
        """UNMARK script: drop my id; keep key while other writers are marked; otherwise delete whatever is there."""
        c = K[k]
        if c is not None and c[0] == 'W':
            rest = tuple(x for x in c[1] if x != w)
            return setk(K, k, ('W', rest) if rest else None)
        return setk(K, k, None)

    def relay(s, st, row):
        w, k = row
        if s.p.inval_marker_aware: K2 = s.unmark(st[iK], k, w)
        else: K2 = setk(st[iK], k, None)
        yield ('relay invalidates key%d for W%d -> %s' % (k, w, K2[k]), rep(st, K=K2, ob=st[iOB] - {row}), ())

    # ---- exhaustive search
    def run(s, max_states=3_000_000):
        t0 = time.time()
        seen = {}
        order = []
        dq = deque()
        for st in s.initial():
            if st not in seen:
                seen[st] = None; dq.append(st); order.append(st)
        first = {}
        edges = {}
        ntr = 0
        evi = set()
        while dq:
            st = dq.popleft()
            if s.quiescent(st):
                bad = any(c is not None and c[0] == 'V' and c[1] != st[iDB] for c in st[iK])
                if bad:
                    evi.add(st)
                    first.setdefault('E', (st, None))
            out = []
            for label, n, vi in s.succ(st):
                ntr += 1
                if n not in seen:
                    seen[n] = (st, label); dq.append(n); order.append(n)
                    if len(seen) > max_states: raise RuntimeError('too many states')
                for x in vi:
                    first.setdefault(x, (st, label))
                out.append((n, frozenset(vi)))
            edges[st] = out
        # interleaving counts by DP over the DAG: topological order by DFS
        topo = s.topo(edges)
        props = ('E', 'S1', 'S2', 'D')
        total = {}; okc = {p_: {} for p_ in props}
        for st in topo:   # reverse topological (children first)
            q = s.quiescent(st)
            t = 1 if q else 0
            oks = {p_: (0 if (p_ == 'E' and st in evi) else t) for p_ in props}
            for n, vi in edges[st]:
                t += total[n]
                for p_ in props:
                    if p_ != 'E' and p_ in vi: continue
                    oks[p_] += okc[p_][n]
            if not q and not edges[st]:
                t = 1
                for p_ in props: oks[p_] = 1
            total[st] = t
            for p_ in props: okc[p_][st] = oks[p_]
        tot = sum(total[x] for x in s.initial())
        bad = {p_: tot - sum(okc[p_][x] for x in s.initial()) for p_ in props}
        traces = {}
        for x, (st, label) in first.items():
            tr = [] if label is None else [label]
            cur = st
            while seen[cur] is not None:
                cur, l = seen[cur]
                tr.append(l)
            tr.append('init: keys=%s db=v0' % (cur[iK],))
            traces[x] = tr[::-1] + (['quiescent: keys=%s db=v%d' % (st[iK], st[iDB])] if x == 'E' else [])
        return dict(states=len(seen), trans=ntr, paths=tot, bad=bad, traces=traces, secs=time.time()-t0)

    def topo(s, edges):
        out = []; mark = {}
        for root in s.initial():
            if root in mark: continue
            stack = [(root, 0)]
            mark[root] = 1
            while stack:
                st, j = stack.pop()
                es = edges[st]
                while j < len(es) and es[j][0] in mark: j += 1
                if j < len(es):
                    stack.append((st, j+1))
                    n = es[j][0]
                    mark[n] = 1
                    stack.append((n, 0))
                else:
                    out.append(st)
        return out

# ---------------------------------------------------------------- scenarios (columns)
R1 = ((0, 0), (0,))
COLS = [
    # name, kwargs
    ('pause 1W',        dict(reads=R1, nwriters=1)),
    ('pause 2W',        dict(reads=R1, nwriters=2)),
    ('evict/expire',    dict(reads=R1, nwriters=2, faults=('evict',), evict=2)),
    ('marker lost too', dict(reads=R1, nwriters=2, faults=('evict', 'evictW'), evict=2)),
    ('writer crash',    dict(reads=R1, nwriters=2, faults=('crash',))),
    ('redis fails post-commit', dict(reads=R1, nwriters=2, faults=('redisfail',))),
    ('rollback',        dict(reads=R1, nwriters=2, faults=('abort',))),
    ('commit outcome unknown', dict(reads=R1, nwriters=2, faults=('unk',))),
    ('old RR snapshot', dict(reads=R1, nwriters=2, faults=('snap',))),
    ('replica-lag load', dict(reads=R1, nwriters=2, faults=('replica',))),
    ('own-tx read-fill', dict(reads=R1, nwriters=2, faults=('ownread', 'abort'))),
    ('external SQL writer', dict(reads=R1, nwriters=2, faults=('ext',))),
    ('external + early binlog', dict(reads=R1, nwriters=2, faults=('ext', 'earlybinlog'))),
    ('derived key (2 rows)', dict(reads=R1, nwriters=2, faults=('derived',))),
    ('2 keys in 1 tx',  dict(reads=((0, 1), (1,)), nwriters=1, nk=2)),
    ('redis failover',  dict(reads=R1, nwriters=1, failover=1)),
    ('failover+evict',  dict(reads=R1, nwriters=1, faults=('evict',), evict=1, failover=1)),
    ('singleflight',    dict(reads=R1, nwriters=1, faults=('sf',))),
    ('crash+evict all+abort+unk', dict(reads=((0, 0), (0,)), nwriters=2, faults=('crash', 'evict', 'evictW', 'abort', 'unk', 'derived'), evict=1)),
]

DEEP = [
    ('3R(2,1,1) 2W evict2',       dict(reads=((0, 0), (0,), (0,)), nwriters=2, faults=('evict',), evict=2)),
    ('2R(3,1) 3W crash+abort',    dict(reads=((0, 0, 0), (0,)), nwriters=3, faults=('crash', 'abort'))),
    ('2R(2,2) 2W everything but failover', dict(reads=((0, 0), (0, 0)), nwriters=2,
        faults=('crash', 'evict', 'abort', 'unk', 'derived', 'snap', 'replica', 'redisfail'), evict=2)),
    ('2 keys 2W crash+evict+abort', dict(reads=((0, 1), (1, 0)), nwriters=2, nk=2, faults=('crash', 'evict', 'abort'), evict=1)),
]
def deep(names):
    for n in names:
        for cn, kw in DEEP:
            try:
                r = Model(PROTO[n], **kw).run(4_000_000)
            except RuntimeError as e:
                print(n, '|', cn, '|', e, flush=True); continue
            b = ' '.join('%s:%.3g%%' % (k, 100.0 * v / r['paths']) for k, v in r['bad'].items() if v) or 'ok'
            print('%-28s | %-36s | st %8d tr %9d paths %.2e | %-20s | %.0fs' % (n, cn, r['states'], r['trans'], r['paths'], b, r['secs']), flush=True)

def broken(proto, kw):
    r = Model(proto, **kw).run()
    return ' '.join(k for k, v in r['bad'].items() if v) or '.', r

def compare():
    """Takeover must break nothing that holds without it, and the mutants must be seen."""
    wrong = []
    for name, base in TAKEOVERS.items():
        print(name)
        missed = dict(MUTANTS)
        for column, kw in COLS:
            plain, _ = broken(P(name, **base), kw)
            over, r = broken(P(name, takeover=True, **base), kw)
            print('  %-26s | %-10s | with takeover %-10s | %8d states, %.2e interleavings' % (column, plain, over, r['states'], r['paths']), flush=True)
            if set(over.split()) - set(plain.split()) - {'.'}: wrong.append((name, column, plain, over))
            for mutant, how in list(missed.items()):
                bad, _ = broken(P(name, takeover=True, **how, **base), kw)
                more = set(bad.split()) - set(plain.split()) - {'.'}
                if more:
                    print('      %s: breaks %s' % (mutant, ' '.join(sorted(more))), flush=True)
                    del missed[mutant]
        wrong += [(name, mutant, 'not seen') for mutant in missed]
    print('WRONG: %s' % wrong if wrong else 'takeover breaks nothing; every mutant is seen')
    return 1 if wrong else 0

def main():
    if not sys.argv[1:]: sys.exit(compare())
    names = list(PROTO)
    cols = COLS
    args = sys.argv[1:]
    show = None
    if args and args[0] == 'cols':
        cols = [c for c in COLS if c[0] in args[1].split(',')]; args = args[2:]
    if args and args[0] == 'deep':
        deep(args[1:]); return
    if args and args[0] == 'trace':
        p, colname = args[1], args[2]
        kw = dict(COLS)[colname]
        r = Model(PROTO[p], **kw).run()
        print(p, '|', colname, '| states', r['states'], 'transitions', r['trans'], 'interleavings', r['paths'], 'bad', r['bad'])
        for x, tr in sorted(r['traces'].items()):
            print('--', x)
            for l in tr: print('    ', l)
        return
    if args: names = args
    tot_states = tot_tr = tot_paths = 0
    for n in names:
        for cn, kw in cols:
            r = Model(PROTO[n], **kw).run()
            tot_states += r['states']; tot_tr += r['trans']; tot_paths += r['paths']
            b = {k: v for k, v in r['bad'].items() if v}
            s_ = ' '.join('%s:%.3g%%' % (k, 100.0 * v / r['paths']) for k, v in b.items()) or 'ok'
            print('%-38s | %-26s | st %7d tr %8d paths %.2e | %-40s | %.1fs' % (n, cn, r['states'], r['trans'], r['paths'], s_, r['secs']), flush=True)
    print('TOTAL states %d transitions %d interleavings %.3e' % (tot_states, tot_tr, tot_paths))

if __name__ == '__main__':
    main()
