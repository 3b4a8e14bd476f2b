package org.sbms.central.app;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.HttpConfig;
import org.sbms.kit.peer.PeerServerConfig;

/** Where the directory tells branches to reach central; theirs stand in central's book. */
@ConfigMapping(prefix = "sbms.peer")
interface PeerAddressSettings {
  /** Where a relay stands before central; otherwise its first host name and its peer port. */
  Optional<URI> address();

  static URI read(Configuration configuration, HttpConfig http, PeerServerConfig peer) {
    URI address =
        configuration
            .of(PeerAddressSettings.class)
            .address()
            .orElseGet(() -> URI.create("https://" + http.names().getFirst() + ":" + peer.port()));
    if (!"https".equals(address.getScheme())
        || address.getHost() == null
        || address.getPort() < 1) {
      throw ConfigException.at("sbms.peer.address", "must be https://host:port");
    }
    return address;
  }
}
