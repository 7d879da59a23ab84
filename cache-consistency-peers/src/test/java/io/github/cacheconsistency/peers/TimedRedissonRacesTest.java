package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.redisson.TimedRedissonPeer;
import org.springframework.context.annotation.Import;

@Import(TimedRedissonPeer.class)
class TimedRedissonRacesTest extends PeerRaces {

    TimedRedissonRacesTest() {
        super(Peer.REDISSON_TTL);
    }
}
