package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.redisson.SynchronizedRedissonPeer;
import org.springframework.context.annotation.Import;

@Import(SynchronizedRedissonPeer.class)
class SynchronizedRedissonRacesTest extends PeerRaces {

    SynchronizedRedissonRacesTest() {
        super(Peer.REDISSON_SYNC);
    }
}
