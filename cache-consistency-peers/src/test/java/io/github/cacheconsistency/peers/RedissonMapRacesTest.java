package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.redisson.RedissonMapPeer;
import org.springframework.context.annotation.Import;

@Import(RedissonMapPeer.class)
class RedissonMapRacesTest extends PeerRaces {

    RedissonMapRacesTest() {
        super(Peer.REDISSON);
    }
}
