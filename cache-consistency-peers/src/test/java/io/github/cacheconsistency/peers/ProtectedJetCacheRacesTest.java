package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.jetcache.ProtectedJetCache;
import org.springframework.context.annotation.Import;

@Import(ProtectedJetCache.class)
class ProtectedJetCacheRacesTest extends PeerRaces {

    ProtectedJetCacheRacesTest() {
        super(Peer.JETCACHE_PROTECT);
    }
}
