package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.jetcache.PlainJetCache;
import org.springframework.context.annotation.Import;

@Import(PlainJetCache.class)
class PlainJetCacheRacesTest extends PeerRaces {

    PlainJetCacheRacesTest() {
        super(Peer.JETCACHE);
    }
}
