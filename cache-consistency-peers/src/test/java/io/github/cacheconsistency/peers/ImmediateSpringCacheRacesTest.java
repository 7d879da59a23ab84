package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.spring.ImmediateSpringCache;
import org.springframework.context.annotation.Import;

@Import(ImmediateSpringCache.class)
class ImmediateSpringCacheRacesTest extends PeerRaces {

    ImmediateSpringCacheRacesTest() {
        super(Peer.SPRING_IMMEDIATE);
    }
}
