package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.spring.SynchronizedSpringCache;
import org.springframework.context.annotation.Import;

@Import(SynchronizedSpringCache.class)
class SynchronizedSpringCacheRacesTest extends PeerRaces {

    SynchronizedSpringCacheRacesTest() {
        super(Peer.SPRING_SYNC);
    }
}
