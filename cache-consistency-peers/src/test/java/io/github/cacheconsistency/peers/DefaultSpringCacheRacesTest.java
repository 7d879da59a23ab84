package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.spring.DefaultSpringCache;
import org.springframework.context.annotation.Import;

@Import(DefaultSpringCache.class)
class DefaultSpringCacheRacesTest extends PeerRaces {

    DefaultSpringCacheRacesTest() {
        super(Peer.SPRING);
    }
}
