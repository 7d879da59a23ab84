package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.spring.LockingSpringCache;
import org.springframework.context.annotation.Import;

@Import(LockingSpringCache.class)
class LockingSpringCacheRacesTest extends PeerRaces {

    LockingSpringCacheRacesTest() {
        super(Peer.SPRING_LOCKING);
    }
}
